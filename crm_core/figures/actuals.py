"""What the figures came to: one table of months and regions, from which any period of any figure is worked out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from crm_core.figures.figure import FIGURES
from crm_core.question import Question, Reader
from crm_core.scope import TOTAL, Scope

MONTHS = Question.from_file(__file__, "months.sql", is_kept=True)
REPORTS = Question.from_file(__file__, "reports.sql", is_kept=True)

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

    def history(self, figure: str, region_id: str, until: dt.date) -> np.ndarray:
        """The figure of each month up to `until`, the first month of the book first: NaN where it is not known. Empty
        for a figure or region that the book does not know."""
        if figure not in self.figures or region_id not in self._places:
            return np.array([])
        return _value(self._parts(figure, region_id)[:, :max(0, self._offset(until) + 1)])

    def value(self, figure: str, region_id: str, first_month: dt.date, last_month: dt.date) -> float | None:
        """What the figure came to from `first_month` to `last_month`: a sum or ratio of its months, the level in the
        last, or the latest report. None unless the book knows every month that this takes."""
        nature = FIGURES[figure].nature
        begin, end = self._offset(last_month if nature == "level" else first_month), self._offset(last_month)
        if figure not in self.figures or region_id not in self._places or begin > end:
            return None
        parts = self._parts(figure, region_id)
        if nature == "report":
            reports = parts[:, max(begin, 0):end + 1]
            taken = reports[:, ~np.isnan(reports).any(axis=0)][:, -1:]
        elif begin < 0 or end >= parts.shape[1]:
            return None
        else:
            taken = parts[:, begin:end + 1]
        if not taken.size or np.isnan(taken).any():
            return None
        value = float(_value(taken.sum(axis=1, keepdims=True))[0])
        return None if np.isnan(value) else value

    @cached_property
    def _own(self) -> pd.DataFrame:
        """Without the regions and months of which only the market reports."""
        return self.months[self.months["customers"].notna()]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {region_id: place for place, region_id in enumerate(sorted(set(self.months["region_id"])))}

    @cached_property
    def _arrays(self) -> dict[str, np.ndarray]:
        """Part → [regions, months], every month between the first and the last."""
        rows = self.months
        places = rows["region_id"].map(self._places).to_numpy()
        offsets = np.array([self._offset(month) for month in rows["month"]], dtype=int)
        shape = len(self._places), int(offsets.max(initial=-1)) + 1
        arrays = {}
        for part in {part for parts in _PARTS.values() for part in parts if part in rows}:
            arrays[part] = np.full(shape, np.nan)
            arrays[part][places, offsets] = rows[part].to_numpy(dtype=float)
        return arrays

    @cached_property
    def _first(self) -> int:
        """The first month, counted in months."""
        return min((month.year * 12 + month.month for month in self.months["month"]), default=0)

    def _offset(self, month: dt.date) -> int:
        return month.year * 12 + month.month - self._first

    def _parts(self, figure: str, region_id: str) -> np.ndarray:
        return np.stack([self._arrays[part][self._places[region_id]] for part in _PARTS[figure]])

    def _is_known(self, over: str, under: str = "") -> bool:
        if not all(part in self._arrays and np.nan_to_num(self._arrays[part]).any() for part in (over, under) if part):
            return False
        if not over.endswith("_kept"):
            return True
        known = self._arrays[under] > 0
        return bool((self._arrays[over] != self._arrays[under])[known].any())


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


def _value(parts: np.ndarray) -> np.ndarray:
    """The figure of parts [1 or 2, months]. A ratio of what is not above zero says nothing, and is left unknown."""
    if len(parts) == 1:
        return parts[0]
    return np.divide(parts[0], parts[1], out=np.full(parts.shape[1], np.nan), where=parts[1] > 0)


def _date(moment: pd.Timestamp) -> dt.date:
    return dt.date(moment.year, moment.month, 1)
