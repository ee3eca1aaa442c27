"""Who stood where and stands where, counted by desk: what moves, capacity and tiers by need are made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from crm_core.contract import BOOK_TYPES, CUSTOMER_TYPES
from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.ranking import CENTS, counted
from crm_core.rooms.tiers.cutting.recount import Recount
from crm_core.rooms.tiers.cutting.roll import MONEY
from crm_core.rooms.tiers.cutting.rules import Rules, customers_in_slices
from crm_core.rooms.tiers.cutting.year import Keep, held_earlier, held_roll
from crm_core.rooms.tiers.questions import DESKS
from crm_core.rooms.tiers.scheme.group import Group

_CELL = ["tier_now", "tier_then", "desk_id"]


def cells(read: Reader, now: Rules, then: Rules, *, apart: bool, keep: Keep | None = None) -> pd.DataFrame:
    """tier_now × tier_then × desk_id of the whole bank: customers, contribution, balance, cost_to_serve.

    `apart` sets `then` a year before the scope's; otherwise both place the same year's customers. Tier 0 is outside;
    what customers brought who left is that of their last year. `keep` holds the customers for the next move.
    """
    parts: list[pd.DataFrame] = []
    for types, group_now, group_then in _pairs(now, then):
        if "needs" in (group_now.how, group_then.how):
            parts += _one_by_one(read, types, (now, group_now), (then, group_then), "_before" if apart else "")
        else:
            parts.append(_at_once(read, types, (now, group_now), (then, group_then), apart=apart, keep=keep))
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts, ignore_index=True).groupby(_CELL, as_index=False)[["customers", *MONEY]].sum()


def _at_once(read: Reader, types: tuple[str, ...], now: tuple[Rules, Group], then: tuple[Rules, Group], *,
             apart: bool, keep: Keep | None) -> pd.DataFrame:
    """The cells from the rolls of both years, all customers of these types at once."""
    roll, is_asked = held_roll(read, 0, keep), _of_types(read, types)
    tier_now = now[0].tiers_of(roll, now[1])
    ways = len(then[0].scheme.tiers) + 1
    shape = ((len(now[0].scheme.tiers) + 1) * ways, len(is_asked))
    if not apart:
        tier_then = tier_now if now == then else then[0].tiers_of(roll, then[1])
        sums = counted(tier_now * ways + tier_then, roll.desks, shape, roll.money.values())
    else:
        before = held_roll(read, 1, keep)
        earlier = held_earlier(read, 1, roll, before, keep)
        tier_before = then[0].tiers_of(before, then[1])
        last: Recount = keep("count of moves", Recount) if keep else Recount()
        sums = last.counted(tier_now * ways + earlier.tiers(tier_before), roll.desks, shape, roll.money.values()).copy()
        # who left is outside now, and the ways to outside are the first
        sums[:ways] += counted(tier_before[earlier.left], before.desks[earlier.left], (ways, len(is_asked)),
                               [each[earlier.left] for each in before.money.values()])
    way, desk = np.nonzero((sums[:, :, 0] > 0) & is_asked)
    customers, *in_cents = sums[way, desk].T
    return pd.DataFrame({"tier_now": way // ways, "tier_then": way % ways, "desk_id": desk,
                         "customers": customers.astype(np.int64)}
                        | {name: each / CENTS for name, each in zip(MONEY, in_cents, strict=True)})


def _of_types(read: Reader, types: tuple[str, ...]) -> np.ndarray:
    """Of every desk, by its id, whether it is of these customer types."""
    desks = read(DESKS)
    is_asked = np.zeros(int(desks["desk_id"].max()) + 1, dtype=bool)
    is_asked[desks["desk_id"]] = True if types == BOOK_TYPES else desks["customer_type"].isin(types)
    return is_asked


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
