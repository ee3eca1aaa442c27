"""A panel: many series of one length of period, set side by side and flush at their ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.engine.calendar import period_numbers

COLUMNS = ("series", "t", "value")
MAX_PERIODS = 5_000
"""Periods between the first and last `t` of a series; more is a date mistaken for a count."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Series as rows. `values[i, -1]` is the last known value of series i; NaN stands before its first and in gaps."""

    names: tuple[object, ...]
    values: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        """Periods from each series' first to its last value, gaps included."""
        return lengths(self.values)


def read_panel(frame: pd.DataFrame, *, season: int = 12) -> Panel:
    """The panel of a long table `series, t, value` in any order.

    `t` counts periods or says when they are, see `period_numbers`. Periods between the first and the last of a series
    that have no row, or no value, are gaps. Raises ValueError with a sentence for a missing column, two rows of one
    period, an infinite value, a `t` that is neither date nor whole number, or a series without any value.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ValueError(f"The panel is a {type(frame).__name__}; give a pandas DataFrame with the columns "
                         f"{', '.join(COLUMNS)}.")
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise ValueError(f"The panel lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}.")
    duplicates = [name for name in COLUMNS if list(frame.columns).count(name) > 1]
    if duplicates:
        raise ValueError(f"The panel has two columns {duplicates[0]!r}; keep one of them.")
    if frame.empty:
        raise ValueError("The panel has no rows; give at least one series with one value.")
    codes, names = pd.factorize(frame["series"], use_na_sentinel=False)
    periods, values = period_numbers(frame["t"], season), _numbers(frame)
    _refuse_duplicates(codes, periods, names, frame)
    is_known = ~np.isnan(values)
    without_value = np.setdiff1d(np.arange(len(names)), codes[is_known])
    if len(without_value):
        raise ValueError(f"Series {names[without_value[0]]!r} has no value at all; leave it out or give it one.")
    codes, periods, values = codes[is_known], periods[is_known], values[is_known]
    last = np.full(len(names), np.iinfo(np.int64).min)
    np.maximum.at(last, codes, periods)
    ago = last[codes] - periods
    if ago.max() >= MAX_PERIODS:
        name = names[codes[ago.argmax()]]
        raise ValueError(f"Series {name!r} spans {ago.max() + 1:,} periods, more than {MAX_PERIODS:,}; `t` must count "
                         "periods one by one or be a date.")
    matrix = np.full((len(names), int(ago.max()) + 1), np.nan)
    matrix[codes, matrix.shape[1] - 1 - ago] = values
    return Panel(tuple(names), matrix)


def lengths(values: np.ndarray) -> np.ndarray:
    """Periods from the first known value of each row to the row's end."""
    is_known = ~np.isnan(values)
    return np.where(is_known.any(axis=1), values.shape[1] - is_known.argmax(axis=1), 0)


def bridge_gaps(values: np.ndarray) -> np.ndarray:
    """The rows with their gaps filled on straight lines; what lies before the first known value stays NaN."""
    is_known = ~np.isnan(values)
    columns = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    before = np.maximum.accumulate(np.where(is_known, columns, -1), axis=1)
    gap = ~is_known & (before >= 0)
    if not gap.any():
        return values
    after = np.minimum.accumulate(np.where(is_known, columns, values.shape[1])[:, ::-1], axis=1)[:, ::-1]
    row, column = np.nonzero(gap)
    left, right = before[row, column], np.minimum(after[row, column], values.shape[1] - 1)
    start, end = values[row, left], values[row, right]
    end = np.where(np.isnan(end), start, end)
    filled = values.copy()
    filled[row, column] = start + (end - start) * (column - left) / (right - left)
    return filled


def _numbers(frame: pd.DataFrame) -> np.ndarray:
    if pd.api.types.is_complex_dtype(frame["value"]):
        raise ValueError("A value of the panel is a complex number; give real ones.")
    try:
        values = pd.to_numeric(frame["value"]).to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise ValueError(f"A value of the panel is no number ({error}); leave the row out if it is a gap.") from error
    infinite = np.isinf(values)
    if infinite.any():
        name = frame["series"].to_numpy()[infinite][0]
        raise ValueError(f"Series {name!r} has an infinite value; give a number, or leave the row out as a gap.")
    return values


def _refuse_duplicates(codes: np.ndarray, periods: np.ndarray, names: pd.Index, frame: pd.DataFrame) -> None:
    duplicates = pd.DataFrame({"series": codes, "period": periods}).duplicated().to_numpy()
    if duplicates.any():
        t = frame["t"].to_numpy()[duplicates][0]
        name = names[codes[duplicates][0]]
        raise ValueError(f"Series {name!r} has two values for {t}; a period has one: add them up first.")
