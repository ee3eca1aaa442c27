"""Why each customer of a list moves, in a sentence: the value before and now, and the threshold that is crossed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from crm_core.amounts import Money, number
from crm_core.language import N_, Message, _
from crm_core.rooms.tiers.customers.assignment import exceptions_in_words
from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.customers.thresholds import Crossing, crossing
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.scheme.group import TENTHS, By, Group

_A_YEAR: dict[By, Message] = {
    "score": N_("Score {before} the year before, {now} now; {tier} began at {cut_before}, now at {cut_now}."),
    "contribution": N_("Contribution {before} the year before, {now} now; {tier} began at {cut_before}, now at "
                       "{cut_now}."),
}
_ANOTHER_SCHEME: dict[By, Message] = {
    "score": N_("Score {before} by the approved scheme, {now} by this one; {tier} begins at {cut_before} there, here "
                "at {cut_now}."),
    "contribution": N_("Contribution {now}; {tier} begins at {cut_before} by the approved scheme, here at {cut_now}."),
}


def written(by: By, money: Money) -> Callable[[float], str]:
    """How values are written: scores in whole tenths, rounded down as they are cut; money to the cent."""
    if by == "score":
        return lambda value: number(np.floor(value * TENTHS + 1e-9) / TENTHS, decimals=1)
    return lambda value: money.full(value, decimals=2)


def reasons_to_move(compared: Comparison, rows: pd.DataFrame, group: Group) -> list[str]:
    """A sentence for each row, all cut together now; empty for who crosses no threshold, and where the values before
    and now are of two measures."""
    ending = "_before" if compared.is_apart else ""
    due_then, due_now = compared.then.tiers_of_all(rows, ending), compared.now.tiers(rows, group)
    by_hand = exceptions_in_words(compared.now)
    values_now = compared.now.values(rows, group) if group.how != "needs" else np.zeros(len(rows))
    crossings: dict[tuple, Crossing | None] = {}
    values_then: dict[str, np.ndarray] = {}
    sentences = []
    for place, (customer, kind, then, now) in enumerate(zip(rows["customer_id"], rows["customer_type"], due_then,
                                                            due_now, strict=True)):
        way = (kind, int(then), int(now))
        if way not in crossings:
            crossings[way] = crossing(compared, *way)
        before = compared.then.scheme.group_of(kind)
        found = crossings[way]
        if found is None or before.by != group.by:
            sentences.append("")
            continue
        if before.of not in values_then:
            values_then[before.of] = compared.then.values(rows, before, ending)
        sentence = crossing_in_words(compared, group.by, found, float(values_then[before.of][place]),
                                     float(values_now[place]))
        sentences.append(" ".join(filter(None, (sentence, by_hand.get(customer, "")))))
    return sentences


def crossing_in_words(compared: Comparison, by: By, found: Crossing, before: float, now: float) -> str:
    """`Score 63.1 the year before, 61.8 now; Premium began at 62.0, now at 62.4.`"""
    write = written(by, compared.placer.money)
    sentence = (_A_YEAR if compared.is_apart else _ANOTHER_SCHEME)[by]
    cut_before, cut_now = (_("no value") if cut == NOBODY else write(cut)
                           for cut in (found.threshold_then, found.threshold_now))
    return _(sentence, before=write(before), now=write(now), tier=found.tier_now, cut_before=cut_before,
             cut_now=cut_now)
