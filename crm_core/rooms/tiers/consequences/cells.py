"""Who stood where and stands where, counted by desk: what moves, capacity and tiers by need are made of."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from crm_core.contract import BOOK_TYPES, CUSTOMER_TYPES
from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.rules import Rules, customers_in_slices
from crm_core.rooms.tiers.questions import MOVES
from crm_core.rooms.tiers.scheme.group import Group

MONEY = ("contribution", "balance", "cost_to_serve")
_CELL = ["tier_now", "tier_then", "desk_id"]


def cells(read: Reader, now: Rules, then: Rules, *, apart: bool) -> pd.DataFrame:
    """tier_now × tier_then × desk_id of the whole bank: customers, contribution, balance, cost_to_serve.

    `apart` sets `then` a year before the scope's; otherwise both place the same year's customers. Tier 0 is outside;
    what customers brought who left is that of their last year.
    """
    parts: list[pd.DataFrame] = []
    for types, group_now, group_then in _pairs(now, then):
        if "needs" in (group_now.how, group_then.how):
            parts += _one_by_one(read, types, (now, group_now), (then, group_then), "_before" if apart else "")
        else:
            rules = now.parameters("now_", group_now) | then.parameters("then_", group_then)
            parts.append(read(MOVES, types=types, every_kind=int(types == BOOK_TYPES), apart=int(apart), **rules))
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts, ignore_index=True).groupby(_CELL, as_index=False)[["customers", *MONEY]].sum()


def _pairs(now: Rules, then: Rules) -> Iterator[tuple[tuple[str, ...], Group, Group]]:
    """Types that are placed by the same two groups; all at once when neither scheme tells types apart."""
    if not (now.scheme.is_by_type or then.scheme.is_by_type):
        yield BOOK_TYPES, now.scheme.groups[0], then.scheme.groups[0]
        return
    for kind in CUSTOMER_TYPES:
        yield (kind,), now.scheme.group_of(kind), then.scheme.group_of(kind)


def _one_by_one(read: Reader, types: tuple[str, ...], now: tuple[Rules, Group], then: tuple[Rules, Group],
                year: str) -> Iterator[pd.DataFrame]:
    """The same cells from customers read in slices: clusters are not known to the database."""
    for rows in customers_in_slices(read, types, within_scope=False):
        amounts = {name: rows[name].fillna(rows[f"{name}_before"]) for name in MONEY}
        tiers_of_rows = rows[["desk_id"]].assign(
            tier_now=now[0].tiers(rows, now[1]), tier_then=then[0].tiers(rows, then[1], year), customers=1, **amounts)
        inside = tiers_of_rows[(tiers_of_rows["tier_now"] > 0) | (tiers_of_rows["tier_then"] > 0)]
        yield inside.groupby(_CELL, as_index=False)[["customers", *MONEY]].sum()
