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
REPORTS = Question.from_file(__file__, "reports.sql")

_PARTS = {
    "contribution": ("contribution",),
    "revenue": ("revenue",),
    "deposits": ("deposits",),
    "loans": ("loans",),
    "customers": ("customers",),
    "new_customers": ("new_customers",),
    "customers_kept": ("customers_kept", "customers_before"),
    "contribution_kept": ("contribution_kept", "contribution_before"),
    "cost_to_serve_per_revenue": ("cost_to_serve", "revenue"),
    "market_share": ("own_balance", "market"),
}
"""Figure → the column it sums, and the one it is divided by if it is a share."""


@dataclass(frozen=True, eq=False)
class Actuals:
    """The months of a book by region. `months` has the columns month, region_id ('' = the bank) and the parts of all
    figures: amounts in the book's currency, NaN where the book does not know them."""

    months: pd.DataFrame

    @cached_property
    def last_month(self) -> dt.date | None:
        """The latest whole month of the book; None where it has none."""
        return _date(self._own["month"].max()) if len(self._own) else None

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The ids of the regions that have any month, in order."""
        return tuple(sorted(set(self._own["region_id"]) - {TOTAL}))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures of which the book knows something, in their order.

        What is nothing in every month is not known, such as deposits where no product is one; and where nobody ever
        leaves, the file does not say who left.
        """
        return tuple(key for key in FIGURES if self._is_known(*_PARTS[key]))

    def _is_known(self, over: str, under: str = "") -> bool:
        if not all(self.months[part].fillna(0).ne(0).any() for part in (over, under) if part):
            return False
        if not over.endswith("_kept"):
            return True
        known = self.months[self.months[under] > 0]
        return bool((known[over] != known[under]).any())

    def monthly(self, figure: str, region_id: str = TOTAL) -> pd.Series:
        """The figure month by month, by the first day of each: NaN where it is not known, and in months between that
        the book does not have. Empty for a figure or region that the book does not know."""
        parts = self._parts(figure, region_id)
        return _value(figure, parts) if len(parts) else pd.Series(dtype=float, index=pd.DatetimeIndex([]))

    def value(self, figure: str, region_id: str, first_month: dt.date, last_month: dt.date) -> float | None:
        """What the figure came to from `first_month` to `last_month`: a sum or ratio of its months, the level in the
        last, or the latest report. None unless the book knows every month that this takes."""
        parts, nature = self._parts(figure, region_id), FIGURES[figure].nature
        if parts.empty or first_month > last_month:
            return None
        taken = parts.reindex(pd.date_range(last_month if nature == "level" else first_month, last_month, freq="MS"))
        taken = taken.dropna().tail(1) if nature == "report" else taken
        if taken.empty or taken.isna().any(axis=None):
            return None
        value = _value(figure, taken.sum().to_frame().T).iloc[0]
        return None if pd.isna(value) else float(value)

    @property
    def _own(self) -> pd.DataFrame:
        """Without the regions and months of which only the market reports."""
        return self.months[self.months["customers"].notna()]

    def _parts(self, figure: str, region_id: str) -> pd.DataFrame:
        if figure not in self.figures:
            return pd.DataFrame()
        rows = self.months[self.months["region_id"] == region_id].set_index("month")[list(_PARTS[figure])]
        return rows.asfreq("MS") if len(rows) else rows


def actuals(read: Reader) -> Actuals:
    """The figures of the whole book, whatever the scope that `read` is bound to."""
    rows = read(MONTHS, scope=Scope())
    reports = read(REPORTS, scope=Scope())
    rows = rows.merge(reports[reports["month"] <= rows["month"].max()], how="outer", on=["month", "region_id"])
    rows = rows.astype({"month": "datetime64[ns]"})
    parts = [column for column in rows if column not in ("month", "region_id")]
    rows[parts] = rows[parts].astype(float)
    bank = rows.groupby("month", as_index=False)[parts].sum(min_count=1).assign(region_id=TOTAL)
    return Actuals(pd.concat([bank, rows], ignore_index=True)[rows.columns])


def _value(figure: str, parts: pd.DataFrame) -> pd.Series:
    """A ratio of what is not above zero says nothing, and is left unknown."""
    over, *under = _PARTS[figure]
    return parts[over] / parts[under[0]].where(parts[under[0]] > 0) if under else parts[over]


def _date(moment: pd.Timestamp) -> dt.date:
    return dt.date(moment.year, moment.month, 1)
