"""What stands beside the controls: each tier's figures in words, each with its change against what it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.amounts import Money, number, percent, points
from crm_core.language import N_, _, pgettext
from crm_core.rooms.tiers.answers.before import Before, same_tiers
from crm_core.rooms.tiers.captions import DEFAULTS
from crm_core.rooms.tiers.measure import Outline, Tiering
from crm_core.rooms.tiers.reading import base_noun, serves_others
from crm_core.vocabulary import counted

PENDING = "…"
"""What takes a scan of the book and is not known yet."""
UNCHANGED = "±0"
EXPLAIN = (
    N_("**Customers** and **contribution**: of the customers in scope, per year."),
    N_("**Up** and **down**: customers who come into the tier from a lower or a higher one; the last row adds them "
       "up."),
    N_("**Capacity used**: committed hours in channels that need staff, over the hours of the managers in the regions "
       "shown. All customers of these regions count, because they share the hours."),
    N_("**Service cost**: what the commitments cost a year at the unit costs below."),
)
"""What the columns mean."""


@dataclass(frozen=True)
class Figure:
    """One figure: now, its change and what it was, in words; `is_welcome` is None where neither way is better."""

    now: str
    change: str = ""
    was: str = ""
    is_welcome: bool | None = None


@dataclass(frozen=True)
class Row:
    """A tier, or all of them."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Beside:
    """The table beside the controls: a row a tier, best first, and one of all."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """What the changes are against, who is over capacity, and what is assumed."""
    line: str
    """The most important in one short line, for a screen that has no room for the table."""


def beside(result: Outline, then: Before | None, money: Money) -> Beside:
    """The figures of an outline, or of a whole tiering, beside those of `then`; what only a tiering knows is `PENDING`
    until it is there."""
    columns = [_sums(result, then, "customers", _("Customers"), number), _brought(result, then, money),
               *_moves(result, then), _capacity(result, then),
               _sums(result, then, "service_cost", _("Service cost"), money.short, good="down")]
    names = (*result.scheme.labels, pgettext("tiers", "Total"))
    rows = tuple(Row(name, tuple(column[place] for _heading, column in columns)) for place, name in enumerate(names))
    return Beside(tuple(heading for heading, _figures in columns), rows, tuple(filter(None, _notes(result))),
                  _line(result, rows[0], columns))


def column_meanings() -> tuple[str, ...]:
    """What each column means, a sentence each."""
    return tuple(_(each) for each in EXPLAIN)


Column = tuple[str, list[Figure]]


def _sums(result: Outline, then: Before | None, name: str, heading: str, written: Callable[[float], str], *,
          good: Literal["up", "down", "none"] = "none") -> Column:
    now, were = result.tiers[name], then.tiers[name] if then else pd.Series(dtype=float)
    pairs = _paired(result, then, now.tolist(), were.tolist())
    return heading, [_figure(one, was, written, good) for one, was in pairs]


def _brought(result: Outline, then: Before | None, money: Money) -> Column:
    """What a tier contributes; what it holds, where nobody's contribution is known."""
    if result.tiers["contribution"].any():
        return _sums(result, then, "contribution", _("Contribution"), money.short, good="up")
    return _sums(result, then, "balance", _("Balances"), money.short, good="up")


def _paired(result: Outline, then: Before | None, now: list[float],
            were: list[float]) -> list[tuple[float, float | None]]:
    """Each tier's value with that of the tier of its name before, then both sums."""
    if then is None:
        return [*((value, None) for value in now), (sum(now), None)]
    same = same_tiers(result, then)
    return [*((value, were[same[place]] if place in same else None) for place, value in enumerate(now)),
            (sum(now), sum(were))]


def _figure(now: float, was: float | None, written: Callable[[float], str],
            good: Literal["up", "down", "none"] = "none") -> Figure:
    if was is None:
        return Figure(written(now))
    difference = written(now - was)
    if not any(digit in difference for digit in "123456789"):
        return Figure(written(now), UNCHANGED, written(was))
    is_welcome = None if good == "none" else bool(now > was) == (good == "up")
    return Figure(written(now), f"+{difference}" if now > was else difference, written(was), is_welcome)


def _moves(result: Outline, then: Before | None) -> list[Column]:
    """How many come into each tier from below and from above."""
    headings = {"up": pgettext("change of tier", "Up"), "down": pgettext("change of tier", "Down")}
    places = range(1, len(result.scheme.tiers) + 1)
    if not isinstance(result, Tiering):
        return [(heading, [Figure(PENDING)] * (len(places) + 1)) for heading in headings.values()] if then else []
    if result.moves is None:
        return []
    columns = []
    for direction, heading in headings.items():
        rows = result.moves.of(direction)
        into = np.bincount(rows["tier_now"], rows["customers"], len(places) + 1)
        many = [int(into[place]) for place in places]
        columns.append((heading, [Figure(number(each)) for each in (*many, sum(many))]))
    return columns


def _capacity(result: Outline, then: Before | None) -> Column:
    """The share of the hours that each tier takes; the hours, where nobody says how many there are."""
    now, were = result.staffing, then.staffing if then else None
    if now is None or not now.capacity_hours:
        return _sums(result, then, "staffed_hours", _("Staff hours"), number)
    pairs = _paired(result, then if were else None, now.tier_used_rates.tolist(),
                    were.tier_used_rates.tolist() if were else [])
    return _("Capacity used"), [_rate(*pair) for pair in pairs]


def _rate(now: float, was: float | None) -> Figure:
    if was is None:
        return Figure(percent(now))
    difference = points(now - was)
    is_same = not any(digit in difference for digit in "123456789")
    return Figure(percent(now), UNCHANGED if is_same else difference, percent(was))


def _notes(result: Outline) -> list[str]:
    """What the figures rest on, below them."""
    notes = []
    if isinstance(result, Tiering):
        notes.append(_over_capacity(result))
        if result.against:
            notes.append(_("Changes are against {base}.", base=base_noun(result)))
    if serves_others(result) and result.staffing and result.staffing.capacity_hours:
        notes.append(_("Capacity used is that of all customers whom the same staff serves."))
    if "promises" in result.examples:
        notes.append(_(DEFAULTS))
    return notes


def _over_capacity(result: Tiering) -> str:
    """Managers and branches over capacity now, and before where that is known."""
    now = result.capacity
    if now is None or result.staffing is None or not result.staffing.capacity_hours:
        return ""
    words = {"managers": counted("managers", now.overbooked), "branches": counted("branches", now.overbooked_branches)}
    if result.overbooked_before is None:
        return _("Over capacity: {managers} and {branches}.", **words)
    managers, branches = result.overbooked_before
    return _("Over capacity: {managers} (before: {managers_before}) and {branches} (before: {branches_before}).",
             managers_before=number(managers), branches_before=number(branches), **words)


def _line(result: Outline, best: Row, columns: list[Column]) -> str:
    first = best.figures[0]
    words = {"tier": best.name, "cost": columns[-1][1][-1].now,
             "customers": f"{first.now} ({first.change})" if first.change not in ("", UNCHANGED) else first.now}
    if result.staffing is None or result.staffing.used_rate is None:
        return _("{tier}: {customers} · service {cost}", **words)
    return _("{tier}: {customers} · service {cost} · capacity {used}", used=percent(result.staffing.used_rate), **words)
