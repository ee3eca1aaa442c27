"""The studio's question with few words: from options to a scheme, from the book to its consequences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

import numpy as np

from crm_core.availability import Needs
from crm_core.house_style import shortened
from crm_core.language import N_, _
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.outline import outlined
from crm_core.rooms.tiers.answers.tiering import tiering
from crm_core.rooms.tiers.cutting.tier_sums import promised_costs, promised_hours, tier_sums
from crm_core.rooms.tiers.cutting.year import Keep, read_year
from crm_core.rooms.tiers.measure import Tiering
from crm_core.rooms.tiers.questions import TERMS
from crm_core.rooms.tiers.scheme.group import BEST_SCORE, TENTHS, BudgetIn, By, Group, How, StaffLimit
from crm_core.rooms.tiers.scheme.json_text import from_json
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused, as_set, refuse_unless
from crm_core.rooms.tiers.scheme.scheme import MAX_TIERS, MIN_TIERS, WRONG_NUMBER, Hold, Missing, Scheme
from crm_core.rooms.tiers.scheme.starting import (
    COVER,
    TIERS,
    TOP,
    down_to,
    examples,
    rounded,
    starting_parts,
    starting_scheme,
    starting_shares,
)
from crm_core.rooms.tiers.scheme.weights import CRITERIA, WHOLE, Weights, criterion_noun, in_percent

NEEDS = Needs(better_with=("revenue", "joined", "types", "contacts", "staff"),
              uses=("cost", "balance", "turnover", "size", "grade"))
"""What of a book the answer hangs on."""

Cut = Literal["together", "by_type"]
_NOTHING_ASKED = ("score", "share", TIERS, TOP, "", "", "left_out", "together", "cost", "bank", 0.0, 1, "")
"""The options of `answer` that make a scheme, as they begin."""
_WHOLE_PERCENT = re.compile(r"[0-9]{1,3}")


def answer(read: Reader, *, by: By = "score", how: How = "share", tiers: int = TIERS, top: float = TOP,
           values: str = "", weights: str = "", missing: Missing = "left_out", cut: Cut = "together",
           budget_in: BudgetIn = "cost", staff_limit: StaffLimit = "bank", margin: float = 0.0, periods: int = 1,
           near: float | None = None, scheme: str = "", before: str = "", approved: str = "") -> Tiering:
    """The tiers of the customers under the scope of `read`, and what follows from them.

    `top` is the best tier's share of customers. `values` sets all tiers but the last, as in `20,30` (percent of
    customers, which may have decimals, or of the total for `cover`; customers for `count`; scores or money for `cuts`;
    one amount for `budget`; for `staff`, as many as the managers can serve, the percent of customers that the tiers
    down to the second, the third … hold together). `staff_limit` says whose hours count: those of all staff together,
    and besides of each branch or each manager. `weights` are as in `contribution=60,balance=40`, the book's own without
    it. `near` is how many points of score, or percent of a cut in
    money, count as near a cut. `scheme` is a whole scheme as JSON instead of all these;
    `before` another to compare with, likewise. `approved` is the scheme that the bank has approved, as JSON: it is the
    answer's own when nothing else is asked for, and what is compared with when something is. Raises SchemeRefused for
    what cannot be, and as `tiering` does.
    """
    current = from_json(approved) if approved else None
    then = from_json(before) if before else None
    asks = (by, how, tiers, top, values, weights, missing, cut, budget_in, staff_limit, margin, periods, scheme)
    if current and asks == _NOTHING_ASKED:
        return _with_examples(tiering(read, current, in_force=then, near=near), current)
    asked_scheme = from_json(scheme) if scheme else proposed(
        read, by=by, how=how, tiers=tiers, top=top, values=_numbers(values), weights=written_weights(weights),
        missing=missing, cut=cut, budget_in=budget_in, staff_limit=staff_limit, hold=Hold(margin, periods))
    return _with_examples(tiering(read, asked_scheme, in_force=then or current, near=near), then, current)


def _with_examples(result: Tiering, *adopted: Scheme | None) -> Tiering:
    """The result, what of it is an example told by the schemes that somebody has adopted."""
    return replace(result, examples=examples(result.scheme, filter(None, adopted)))


def proposed(read: Reader, *, by: By, how: How, tiers: int, top: float, values: tuple[float, ...] = (),
             weights: Weights | None = None, missing: Missing = "left_out", cut: Cut = "together",
             budget_in: BudgetIn = "cost", staff_limit: StaffLimit = "bank", hold: Hold | None = None) -> Scheme:
    """The scheme that the options of `answer` mean; cuts that are not given are where the shares would cut."""
    refuse_unless(MIN_TIERS <= tiers <= MAX_TIERS, WRONG_NUMBER, tiers=tiers, least=MIN_TIERS, most=MAX_TIERS)
    shares = _shares(tiers, top)
    make = partial(starting_scheme, weights or book_weights(read), by="contribution" if how == "cover" else by,
                   tiers=tiers, missing=missing, by_type=cut == "by_type", hold=hold, budget_in=budget_in,
                   staff_limit=staff_limit)
    if how in ("share", "cover", "staff"):
        usual = {"share": shares, "cover": starting_parts(tiers, COVER), "staff": down_to(shares)}[how]
        return make(how=how, values=tuple(value / WHOLE for value in values) or usual)
    if how == "count" and not values:
        return make(how=how, values={of: counts for of, (counts, _) in usual_counts(
            read, make(how="share", values=shares)).items()})
    if how == "budget" and not values:
        at = 0 if budget_in == "cost" else 1
        budgets = usual_budgets(read, make(how="share", values=shares))
        return make(how=how, values={of: (both[at],) for of, both in budgets.items()})
    if how == "cuts" and not values:
        return make(how=how, values=usual_cuts(read, make(how="share", values=shares)))
    return make(how=how, values=values)


def book_weights(read: Reader) -> Weights:
    """The weights that the book starts from, in whole percent."""
    terms = read(TERMS).iloc[0]
    return in_percent({name: float(terms[f"{name}_weight"]) for name in CRITERIA})


def usual_cuts(read: Reader, by_shares: Scheme) -> dict[str, tuple[float, ...]]:
    """Cuts to start from by hand, by whom they are for: where shares would cut, in round numbers."""
    _, rules = outlined(read, by_shares)
    apart = _scores_apart if by_shares.groups[0].by == "score" else _amounts_apart
    return {of: apart(cuts.values) for of, cuts in rules.cuts.items()}


def usual_counts(read: Reader, by_shares: Scheme, *,
                 keep: Keep | None = None) -> dict[str, tuple[tuple[float, ...], int]]:
    """Numbers of customers to start from, by whom they are for: what the shares come to, in round numbers; and how many
    customers there are. Over the whole bank, whatever the scope; `keep` as in `outline`."""
    year = read_year(read, by_shares, keep=keep)

    def usual(group: Group) -> tuple[tuple[float, ...], int]:
        ranked = year.rankings[group.by]
        customers = int(ranked.sums_of(year.members(group)[year.places(ranked)])[-1, 0])
        return tuple(float(max(1, round(rounded(share * customers)))) for share in group.values), customers

    return {group.of: usual(group) for group in by_shares.groups}


def usual_budgets(read: Reader, by_shares: Scheme) -> dict[str, tuple[float, float]]:
    """Budgets to start from, in money and in staff hours: what the service of the same shares takes, in round numbers.

    By whom they are for, over the whole bank, whatever the scope.
    """
    year = read_year(read, by_shares)
    customers = tier_sums(by_shares, year).sums[:, :, 0]

    def service_budget(group: Group, unit: np.ndarray) -> float:
        return rounded(float(customers[:, year.members(group)].sum(axis=1) @ unit)) or 1.0

    return {
        group.of: (service_budget(group, promised_costs(by_shares, group)),
                   service_budget(group, promised_hours(group)))
        for group in by_shares.groups
    }


def written_weights(text: str) -> Weights | None:
    """`contribution=60,balance=40` as weights; None for no text. Raises SchemeRefused for anything else."""
    if not text.strip():
        return None
    parts = dict.fromkeys(CRITERIA, 0)
    for part in text.split(","):
        name, _equals, weight = (each.strip() for each in part.partition("="))
        if name not in CRITERIA or not _WHOLE_PERCENT.fullmatch(weight):
            raise SchemeRefused(_("The weight “{given}” cannot be read; write it as contribution=60, with whole "
                                  "percents and the criteria {criteria}.", given=shortened(part.strip(), 60),
                                  criteria=", ".join(CRITERIA)))
        refuse_unless(not parts[name],
                      N_("The weight of {criterion} is given as {first} and as {second}; give each criterion once."),
                      criterion=criterion_noun(name), first=parts[name], second=weight)
        parts[name] = int(weight)
    return Weights(**parts)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(",")) if text.strip() else ()
    except ValueError as error:
        raise SchemeRefused(_("The values “{given}” cannot be read; write numbers separated by commas, as in 20,30.",
                              given=shortened(text, 60))) from error


def _shares(tiers: int, top: float) -> tuple[float, ...]:
    """The shares to start from. Raises SchemeRefused for a best tier that leaves the others nothing."""
    refuse_unless(0 < top < 1, N_("The best tier's share of customers is {share}; it must be above 0 and below 1."),
                  share=as_set(top))
    shares = starting_shares(tiers, top)
    refuse_unless(sum(shares) < 1 - 1e-9,
                  N_("The best tier's share of customers is {share}; leave a hundredth for each of the other {others} "
                     "tiers, or give all shares by --values."), share=as_set(top), others=tiers - 1)
    return shares


# Where many customers are alike, shares cut at the same place: cuts to start from are set apart.


def _scores_apart(cuts: Sequence[float]) -> tuple[float, ...]:
    """Each a tenth of a point at least below the one before it, all from 0 to 100."""
    tenths = [round(min(cut, BEST_SCORE) * TENTHS) for cut in cuts]
    for at in range(1, len(tenths)):
        tenths[at] = min(tenths[at], tenths[at - 1] - 1)
    return tuple(max(each, len(tenths) - 1 - at) / TENTHS for at, each in enumerate(tenths))


def _amounts_apart(cuts: Sequence[float]) -> tuple[float, ...]:
    """In round numbers, each a tenth at least below the one before it; what nobody reaches is twice what comes next."""
    reached = [cut for cut in cuts if math.isfinite(cut)]
    missing = len(cuts) - len(reached)
    top = max(reached[0] if reached else 0.0, 1.0)
    amounts: list[float] = []
    for cut in map(rounded, (*(top * 2.0**place for place in range(missing, 0, -1)), *reached)):
        amounts.append(cut if not amounts or cut < amounts[-1] else round(amounts[-1] - 0.1, 1))
    return tuple(amounts)
