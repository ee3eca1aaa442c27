"""Who may leave under a scope, what goes with them, and what calling the first of them would have to bring."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import NobodyInScope
from crm_core.rooms.retention.chances.contest import Contestant
from crm_core.rooms.retention.chances.learning import Learned, Outcome, sums_by, sums_by_desk
from crm_core.rooms.retention.chances.of_tiers import TiersToday
from crm_core.rooms.retention.chances.tested import Tested

Among = Literal["region", "customer_type", "manager"]
"""By what profit at risk is summed up, as the data has it."""
SummedBy = Literal[Among, "tier"]
"""The same, or by the tiers of a scheme, which the data does not have."""
MAX_ROWS = 14
"""Parts of the scope that are drawn: of more, those with most at risk."""
_LOOKED_AT = 8_192
"""Customers who are looked at first for a list, in the order of it; twice as many each time after."""
MAX_LISTED = 1_000
"""Customers of a list: one page of names, and more than the managers of most banks can call."""


@dataclass(frozen=True, eq=False)
class Calls:
    """What calling the customers of the list costs, and what it would have to bring. Currency a year."""

    customers: int
    cost: float
    at_risk: float
    """Their profit at risk."""
    effect: float
    """The part of it that a call keeps, up to 1: assumed until a pilot has measured it, which may find that more of
    those who are called leave; then it is below 0."""
    measured_by: tuple[str, ...] = ()
    """The pilots that measured it, one or several together; empty while it is assumed."""
    tried_by: tuple[str, ...] = ()
    """Pilots that can be read and could not tell it from none, so that it stays assumed."""
    effect_range: tuple[float, float] | None = None
    """The 95% interval of a measured effect."""

    @property
    def break_even(self) -> float:
        """The part of the profit at risk that calls must keep to pay for themselves; above 1 they cannot."""
        return self.cost / self.at_risk if self.at_risk > 0 else float("inf")

    @property
    def net(self) -> float:
        """What calls bring by the effect, less their cost."""
        return self.effect * self.at_risk - self.cost


@dataclass(frozen=True, eq=False)
class Leaving:
    """Who may leave, or go quiet, within twelve months of the data's last day. Contribution is that of the last twelve
    months, taken to go on as it was; customers below 0 take no profit with them and count as 0 in it."""

    outcome: Outcome
    learnt_on: dt.date
    tested_on: dt.date
    known_on: dt.date
    """As in `Learned`."""
    scores: pd.DataFrame
    """contestant, brier, behind, error."""
    winner: Contestant
    learnt: int
    average: float
    tested: Tested
    expected_money: float
    came_money: float
    is_useful: bool
    """Whether anybody can be told apart: without that there is no list."""
    has_money: bool
    """Whether contribution is known and the tested year came near enough, by customers and by contribution, to put
    money on chances."""
    lost_share: float
    """As in `Learned`."""
    customers: int
    """Customers of at least six months under the scope."""
    expected: float
    """How many of them are expected to leave."""
    contribution: float
    """What those of them above 0 contribute."""
    at_risk: float
    """Profit at risk: Σ chance × contribution × lost_share; NaN without `has_money`."""
    among: SummedBy
    groups: pd.DataFrame
    """name, customers, expected, expected_rate, contribution, at_risk: the parts of the scope, most at risk first."""
    listed: pd.DataFrame
    """contribution_rank, chance, contribution, at_risk, and what `by_name` adds: the first customers by
    profit at risk, or by chance where there is no money; empty where nobody can be told apart."""
    factors: pd.DataFrame
    """factor, name, customers, what_to_do: of how many customers of the list each factor is one of the reasons."""
    calls: Calls | None
    """None without a list or without money."""

    @property
    def at_risk_range(self) -> tuple[float, float]:
        """Profit at risk, had the year to come as many more or fewer leavers than expected as the tested year may have
        had (95%)."""
        return self.at_risk / self.tested.ratio_high, self.at_risk / self.tested.ratio_low


def leaving(learned: Learned, desks: pd.DataFrame, *, among: Among = "region", capacity: int = 200,
            call_cost: float = 20.0, effect: float = 0.1,
            knows_money: bool = True, is_member: np.ndarray | None = None,
            tiers: TiersToday | None = None) -> Leaving:
    """The chances in `learned` of the customers at `desks` (desk_id and the names of what is summed by; those in
    scope), and of these only who `is_member` of the segment, where there is one. Summed up by `tiers` where they are
    given, else by what `among` says.

    Raises ValueError for options out of range, NobodyInScope without anybody.
    """
    if capacity < 1 or call_cost < 0 or not 0 <= effect <= 1:
        raise ValueError(f"capacity is {capacity} (1 or more), call_cost {call_cost} (0 or more), effect {effect} "
                         "(0 to 1).")
    counted = learned.by_desk if is_member is None else sums_by_desk(learned, is_member)
    sums = counted.reindex(desks["desk_id"], fill_value=0)
    customers = int(sums["customers"].sum())
    if not customers:
        raise NobodyInScope
    has_money = knows_money and learned.is_useful and learned.is_sized and bool(np.isfinite(learned.lost_share))
    listed = pd.DataFrame()
    if learned.is_useful:
        listed = _listed(learned, _first_of(learned, learned.by_risk if has_money else learned.by_chance, desks,
                                            is_member, capacity), has_money=has_money)
    return Leaving(
        outcome=learned.outcome, learnt_on=learned.learnt_on, tested_on=learned.tested_on, known_on=learned.known_on,
        scores=learned.scores, winner=learned.winner, learnt=learned.learnt, average=learned.average,
        tested=learned.tested, expected_money=learned.expected_money, came_money=learned.came_money,
        is_useful=learned.is_useful, has_money=has_money, lost_share=learned.lost_share,
        customers=customers, expected=float(sums["expected"].sum()), contribution=float(sums["contribution"].sum()),
        at_risk=float(sums["at_risk"].sum()) if has_money else math.nan, among="tier" if tiers else among,
        groups=_by_tier(learned, tiers, desks, is_member, has_money) if tiers else
        _groups(sums, desks[among], has_money), listed=listed, factors=pd.DataFrame(),
        calls=Calls(len(listed), len(listed) * call_cost, float(listed["at_risk"].sum()), effect)
        if has_money and len(listed) else None,
    )


def _first_of(learned: Learned, order: np.ndarray, desks: pd.DataFrame, is_member: np.ndarray | None,
              capacity: int) -> np.ndarray:
    """The first `capacity` places of `order` that are in scope: most lists are found among the first thousands."""
    is_asked = _are_asked(learned, desks)
    found, begin, size = np.empty(0, dtype=np.int32), 0, _LOOKED_AT
    while len(found) < capacity and begin < len(order):
        places = order[begin:begin + size]
        is_found = is_asked[learned.today["desk_id"][places]]
        if is_member is not None:
            is_found &= is_member[places]
        found = np.concatenate([found, places[is_found]])
        begin, size = begin + size, 2 * size
    return found[:capacity]


def _are_asked(learned: Learned, desks: pd.DataFrame) -> np.ndarray:
    """By desk_id whether it is one of `desks`."""
    are_asked = np.zeros(int(max(learned.today["desk_id"].max(initial=0), desks["desk_id"].max())) + 1, dtype=bool)
    are_asked[desks["desk_id"]] = True
    return are_asked


def _listed(learned: Learned, places: np.ndarray, *, has_money: bool) -> pd.DataFrame:
    chance = learned.chances[places]
    return pd.DataFrame({
        "contribution_rank": learned.today["contribution_rank"][places], "chance": chance,
        "contribution": learned.today["contribution"][places],
        "at_risk": chance * learned.gains[places] * learned.lost_share if has_money else np.nan,
    })


def _by_tier(learned: Learned, tiers: TiersToday, desks: pd.DataFrame, is_member: np.ndarray | None,
             has_money: bool) -> pd.DataFrame:
    """As `_groups` says. A tier is no part of a desk: the customers themselves are counted."""
    is_asked = _are_asked(learned, desks)[learned.today["desk_id"]]
    if is_member is not None:
        is_asked &= is_member
    sums = sums_by(learned, tiers.places, is_asked)
    names = pd.Series([*tiers.names, None], dtype=object)
    return _groups(sums, names.iloc[:len(sums)], has_money)


def _groups(sums: pd.DataFrame, names: pd.Series, has_money: bool) -> pd.DataFrame:
    """What has one name together; managers without a name are those of nobody. Without money at_risk is NaN."""
    if not has_money:
        sums = sums.assign(at_risk=np.nan)
    found = sums.assign(name=names.to_numpy()).groupby("name", dropna=False, sort=True)[list(sums)].sum(min_count=1)
    found = found[found["customers"] > 0].reset_index()
    found = found.assign(expected_rate=found["expected"] / found["customers"])
    order = found.sort_values(["at_risk" if has_money else "expected", "name"], ascending=[False, True],
                              ignore_index=True)
    return order[["name", "customers", "expected", "expected_rate", "contribution", "at_risk"]]
