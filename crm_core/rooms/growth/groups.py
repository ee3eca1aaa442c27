"""The paper's five groups (3.1): everybody is in exactly one, by contribution today and by growth expected."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from crm_core.rooms.growth.trial.learning import Learned

Group = Literal["most_valuable", "highest_potential", "general", "potential", "low_income"]
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the paper's order. The most valuable contribute most, whatever they may grow by. Of the others those who cover
their cost have the highest growth potential or are general customers; those who do not are potential customers or
low-income ones."""
NEW = len(GROUPS)
"""The code of who is new: a customer of less than a year, who is in no group yet."""


@dataclass(frozen=True)
class Thresholds:
    """Where the groups begin. Raises ValueError for a value out of range."""

    top: float = 0.2
    """The part of the customers who are most valuable, 0–1: those who contribute most."""
    low: float = 0.0
    """The contribution, in currency a year, up to which a customer is low-income: 0 does not cover its cost."""
    growing: float = 0.2
    """The part of the customers with the highest growth potential, 0–1."""

    def __post_init__(self) -> None:
        for name in ("top", "growing"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; choose a part of the customers between 0 and 1.")
        if not math.isfinite(self.low):
            raise ValueError(f"low is {self.low}; choose an amount of contribution.")


@dataclass(frozen=True)
class Cuts:
    """The thresholds as the bank's customers have them, whatever the scope."""

    contribution: float
    """What the last of the top contributes; where that is not above `low`, who contributes more than `low` is most
    valuable."""
    low: float
    potential: float
    """The score of the last of those who could grow most; infinite where nobody can be told."""


def cuts(learned: Learned, thresholds: Thresholds) -> Cuts:
    """Where `thresholds` lie among all customers of the bank. Equals are never told apart: who contributes as much as
    the last of the top is in it; of those with the score of the last who grow all are in, or all out where that comes
    nearer to their part: a score that most customers share is no high one."""
    many = len(learned.judged)
    if not many:
        return Cuts(math.inf, thresholds.low, math.inf)
    last = learned.today["contribution"][learned.judged[_last(thresholds.top, many)]]
    if learned.winner is None:
        return Cuts(float(last), thresholds.low, math.inf)
    return Cuts(float(last), thresholds.low, _nearest(learned.falling, _last(thresholds.growing, many)))


def partition(learned: Learned, at: Cuts, places: np.ndarray | slice = slice(None)) -> np.ndarray:
    """The code of everybody at `places`, uint8: the place in `GROUPS`, or `NEW`."""
    contribution = learned.today["contribution"][places]
    is_low = contribution <= at.low
    grows = (learned.potential[places] >= at.potential) & (learned.expected[places] > 0)
    codes = 2 + 2 * is_low.view(np.uint8) - grows.view(np.uint8)  # who grows is one place before: those with potential
    codes[(contribution >= at.contribution) & ~is_low] = 0
    codes[learned.today["is_new"][places] == 1] = NEW
    return codes


AMOUNTS = ("contribution", "revenue", "growth", "cost_to_serve")


@dataclass(frozen=True, eq=False)
class Counted:
    """Customers and their money by group, and who is new as the last."""

    amounts: np.ndarray
    """[groups, AMOUNTS], in currency a year."""
    customers: np.ndarray
    """[groups, customer types, pools of growth expected], whole numbers."""

    def after(self, left: Counted, arrived: Counted) -> Counted:
        """The same when those who `left` have `arrived` elsewhere. A group without anybody has exactly nothing."""
        customers = self.customers - left.customers + arrived.customers
        is_empty = customers.sum(axis=(1, 2)) == 0
        return Counted(np.where(is_empty[:, None], 0.0, self.amounts - left.amounts + arrived.amounts), customers)


def count(learned: Learned, codes: np.ndarray, places: np.ndarray | slice) -> Counted:
    """The customers at `places`, a mask, their numbers or all of them, who have `codes`."""
    chosen = codes.astype(np.intp)
    held = (learned.today["contribution"], learned.today["revenue"], learned.expected, learned.today["cost_to_serve"])
    amounts = np.stack([np.bincount(chosen, each[places], NEW + 1) for each in held], axis=1)
    pools = len(learned.read_off.tested) if learned.read_off else 1
    chosen *= 4 * pools
    chosen += learned.today["type_code"][places].astype(np.uint8) * np.uint8(pools) + learned.pool[places]
    return Counted(amounts, np.bincount(chosen, minlength=4 * pools * (NEW + 1)).reshape(NEW + 1, 4, pools))


def table(learned: Learned, counted: Counted) -> pd.DataFrame:
    """group, customers, contribution, revenue, growth (expected, of revenue), cost_to_serve (all in currency a year), a
    row a group; type_0 … type_3, their number by customer type; and growth_error, the standard error of growth: chance
    alone."""
    customers = counted.customers[:NEW]
    kinds = customers.sum(axis=2)
    rows = pd.DataFrame(dict(zip(AMOUNTS, counted.amounts[:NEW].T, strict=True)))
    rows.insert(0, "group", GROUPS)
    rows.insert(1, "customers", kinds.sum(axis=1))
    return rows.assign(**{f"type_{code}": kinds[:, code] for code in range(4)},
                       growth_error=learned.read_off.error(customers.sum(axis=1)) if learned.read_off else 0.0)


def moves(learned: Learned, places: np.ndarray, before: np.ndarray, now: np.ndarray) -> pd.DataFrame:
    """group_before, group, customers, contribution: of the customers at `places`, who are in another group `now` than
    `before`, most first."""
    pairs = before * np.uint8(NEW) + now
    counts = np.bincount(pairs, minlength=NEW * NEW)
    amounts = np.bincount(pairs, learned.today["contribution"][places], NEW * NEW)
    there = np.flatnonzero(counts)
    rows = pd.DataFrame({"group_before": [GROUPS[each // NEW] for each in there],
                         "group": [GROUPS[each % NEW] for each in there],
                         "customers": counts[there], "contribution": amounts[there]})
    return rows.sort_values(["customers", "group_before", "group"], ascending=[False, True, True], ignore_index=True)


def _nearest(falling: np.ndarray, place: int) -> float:
    """The score at `place`, or the next above it, whichever is reached by nearer to `place` + 1 customers."""
    reached, rising, wanted = falling[place], falling[::-1], place + 1
    least, most = (len(rising) - int(np.searchsorted(rising, reached, side)) for side in ("right", "left"))
    return float(np.nextafter(reached, np.float32(np.inf)) if wanted - least < most - wanted else reached)


def _last(share: float, count: int) -> int:
    """The place, from 0, of the last of the first `share`; at least one is in it."""
    return max(round(share * count), 1) - 1
