"""Thresholds in words, and the ties at them: how many tie, on which side they are, and what that makes of the share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext, npgettext
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.cutting.placing import tiers_at
from crm_core.rooms.tiers.cutting.ties import MATERIAL
from crm_core.rooms.tiers.measure import Outline
from crm_core.rooms.tiers.scheme.group import EVERYBODY, By
from crm_core.rooms.tiers.scheme.refusal import as_set
from crm_core.rooms.tiers.scheme.scheme import MIN_TIERS
from crm_core.vocabulary import counted, type_noun, type_plural

_MANY = 2
"""Any amount that takes the plural: `63.0 points`, `0.5 points`."""


def cut_in_words(by: By, cut: float, money: Money) -> str:
    """`63.0 points`, `€5,000.00`, or that nobody reaches it."""
    if cut == NOBODY:
        return _("not reached")
    return _points(number(cut, decimals=1), _MANY) if by == "score" else money.full(cut, decimals=2)


def margin_in_words(by: By, margin: float) -> str:
    """How far from a threshold: `1 point` of score, `5%` of a threshold in money."""
    return _points(as_set(margin), 1 if margin == 1 else _MANY) if by == "score" else percent(margin / 100)


def _points(written: str, amount: int) -> str:
    return npgettext("score", "{number} point", "{number} points", amount, number=written)


def limiter_sentence(result: Outline) -> str:
    """What keeps one customer more from the best tier where it has as many as can be served; empty otherwise."""
    limiter = result.limiter
    if limiter is None:
        return ""
    best, second = result.scheme.labels[:2]
    words = {"tier": best, "customers": counted("customers", limiter.customers), "name": limiter.name,
             "without": number(limiter.without or 0), "second": second, "hours": number(limiter.capacity_hours)}
    match limiter.by:
        case "bank":
            return _("{tier} has {customers} in the whole bank, limited by the {hours} hours a year of all staff.",
                     **words)
        case "branch":
            return _("{tier} has {customers} in the whole bank, limited by the hours of the branch {name}; without "
                     "that limit {without}.", **words)
        case "manager":
            return _("{tier} has {customers} in the whole bank, limited by the hours of {name}; without that limit "
                     "{without}.", **words)
    if len(result.scheme.tiers) == MIN_TIERS:
        return _("The hours of the staff are enough to have all {customers} of the bank in {tier}.", **words)
    return _("{tier} has all {customers} of the bank down to the {second} threshold; the hours of the staff would "
             "allow more. Let more customers reach {second} to use them.", **words)


def tie_sentences(result: Outline, money: Money, *, material: float = MATERIAL) -> tuple[str, ...]:
    """What there is to say of each tie of amounts, or of a number of customers, that a threshold was asked to fall
    into, of other scores where it is `material`; and where more customers are asked for than there are."""
    every_cut = list(result.cuts.itertuples(index=False))
    tied: dict[tuple[str, float, bool], list[Any]] = {}
    for row in every_cut:
        if row.tied_customers > 0:
            tied.setdefault((row.of, row.tied_at, bool(row.tie_is_above)), []).append(row)
    by_of = {group.of: group.by for group in result.scheme.groups}
    counted_of = {group.of for group in result.scheme.groups if group.how == "count"}
    sentences = []
    for (of, value, is_above), rows in tied.items():
        change = max(abs(row.met_customers - row.asked_customers) for row in rows) / rows[0].of_customers
        if by_of[of] != "score" or of in counted_of or change >= material:
            cuts = [row.at_least for row in every_cut if row.of == of]
            labels = result.scheme.labels
            sentences.append(" ".join((
                _tie(_counted_of(of, int(rows[0].tied_customers)), cut_in_words(by_of[of], value, money),
                     [labels[row.tier - 1] for row in rows], labels[int(tiers_at(np.array([value]), cuts)[0]) - 1],
                     is_above=is_above),
                *(_instead_counted(rows) if of in counted_of else _instead(of, rows)))))
    return (*sentences, *_too_many(result))


def _tie(customers: str, value: str, tiers: list[str], tier: str, *, is_above: bool) -> str:
    words = {"customers": customers, "value": value, "tiers": all_of(tiers), "tier": tier}
    if is_above:
        return ngettext(
            "{customers} tie at {value}, where the {tiers} threshold would fall: all are above it, in {tier}.",
            "{customers} tie at {value}, where the {tiers} thresholds would fall: all are above them, in {tier}.",
            len(tiers), **words)
    return ngettext(
        "{customers} tie at {value}, where the {tiers} threshold would fall: all are below it, in {tier}.",
        "{customers} tie at {value}, where the {tiers} thresholds would fall: all are below them, in {tier}.",
        len(tiers), **words)


def _instead(of: str, rows: Sequence[Any]) -> tuple[str, ...]:
    """What share of customers is above the threshold, where that is another than was asked for."""
    asked, met = (_shares([getattr(row, each) / row.of_customers for row in rows])
                  for each in ("asked_customers", "met_customers"))
    if asked == met:
        return ()
    if of == EVERYBODY:
        return (_("This puts {met} of customers above, instead of {asked}.", met=met, asked=asked),)
    return (_("This puts {met} of {types} above, instead of {asked}.", met=met, asked=asked, types=type_noun(of)),)


def _instead_counted(rows: Sequence[Any]) -> tuple[str, ...]:
    """How many customers are above the threshold, instead of the number that was asked for."""
    asked, met = (all_of(list(dict.fromkeys(number(getattr(row, each)) for row in rows)))
                  for each in ("asked_customers", "met_customers"))
    return (_("This puts {met} customers above, instead of {asked}.", met=met, asked=asked),)


def _too_many(result: Outline) -> list[str]:
    """Where more customers are asked for than there are: the tiers below are empty."""
    sentences = []
    there = dict(zip(result.cuts["of"], result.cuts["of_customers"], strict=True))
    for group in result.scheme.groups:
        running = np.cumsum(group.values)
        if group.how == "count" and running[-1] > there[group.of]:
            tier = int(np.argmax(running > there[group.of]))
            sentences.append(_("{number} customers are asked for down to {tier}, and there are {customers}: the tiers "
                               "below are empty.", number=number(running[tier]), tier=result.scheme.labels[tier],
                               customers=_counted_of(group.of, there[group.of])))
    return sentences


def _counted_of(of: str, customers: int) -> str:
    """`85 customers`, `85 customers (Businesses)`."""
    if of == EVERYBODY:
        return counted("customers", customers)
    return ngettext("{count} customer ({types})", "{count} customers ({types})", customers, types=type_plural(of))


def tie_cell(tied: int, is_above: bool) -> str:
    """`85, below`: how many tie at a threshold and on which side of it they are; empty for none."""
    if not tied:
        return ""
    return (_("{number}, above", number=number(tied)) if is_above else _("{number}, below", number=number(tied)))


def _shares(shares: Sequence[float]) -> str:
    """`20%`, or `20% and 45%`; a share that several have is written once."""
    return all_of(list(dict.fromkeys(percent(each) for each in shares)))
