"""The months of a scope and of its parts as rows of numbers, one month after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from crm_core.periods import Period

A_YEAR = 12


@dataclass(frozen=True, eq=False)
class Months:
    """Parts × months, from the first known month to the period's last; NaN in a month that the book lacks
    or of which it knows nothing.

    A part without a row in a month that the book has, had nothing in it.
    """

    places: dict[str, int]
    """The row of each part; one row under '' where the series has no parts."""
    amount: np.ndarray
    joined: np.ndarray
    left: np.ndarray
    has_before: np.ndarray
    """By month: whether the book holds the month a year before."""

    @classmethod
    def of(cls, series: pd.DataFrame, period: Period) -> Self:
        """The months of `series` (`series.sql`), which may be empty."""
        parts, rows = np.unique(series["part"].to_numpy(object).astype(str), return_inverse=True)
        when = series["month"].to_numpy("datetime64[M]").astype(int)
        last = (period.last_month.year - 1970) * A_YEAR + period.last_month.month - 1
        first = int(when.min()) if len(when) else last
        at, shape = when - first, (len(parts), last - first + 1)
        filled = {}
        for name in ("amount", "joined", "left_since"):
            filled[name] = np.zeros(shape)
            unknown = np.nan if name == "amount" else 0.0
            filled[name][rows, at] = series[name].to_numpy("float64", na_value=unknown)
        is_held, has_before = np.zeros(shape[1], bool), np.zeros(shape[1], bool)
        is_held[at] = True
        has_before[at[series["has_before"].to_numpy(bool)]] = True
        filled["amount"][:, ~is_held] = np.nan
        return cls({str(part): place for place, part in enumerate(parts)}, filled["amount"], filled["joined"],
                   filled["left_since"], has_before)

    def amounts(self, part: str | None = None) -> np.ndarray:
        """The amounts of a part, or of all; NaN where nothing is known of it, empty for a part without any."""
        rows = self.amount[self._rows(part)]
        return np.where(np.isnan(rows).all(axis=0), np.nan, np.nansum(rows, axis=0)) if len(rows) else np.empty(0)

    def counts(self, part: str | None = None) -> tuple[int, int, int | None]:
        """joined and left at the end, and joined a year earlier where the book says it."""
        rows = self._rows(part)
        earlier = self.amount.shape[1] - 1 - A_YEAR
        before = int(self.joined[rows, earlier].sum()) if earlier >= 0 and self.has_before[earlier] else None
        return int(self.joined[rows, -1].sum()), int(self.left[rows, -1].sum()), before

    def _rows(self, part: str | None) -> list[int]:
        if part is None:
            return list(range(len(self.places)))
        return [self.places[part]] if part in self.places else []
