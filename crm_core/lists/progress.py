"""A list set against its plan: who has been reached, what came of it, who is overdue, and who has left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_core.lists.entry import Entry
from crm_core.lists.outcome import CONTACTS, Outcome
from crm_core.lists.result import Result
from crm_core.lists.work_list import Plan

SMALL = 10
"""Customers below which a share says nothing: of nine, one more or less is eleven points."""
_Z = 1.959964
"""Standard deviations that hold 95% of a normal distribution."""
NOBODY = ""
"""The id of those without a branch or manager."""
SETTLED: tuple[Outcome, ...] = ("accepted", "declined", "reached", "left")


@dataclass(frozen=True)
class Share:
    """`part` of `whole` customers, and where the share of such customers lies with 95% if these are like the others
    (Wilson); low and high are None where `whole` is under `SMALL`."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole >= SMALL else None

    @property
    def low(self) -> float | None:
        return self._bound(-1)

    @property
    def high(self) -> float | None:
        return self._bound(1)

    def _bound(self, side: int) -> float | None:
        """Source: Wilson, Probable inference, Journal of the American Statistical Association 22 (1927)."""
        if self.whole < SMALL:
            return None
        share, count, square = self.part / self.whole, self.whole, _Z**2
        middle = share + square / (2 * count)
        reach = _Z * (share * (1 - share) / count + square / (4 * count**2))**0.5
        return min(1.0, max(0.0, (middle + side * reach) / (1 + square / count)))


@dataclass(frozen=True)
class Group:
    """The customers of one branch or manager. `reached` have been spoken with on some day; `left` have gone,
    `left_unreached` before that; `overdue` are neither and past their day. `outcomes` are the latest of each."""

    id: str
    name: str
    customers: int
    reached: int
    left: int
    left_unreached: int
    overdue: int
    outcomes: Mapping[Outcome, int]


@dataclass(frozen=True)
class Attrition:
    """Of the customers who go down: how many there are, were heard from, and have left, against what was assumed.

    `heard` is the share of leavers among those reached or gone, which is too high where leavers are heard from first;
    `at_least` that among all of them, as if nobody else were to leave.
    """

    customers: int
    left: int
    heard_of: int
    assumed: float | None
    break_even: float | None

    @property
    def heard(self) -> Share:
        return Share(self.left, self.heard_of)

    @property
    def at_least(self) -> float:
        return self.left / self.customers


@dataclass(frozen=True)
class Progress:
    """A list against its plan on the day `today`. Every customer is in exactly one of `reached`, `left_unreached`,
    `tried` (never reached) and `untried`. `last_day` is that of the latest result, None before the first."""

    customers: int
    to_reach: int
    due_on: dt.date
    today: dt.date
    last_day: dt.date | None
    reached: int
    left_unreached: int
    tried: int
    untried: int
    overdue: int
    outcomes: Mapping[Outcome, int]
    branches: tuple[Group, ...]
    managers: tuple[Group, ...]
    regions: tuple[Group, ...]
    attrition: Attrition | None

    def share_of_heard(self, outcome: Outcome) -> Share:
        """The share of an outcome among the customers who were heard from."""
        return Share(self.outcomes.get(outcome, 0), sum(self.outcomes.get(each, 0) for each in SETTLED))


def latest_results(results: Iterable[Result]) -> dict[str, Result]:
    """The latest result of each customer; a call in vain does not replace what the customer said before.

    `results` stand in the order in which they were taken: of two of one day, the one that was taken later corrects the
    other.
    """
    latest: dict[str, Result] = {}
    for each in standing_results(results):
        before = latest.get(each.customer_id)
        if before is None or each.outcome != "not_reached" or before.outcome == "not_reached":
            latest[each.customer_id] = each
    return latest


def standing_results(results: Iterable[Result]) -> list[Result]:
    """The results without those that a later file corrected: one a customer and day."""
    standing = {(each.customer_id, each.happened_on): each for each in results}
    return sorted(standing.values(), key=lambda each: each.happened_on)


def progress(rows: Sequence[Entry], results: Iterable[Result], plan: Plan, today: dt.date) -> Progress:
    """What came of the `rows` by `today`. `results` stand in the order in which they were taken; those of customers
    who are not on the list do not count."""
    on_list = {entry.customer_id for entry in rows}
    standing = [each for each in standing_results(results) if each.customer_id in on_list]
    latest = latest_results(standing)
    reached = {each.customer_id for each in standing if each.outcome in CONTACTS}
    gone = {customer for customer, result in latest.items() if result.outcome == "left"}
    overdue = {entry.customer_id for entry in rows if entry.due_on < today} - reached - gone

    def grouped(of: Callable[[Entry], tuple[str, str]]) -> tuple[Group, ...]:
        """Those furthest behind first, and who has no branch or manager last."""
        members: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for entry in rows:
            group, name = of(entry)
            members.setdefault(group or name, []).append(entry.customer_id)
            names.setdefault(group or name, name or group)
        made = [Group(
            group, names[group], len(ids), len(reached.intersection(ids)), len(gone.intersection(ids)),
            len((gone - reached).intersection(ids)), len(overdue.intersection(ids)), _counted(latest, ids),
        ) for group, ids in members.items()]
        return tuple(sorted(made, key=lambda each: (each.id == NOBODY, -each.overdue, each.reached / each.customers,
                                                    each.name)))

    down = [entry.customer_id for entry in rows if entry.direction == "down"]
    return Progress(
        len(rows), plan.to_reach, plan.due_on, today, max((each.happened_on for each in standing), default=None),
        len(reached), len(gone - reached), len(set(latest) - reached - gone), len(on_list - set(latest)), len(overdue),
        _counted(latest, on_list), grouped(lambda entry: (entry.branch_id, entry.branch)),
        grouped(lambda entry: (entry.manager_id, entry.manager)), grouped(lambda entry: (entry.region, entry.region)),
        Attrition(len(down), len(gone.intersection(down)), len((reached | gone).intersection(down)),
                  plan.assumed_attrition, plan.break_even) if down else None)


def _counted(latest: Mapping[str, Result], customers: Iterable[str]) -> dict[Outcome, int]:
    counts: dict[Outcome, int] = {}
    for customer in customers:
        if customer in latest:
            counts[latest[customer].outcome] = counts.get(latest[customer].outcome, 0) + 1
    return counts
