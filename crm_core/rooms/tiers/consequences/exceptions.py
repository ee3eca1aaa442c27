"""What exceptions move: each customer who is placed by hand is taken out of one tier and put into another.

Thresholds stay where the scheme's method puts them, so that an exception for one moves nobody else. Every sum is that
of the thresholds, less what those placed by hand bring there, and with it where they stand. That costs a few rows,
whatever the size of the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.cuts import Cuts
from crm_core.rooms.tiers.cutting.ranking import MEASURES
from crm_core.rooms.tiers.cutting.roll import MONEY
from crm_core.rooms.tiers.cutting.rules import Rules
from crm_core.rooms.tiers.questions import SOME_CUSTOMERS, SOME_SERVED

_CELL = ["tier_now", "tier_then", "desk_id"]
_CENTS = 2
"""Decimals of money."""


def sums_with_exceptions(read: Reader, rules: Rules, sums: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """`sums` [tiers, groups, `MEASURES`] of all groups, by their rising ids, with everybody where they stand."""
    if not rules.by_hand:
        return sums
    rows = _placed(read, rules)
    due = rules.tiers_of_all(rows)
    places, moved = np.searchsorted(groups, rows["group_id"].to_numpy()), sums.copy()
    amounts = rows.assign(customers=1)[list(MEASURES)].to_numpy(dtype=float)
    np.subtract.at(moved, (due - 1, places), amounts)
    np.add.at(moved, (rules.with_exceptions(rows, due) - 1, places), amounts)
    return moved.round(_CENTS)


def cells_with_exceptions(read: Reader, cells: pd.DataFrame, now: Rules, then: Rules, *, apart: bool) -> pd.DataFrame:
    """The cells of `cells.cells` with everybody where they stand and stood; `apart` as there."""
    placed = tuple(sorted({*now.by_hand, *then.by_hand}))
    if not placed:
        return cells
    rows = read(SOME_CUSTOMERS, customers=placed)
    due = now.tiers_of_all(rows), then.tiers_of_all(rows, "_before" if apart else "")
    stands = now.with_exceptions(rows, due[0]), then.with_exceptions(rows, due[1])
    money = {name: rows[name].fillna(rows[f"{name}_before"]).astype(float) for name in MONEY}

    def counted(tiers: tuple[np.ndarray, np.ndarray], sign: int) -> pd.DataFrame:
        amounts = {name: sign * amount for name, amount in money.items()}
        return rows[["desk_id"]].assign(tier_now=tiers[0], tier_then=tiers[1], customers=sign, **amounts)

    is_inside = (due[0] > 0) | (due[1] > 0)
    parts = [cells, counted(due, -1)[is_inside], counted(stands, 1)[is_inside]]
    summed = pd.concat(parts, ignore_index=True).groupby(_CELL, as_index=False)[["customers", *MONEY]].sum()
    return summed[summed["customers"] != 0].round(_CENTS).reset_index(drop=True)


def levels_by_hand(read: Reader, rules: Rules, cuts: Mapping[str, Mapping[str, Cuts]]) -> pd.DataFrame:
    """Rows of `three_years` that take those placed by hand out of the count: no rule holds them, and none moves them.
    `cuts` are those of each year."""
    rows = _placed(read, rules)
    rows, margin = rows[rows["is_in_scope"] == 1], rules.scheme.hold.margin
    levels: dict[str, object] = {}
    for year, ending in (("now", ""), ("before", "_before"), ("earlier", "_earlier")):
        of_year = replace(rules, cuts=cuts[year])
        for name, each in (("tier", of_year), ("lenient", of_year.shifted(-margin)),
                           ("strict", of_year.shifted(margin))):
            levels[f"{name}_{year}"] = each.tiers_of_all(rows, ending)
    return pd.DataFrame(levels | {"customers": np.full(len(rows), -1)})


def served_with_exceptions(read: Reader, rules: Rules, served: pd.DataFrame) -> pd.DataFrame:
    """Who was served how, as `leakage` takes it, with everybody in the tier where they stand."""
    if not rules.by_hand:
        return served
    rows = _placed(read, rules)
    rows = rows[rows["is_in_scope"] == 1]
    due = rules.tiers_of_all(rows)
    of = [rules.scheme.group_of(kind).of for kind in rows["customer_type"]]
    people = rows[["customer_id"]].assign(of=of, due=due, stands=rules.with_exceptions(rows, due))
    contacts = read(SOME_SERVED, customers=tuple(rules.by_hand)).merge(people, on="customer_id")
    counts = ["customers", "contacts", "timed_contacts"]
    moved = [contacts.assign(customers=1, tier=contacts[tier])[["of", "tier", "channel", "minutes", *counts]]
             .assign(**{name: lambda part, name=name, sign=sign: sign * part[name] for name in counts})
             for tier, sign in (("due", -1), ("stands", 1))]
    by = ["of", "tier", "channel", "minutes"]
    summed = pd.concat([served, *moved], ignore_index=True).groupby(by, as_index=False)[counts].sum()
    return summed[summed["customers"] != 0].reset_index(drop=True)


def _placed(read: Reader, rules: Rules) -> pd.DataFrame:
    """The rows of those who are placed by hand and are customers of the year."""
    rows = read(SOME_CUSTOMERS, customers=tuple(sorted(rules.by_hand)))
    return rows[rows["contribution"].notna()].reset_index(drop=True)
