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


def partition(learned: Learned, at: Cuts) -> np.ndarray:
    """The code of everybody, uint8: the place in `GROUPS`, or `NEW`."""
    contribution = learned.today["contribution"]
    is_low = contribution <= at.low
    grows = (learned.potential >= at.potential) & (learned.expected > 0)
    codes = 2 + 2 * is_low.view(np.uint8) - grows.view(np.uint8)  # who grows is one place before: those with potential
    codes[(contribution >= at.contribution) & ~is_low] = 0
    codes[learned.today["is_new"] == 1] = NEW
    return codes


def sums(learned: Learned, codes: np.ndarray, scoped: np.ndarray) -> pd.DataFrame:
    """group, customers, contribution, revenue, growth (expected, of revenue), cost_to_serve (all in currency a year),
    of the customers `scoped` (a mask), a row a group; type_0 … type_3, their number by customer type; and growth_error,
    the standard error of growth: chance alone."""
    inside = slice(None) if scoped.all() else scoped  # of the whole bank nothing is copied
    chosen = codes[inside].astype(np.intp)
    held = {"contribution": learned.today["contribution"], "revenue": learned.today["revenue"],
            "growth": learned.expected, "cost_to_serve": learned.today["cost_to_serve"]}
    table = pd.DataFrame({name: np.bincount(chosen, each[inside], NEW + 1)[:NEW] for name, each in held.items()})
    pools = len(learned.read_off.tested) if learned.read_off else 1
    cells = chosen * (4 * pools)
    cells += learned.today["type_code"][inside].astype(np.uint8) * np.uint8(pools) + learned.pool[inside]
    counts = np.bincount(cells, minlength=4 * pools * (NEW + 1)).reshape(-1, 4, pools)[:NEW]
    kinds = counts.sum(axis=2)
    table.insert(0, "group", GROUPS)
    table.insert(1, "customers", kinds.sum(axis=1))
    return table.assign(**{f"type_{code}": kinds[:, code] for code in range(4)},
                        growth_error=learned.read_off.error(counts.sum(axis=1)) if learned.read_off else 0.0)


def moves(learned: Learned, before: np.ndarray, codes: np.ndarray, scoped: np.ndarray) -> pd.DataFrame:
    """group_before, group, customers, contribution: of the customers `scoped` those who are in another group by
    `codes` than by `before`, most first."""
    moved = scoped & (before != codes)
    pairs = before[moved] * np.uint8(NEW) + codes[moved]
    counts = np.bincount(pairs, minlength=NEW * NEW)
    amounts = np.bincount(pairs, learned.today["contribution"][moved], NEW * NEW)
    there = np.flatnonzero(counts)
    table = pd.DataFrame({"group_before": [GROUPS[each // NEW] for each in there],
                          "group": [GROUPS[each % NEW] for each in there],
                          "customers": counts[there], "contribution": amounts[there]})
    return table.sort_values(["customers", "group_before", "group"], ascending=[False, True, True], ignore_index=True)


def _nearest(falling: np.ndarray, place: int) -> float:
    """The score at `place`, or the next above it, whichever is reached by nearer to `place` + 1 customers."""
    reached, rising, wanted = falling[place], falling[::-1], place + 1
    least, most = (len(rising) - int(np.searchsorted(rising, reached, side)) for side in ("right", "left"))
    return float(np.nextafter(reached, np.float32(np.inf)) if wanted - least < most - wanted else reached)


def _last(share: float, count: int) -> int:
    """The place, from 0, of the last of the first `share`; at least one is in it."""
    return max(round(share * count), 1) - 1
