"""What the figures came to: one table of months and regions, from which any period of any figure is worked out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from crm_core.figures.figure import FIGURES
from crm_core.question import Question, Reader
from crm_core.scope import TOTAL, Scope

MONTHS = Question.from_file(__file__, "months.sql")

_PARTS = {
    "contribution": ("contribution", ""),
    "revenue": ("revenue", ""),
    "deposits": ("deposits", ""),
    "loans": ("loans", ""),
    "cost_to_serve_per_revenue": ("cost_to_serve", "revenue"),
}
"""Figure → the column it sums, and the one it is divided by if it is a ratio."""


@dataclass(frozen=True, eq=False)
class Actuals:
    """The months of a book by region. `months` has the columns month, region_id ('' = the bank) and the parts of all
    figures: amounts in the book's currency, NaN where the book does not know them."""

    months: pd.DataFrame

    @cached_property
    def last_month(self) -> dt.date | None:
        """The latest whole month of the book; None where it has none."""
        return _date(self.months["month"].max()) if len(self.months) else None

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures of which at least one month is known, in their order."""
        return tuple(key for key in FIGURES if key in _PARTS and self.months[_PARTS[key][0]].notna().any())

    def monthly(self, figure: str, region_id: str = TOTAL) -> pd.Series:
        """The figure month by month, by the first day of each: NaN where it is not known, and in months between that
        the book does not have. Empty for a figure or region that the book does not know."""
        parts = self._parts(figure, region_id)
        if parts is None or parts.empty:
            return pd.Series(dtype=float)
        return _value(figure, parts)

    def value(self, figure: str, region_id: str, first_month: dt.date, last_month: dt.date) -> float | None:
        """What the figure came to from `first_month` to `last_month`: a sum or ratio of its months, or the level in
        the last. None unless the book knows every month that this takes."""
        parts = self._parts(figure, region_id)
        if parts is None or parts.empty:
            return None
        span = pd.date_range(first_month if FIGURES[figure].nature != "level" else last_month, last_month, freq="MS")
        taken = parts.reindex(span)
        if len(taken) == 0 or taken.isna().any(axis=None):
            return None
        value = _value(figure, taken.sum().to_frame().T).iloc[0]
        return None if pd.isna(value) else float(value)

    def _parts(self, figure: str, region_id: str) -> pd.DataFrame | None:
        if figure not in self.figures:
            return None
        columns = [column for column in _PARTS[figure] if column]
        rows = self.months[self.months["region_id"] == region_id].set_index("month")[columns]
        return rows.asfreq("MS") if len(rows) else rows


def actuals(read: Reader) -> Actuals:
    """The figures of the whole book, whatever the scope that `read` is bound to."""
    rows = read(MONTHS, scope=Scope()).astype({"month": "datetime64[ns]"})
    parts = [column for column in rows if column not in ("month", "region_id")]
    rows[parts] = rows[parts].astype(float)
    bank = rows.groupby("month", as_index=False)[parts].sum(min_count=1).assign(region_id=TOTAL)
    return Actuals(pd.concat([bank, rows], ignore_index=True)[rows.columns])


def _value(figure: str, parts: pd.DataFrame) -> pd.Series:
    """A ratio of what is not above zero says nothing, and is left unknown."""
    over, under = _PARTS[figure]
    return parts[over] / parts[under].where(parts[under] > 0) if under else parts[over]


def _date(moment: pd.Timestamp) -> dt.date:
    return dt.date(moment.year, moment.month, 1)
