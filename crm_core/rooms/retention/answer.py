"""From the book to how customers stay, and who may leave."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, get_args

import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.availability import Needs, facts
from crm_core.best_measure import known_measures
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.ranked_customers import in_segment
from crm_core.rooms.retention.calling import Measured, from_json, measured, standing
from crm_core.rooms.retention.chances.learning import OUTCOMES, Learned, Outcome, learn
from crm_core.rooms.retention.chances.leaving import MAX_LISTED, Among, Calls, leaving
from crm_core.rooms.retention.chances.listing import DESKS, by_name, with_names
from crm_core.rooms.retention.chances.of_tiers import TiersToday
from crm_core.rooms.retention.measure import Retention, View, rated
from crm_core.rooms.retention.staying import Staying, by_month, staying
from crm_core.rooms.retention.staying.curve import risk_table
from crm_core.rooms.retention.staying.parts import OF_A_YEAR_BEFORE, By
from crm_core.rooms.retention.vocabulary import part_names
from crm_core.rooms.retention.worth import Worth, worth

NEEDS = Needs((("leavers", "years"),), better_with=("leavers", "joined", "years"),
              uses=("revenue", "cost", "balance", "turnover", "transactions", "size", "grade"))
"""What of a book the answer depends on."""

COVERED = Question.from_file(__file__, "covered.sql")
LIVES = Question.from_file(__file__, "lives.sql")
WHY_LEFT = Question.from_file(__file__, "why_left.sql")
TIER_LIVES = Question.from_file(__file__, "tier_lives.sql")
TENURES = Question.from_file(__file__, "tenures.sql")
REGIONS = Question("region_names", "select region_id, name from book_regions order by name, region_id")
MAX_HORIZON = 30
"""Years ahead: beyond, nothing of today's rates is left to rely on."""


def answer(read: Reader, *, view: View = "stay", by: By = "customer_type", outcome: Outcome = "closed",
           among: Among = "region", capacity: int = 200, call_cost: float = 20.0, effect: float = 0.1, pilots: str = "",
           horizon: int = 5, discount: float = 0.1) -> Retention:
    """How the customers in the scope of `read` stay (`view` stay), or who of them may leave within a year (leave): the
    latter also of a segment.

    `by` is what curves are told apart by, `horizon` (years) and `discount` of the value to come. `outcome` is what
    chances are of, `among` what profit at risk is summed by, `capacity` how many customers can be called, `call_cost`
    what a call costs in currency, `effect` the part of the profit at risk that it keeps: an assumption, until `pilots`
    of calling have measured it (as JSON, `pilots_to_json`; the command line takes those of the workspace). Raises
    CannotAnswer where the data does not say, NobodyInScope, ValueError for an option out of range.
    """
    _check(view=(view, View), by=(by, By), outcome=(outcome, Outcome), among=(among, Among))
    if view == "leave":
        require_latest_year(read)
        allotted = [each for each in from_json(pilots) if each.outcome == outcome]
        return answer_of(read, learn(read, outcome), among=among, capacity=capacity, call_cost=call_cost,
                         effect=effect, pilots=standing(measured(read, allotted)))
    common = _of_what_is_over(read)
    found = _staying(read, by, common)
    return Retention(view="stay", staying=found, worth=_worth(read, found, horizon, discount), leaving=None, **common)


def answer_by_tier(read: Reader, tiers: pd.DataFrame, *, horizon: int = 5, discount: float = 0.1) -> Retention:
    """How the customers in the scope of `read` stay, by their `tiers` (customer_id, tier as it is shown: a category,
    the best first) in the year that `followed_from` names: whoever has none is not followed. See `answer`."""
    common = _of_what_is_over(read)
    found = None
    if common["left"]:
        lives = read(TIER_LIVES, since=followed_from(read)).merge(tiers, on="customer_id")
        names = [each for each in tiers["tier"].cat.categories if (lives["tier"] == each).any()]
        lives = by_month(lives.assign(part=lives["tier"].astype(str)))
        found = staying(lives, "tier", dict(zip(names, names, strict=True))) if names else None
    return Retention(view="stay", staying=found, worth=_worth(read, found, horizon, discount), leaving=None, **common)


def followed_from(read: Reader) -> int:
    """The trailing year whose kinds are followed: the first with a whole year after it, up to the one in scope. Raises
    CannotAnswer where there is none."""
    years = read(OUTCOMES)["years_ago"]
    if years.empty:
        raise CannotAnswer(_("What customers held or contributed before is of a whole year, and what is followed "
                             "comes after it: that takes two whole years of activity. Choose another kind."))
    return int(years.max()) + 1


