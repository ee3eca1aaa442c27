"""Forecast any panel of series: a point and ranges for each step ahead."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral, Real

import numpy as np
import pandas as pd

from crm_core.rooms.demand.engine import ahead_and_before
from crm_core.rooms.demand.intervals import calibrate
from crm_core.rooms.demand.panel import read_panel

MOST_STEPS = 1_000
"""Steps ahead; more is a mistake."""


def forecast(panel: pd.DataFrame, *, horizon: int, season: int = 12,
             levels: tuple[float, ...] = (0.80, 0.95)) -> pd.DataFrame:
    """Forecast every series of a long table `series, t, value`, rows in any order.

    `t` counts periods or is a date (see `read_panel`); periods without a row or value are bridged. Returns `series`,
    `step` (1 … horizon, after each series' last value), `point`, and for each level its range `low_80`, `high_80` …;
    series in the order of their first row. Neither point nor range falls below zero where the history does not.
    From the same panel always the same forecast; a series' point does not depend on the others, its range does: it
    is learnt from past surprises of the whole panel. Where no series of the panel reaches back two seasons before a
    tested end, the range is a rule of thumb.

    Raises ValueError for a panel that cannot be read, a `horizon` or `season` below 1, or a level outside (0, 1).
    Source: mean of Theta (Assimakopoulos and Nikolopoulos 2000) and damped trend (Gardner and McKenzie 1985);
    ranges by conformal prediction (Vovk, Gammerman and Shafer 2005) on rolling origins.
    """
    levels = levels if isinstance(levels, str) or not isinstance(levels, Iterable) else tuple(levels)
    _refuse(horizon, season, levels)
    horizon, season = int(horizon), int(season)
    read = read_panel(panel, season=season)
    ranges = sorted(set(map(float, levels)))
    outlook, record = ahead_and_before(read.values, horizon, season=season)
    half = calibrate(record.surprise, levels=tuple(ranges)).widths(outlook.sd)
    floor = np.where(np.nanmin(read.values, axis=1) >= 0, 0.0, -np.inf)[:, None]
    names = pd.Index(read.names)
    columns: dict[str, object] = {
        "series": names.repeat(horizon),
        "step": np.tile(np.arange(1, horizon + 1), len(names)),
        "point": outlook.point.ravel(),
    }
    for level, width in zip(ranges, half, strict=True):
        columns[f"low_{level * 100:g}"] = np.maximum(outlook.point - width, floor).ravel()
        columns[f"high_{level * 100:g}"] = (outlook.point + width).ravel()
    return pd.DataFrame(columns)


def _refuse(horizon: int, season: int, levels: Iterable[float]) -> None:
    for name, number in (("horizon", horizon), ("season", season)):
        is_whole = isinstance(number, Integral | Real) and not isinstance(number, bool) and number == number // 1
        if not is_whole or not 1 <= number <= MOST_STEPS:
            raise ValueError(f"{name} is {number!r}; it must be a whole number from 1 to {MOST_STEPS:,}.")
    told = "give shares between 0 and 1, such as (0.80, 0.95)."
    if isinstance(levels, str) or not isinstance(levels, Iterable):
        raise ValueError(f"levels is {levels!r}; {told}")
    given = tuple(levels)
    if not given or any(isinstance(each, bool) or not isinstance(each, Real) or not 0 < each < 1 for each in given):
        raise ValueError(f"levels is {given!r}; {told}")
