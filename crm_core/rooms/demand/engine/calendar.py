"""When a period is: `t` of a panel as whole numbers that count periods one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd

_MONTHS_A_PERIOD = {12: 1, 4: 3, 1: 12}
_SECONDS_A_PERIOD = {52: 7 * 86_400, 7: 86_400, 24: 3_600}
"""What a date counts in, by season: months, quarters or years; weeks, days or hours."""

_MONDAY = 4 * 86_400
"""Seconds from the first of 1970 to its first Monday, so that a week begins on one."""

_QUARTER, _MONTH, _WHOLE = r"(\d{4})[- ]?[Qq]([1-4])", r"(\d{4})[- ]?[Mm](0?[1-9]|1[0-2])", r"[+-]?\d+"
MAX_NUMBER = 2**53
"""Beyond, neighbouring whole numbers cannot be told apart."""


def period_numbers(t: pd.Series, season: int) -> np.ndarray:
    """`t` as whole numbers that count periods.

    Whole numbers count already, also when written as text; with a season of 12, `202601` is a month. A date or pandas
    period stands for its month when `season` is 12, its quarter when 4, its year when 1, its week when 52, its day
    when 7, its hour when 24; text may be an ISO date, `2026-01`, `2026M01` or `2026Q1`. Raises ValueError otherwise.
    """
    if t.isna().any():
        raise ValueError("A row of the panel has no `t`; every value needs its period.")
    if isinstance(t.dtype, pd.PeriodDtype):
        t = t.dt.start_time
    if pd.api.types.is_string_dtype(t) and not pd.api.types.is_bool_dtype(t):
        t = _parse_text(t.astype(str).str.strip()) if all(isinstance(each, str) for each in t) else t
    if pd.api.types.is_numeric_dtype(t) and not pd.api.types.is_bool_dtype(t):
        return _whole_numbers(t, season)
    try:
        times = pd.to_datetime(t, format=None if pd.api.types.is_datetime64_any_dtype(t) else "ISO8601")
    except (ValueError, TypeError) as error:
        raise ValueError(f"`t` holds {t.iloc[0]!r}, which is neither a whole number nor a date.") from error
    if season in _SECONDS_A_PERIOD:
        seconds = (times.dt.tz_localize(None) - pd.Timestamp(0)) // pd.Timedelta(seconds=1)
        start = _MONDAY if season == 52 else 0  # noqa: PLR2004
        return (seconds.to_numpy(dtype=np.int64) - start) // _SECONDS_A_PERIOD[season]
    if season not in _MONTHS_A_PERIOD:
        raise ValueError(f"Dates can be counted for a season of 12, 4, 1, 52, 7 or 24, not {season}; number the "
                         "periods instead.")
    months = times.dt.year.to_numpy(dtype=np.int64) * 12 + times.dt.month.to_numpy(dtype=np.int64) - 1
    return months // _MONTHS_A_PERIOD[season]


def _whole_numbers(t: pd.Series, season: int) -> np.ndarray:
    numbers = t.to_numpy(dtype=float)
    odd = ~(np.abs(numbers) < MAX_NUMBER) | (numbers != np.floor(numbers))
    if odd.any():
        raise ValueError(f"`t` holds {numbers[odd][0]:g}; periods are whole numbers or dates.")
    whole = numbers.astype(np.int64)
    year, month = whole // 100, whole % 100
    if season == 12 and ((year >= 1000) & (year <= 9999) & (month >= 1) & (month <= 12)).all():  # noqa: PLR2004
        return year * 12 + month - 1  # 202601; as plain counts they would be the same within a year, and gaps beyond
    return whole


def _parse_text(t: pd.Series) -> pd.Series:
    """Text that is no ISO date: whole numbers, quarters and months as statistical offices write them."""
    if t.str.fullmatch(_WHOLE).all() and not t.str.fullmatch(r"\d{8}").all():
        return t.astype("int64") if t.str.len().max() <= 15 else t  # noqa: PLR2004
    for pattern, months in ((_QUARTER, 3), (_MONTH, 1)):
        if t.str.fullmatch(pattern).all():
            parts = t.str.extract(f"^{pattern}$").astype(int)
            return pd.to_datetime({"year": parts[0], "month": (parts[1] - 1) * months + 1, "day": 1})
    return t