def answer_of(read: Reader, learned: Learned, *, among: Among = "region", capacity: int = 200, call_cost: float = 20.0,
              effect: float = 0.1, pilots: Measured | None = None, tiers: TiersToday | None = None) -> Retention:
    """Who in the scope of `read` may leave, by the chances that `learn` has found; see `answer`. A segment is of
    today's customers, and what is asked comes after: so it is narrowed exactly. What `pilots` have measured stands
    in place of `effect`, if it may; profit at risk is summed up by `tiers` where they are given."""
    require_latest_year(read)
    if not 1 <= capacity <= MAX_LISTED:
        raise ValueError(_("capacity is {capacity}; choose from 1 to {most} customers.", capacity=str(capacity),
                           most=str(MAX_LISTED)))
    if not 0 <= call_cost < math.inf or not 0 <= effect <= 1:
        raise ValueError(_("call_cost is {cost} and effect {effect}; choose a cost of 0 or more, and an effect from 0 "
                           "to 1.", cost=str(call_cost), effect=str(effect)))
    common = _common(read)
    desks = with_names(read(DESKS))
    if desks.empty:
        raise NobodyInScope
    found = leaving(learned, desks, among=among, capacity=capacity, call_cost=call_cost, effect=effect,
                    knows_money=common["knows_money"], is_member=in_segment(read, learned.today["contribution_rank"]),
                    tiers=tiers)
    listed, factors = by_name(read, learned, found.listed)
    named = replace(found, listed=listed, factors=factors, calls=_by_pilots(found.calls, pilots))
    return Retention(view="leave", staying=None, worth=None, leaving=named, **common)


def _by_pilots(calls: Calls | None, pilots: Measured | None) -> Calls | None:
    """What calls bring by the effect that was measured, where it was."""
    if calls is None or pilots is None:
        return calls
    if not pilots.is_in_force:
        return replace(calls, tried_by=pilots.names)
    return replace(calls, effect=pilots.effect.kept, measured_by=pilots.names, effect_range=pilots.effect.kept_range)


def has_leavers(read: Reader) -> bool:
    """Whether the data names customers who left in the time that it covers, whatever the scope."""
    return "leavers" in facts(read)


def require_latest_year(read: Reader) -> None:
    """Raises CannotAnswer under an earlier year: what came after it is known, and needs no chances."""
    if read.scope.years_ago:
        raise CannotAnswer(_("Probabilities are of the twelve months after the data ends. Choose the latest year."))


def _of_what_is_over(read: Reader) -> dict[str, Any]:
    """What both answers of how customers stay say. Raises CannotAnswer where nothing is known of leaving, and under a
    segment: leaving is among what customers are put into one by."""
    if read.scope.segment:
        raise CannotAnswer(_("Who is in a segment is told by this year, and whether they left is part of it. How long "
                             "its customers stay would say how the segment was made. Choose “Who may leave”, or clear "
                             "the segment."))
    common = _common(read)
    knows_quiet = common["outcomes"].get("quiet", pd.Series()).notna().any()
    if not common["left"] and not knows_quiet:
        raise CannotAnswer(_("None of these customers left in the time that the data covers, and it has no two whole "
                             "years of balances or turnover to tell who went quiet. Add the column left_on to the "
                             "customers file, with the customers who left, or load a longer activity file with "
                             "balances or turnover."))
    return common


def _common(read: Reader) -> dict[str, Any]:
    """What either view says; of a segment nothing that is over."""
    covered = read(COVERED)
    if covered.empty or not covered["customers"].iloc[0]:
        raise NobodyInScope
    row, outcomes, why_left = covered.iloc[0], rated(read(OUTCOMES)), read(WHY_LEFT)
    is_stated = bool((why_left[["reason", "went_to"]] != "").any(axis=None))
    return {"first_month": pd.Timestamp(row["first_month"]).date(), "last_day": pd.Timestamp(row["last_day"]).date(),
            "customers": int(row["customers"]), "without_joined": int(row["without_joined"]),
            "left": int(why_left["customers"].sum()), "why_left": why_left if is_stated else why_left.iloc[:0],
            "outcomes": outcomes.iloc[:0] if read.scope.segment else outcomes,
            "knows_money": "contribution" in known_measures(read)}


def _staying(read: Reader, by: By, common: dict[str, Any]) -> Staying | None:
    """None where nobody left, or nobody is known to have joined."""
    if not common["left"]:
        return None
    if by == "value":
        require_contribution(read)
    if by in OF_A_YEAR_BEFORE:
        followed_from(read)
    lives = read(LIVES, by=by)
    if lives.empty:
        return None
    regions = read(REGIONS)
    return staying(lives, by, part_names(by, lives["part"].unique(), regions))


def _worth(read: Reader, found: Staying | None, horizon: int, discount: float) -> Worth | None:
    if not 1 <= horizon <= MAX_HORIZON or not 0 < discount <= 1:
        raise ValueError(_("horizon is {horizon} and discount {discount}; choose 1 to {most} years and a discount "
                           "above 0, up to 1.", horizon=str(horizon), discount=str(discount), most=str(MAX_HORIZON)))
    if found is None or "contribution" not in known_measures(read):
        return None
    return worth(read(TENURES), risk_table(read(LIVES, by="customer_type")), years=horizon, discount=discount)


def _check(**options: tuple[str, Any]) -> None:
    for name, (value, allowed) in options.items():
        if value not in get_args(allowed):
            raise ValueError(f"{name} is {value!r}; choose one of {', '.join(get_args(allowed))}.")
