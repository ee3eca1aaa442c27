"""What came of a target so far: the actual, what falls due by now, and what is between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crm_core.figures import FIGURES
from crm_core.periods.months import moved
from crm_core.targets.calendar import LENGTHS, first_of
from crm_core.targets.target import Target

if TYPE_CHECKING:
    from crm_core.figures.actuals import Actuals

Due = Literal["whole", "last_year", "evenly", "undivided"]


@dataclass(frozen=True)
class Attainment:
    """A target against what came of it, both in the figure's unit.

    `first_month` and `last_month` are the target's period, `through` the last month of it that the book holds (None
    before it began). `actual` is what the months up to there came to, None where the book does not know it.
    `expected_by_now` is what of the target falls due by then, and `due` how that is said: the `whole` of it, as the
    period is over; the part that the same months had of the year before (`last_year`); as many months' part of it
    (`evenly`), where the year before cannot say; or all of it before time, as a level or ratio is not divided
    (`undivided`). `gap` is the actual less what falls due, and `reached` whether it is no worse than that.
    """

    target: Target
    first_month: dt.date
    last_month: dt.date
    through: dt.date | None
    actual: float | None
    expected_by_now: float | None
    due: Due

    @property
    def gap(self) -> float | None:
        if self.actual is None or self.expected_by_now is None:
            return None
        return self.actual - self.expected_by_now

    @property
    def reached(self) -> bool | None:
        """None where the book cannot say."""
        if self.gap is None:
            return None
        return self.gap >= 0 if self.target.direction == "more" else self.gap <= 0

    @property
    def is_over(self) -> bool:
        """Whether the book holds the last month of the target's period."""
        return self.through == self.last_month


def attainment(target: Target, first_month: dt.date, of: Actuals) -> Attainment:
    """The target in its period from `first_month` on: the target's own, or one of those it recurs in."""
    last_month = moved(first_month, LENGTHS[target.period_kind] - 1)
    known = of.last_month
    through = None if known is None or known < first_month else min(known, last_month)
    actual = of.value(target.figure, target.region_id, first_month, through) if through else None
    part, due = _part_due(target, first_month, last_month, through, of)
    return Attainment(target, first_month, last_month, through, actual,
                      None if through is None else target.amount * part, due)


def attained(targets: Iterable[Target], of: Actuals, *, year_starts: int = 1) -> tuple[Attainment, ...]:
    """Each target in its period; one of every period in that which the book's last month is in."""
    known = of.last_month
    if known is None:
        return ()
    return tuple(
        attainment(target, target.first_month or first_of(target.period_kind, known, year_starts=year_starts), of)
        for target in targets)


def _part_due(target: Target, first_month: dt.date, last_month: dt.date, through: dt.date | None,
              of: Actuals) -> tuple[float, Due]:
    if through == last_month:
        return 1.0, "whole"
    if FIGURES[target.figure].nature != "sum":
        return 1.0, "undivided"
    if through is None:
        return 0.0, "evenly"
    begun, ended, reached = (moved(each, -12) for each in (first_month, last_month, through))
    whole = of.value(target.figure, target.region_id, begun, ended)
    so_far = of.value(target.figure, target.region_id, begun, reached)
    # Of a sum that is not above zero, or that its months overshoot and take back, no part falls due by a month.
    if whole is not None and so_far is not None and 0 < so_far <= whole:
        return so_far / whole, "last_year"
    held = (through.year - first_month.year) * 12 + through.month - first_month.month + 1
    return held / LENGTHS[target.period_kind], "evenly"
