"""Forecast any panel of series: a point and ranges for each step ahead."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real

import numpy as np
import pandas as pd

from crm_core.rooms.demand.engine.backtest import forecast_and_backtest
from crm_core.rooms.demand.engine.intervals import calibrate
from crm_core.rooms.demand.engine.panel import read_panel

MAX_STEPS = 1_000
"""Steps ahead; more is a mistake."""


def forecast(panel: pd.DataFrame, *, horizon: int, season: int = 12,
             levels: tuple[float, ...] = (0.80, 0.95)) -> pd.DataFrame:
    """Forecast every series of a long table `series, t, value`, rows in any order.

    `t` counts periods or is a date (see `read_panel`); periods without a row or value are bridged. Returns `series`,
    `step` (1 … horizon, after each series' last value), `point`, and for each level its range `low_80`, `high_80` …;
    series in the order of their first row. Neither point nor range falls below zero where the history does not.
    From the same panel always the same forecast; a series' point does not depend on the others, its range does: it
    is learnt from past surprises of the whole panel. Where no series of the panel reaches back two seasons before a
    tested origin, the range is a rule of thumb.

    Raises ValueError for a panel that cannot be read, a `horizon` or `season` below 1, or a level outside (0, 1).
    Source: mean of Theta (Assimakopoulos and Nikolopoulos 2000) and damped trend (Gardner and McKenzie 1985);
    ranges by conformal prediction (Vovk, Gammerman and Shafer 2005) on rolling origins.
    """
    horizon, season = _whole("horizon", horizon), _whole("season", season)
    ascending = tuple(sorted(set(_shares(levels))))
    series = read_panel(panel, season=season)
    ahead, backtest = forecast_and_backtest(series.values, horizon, season=season)
    half = calibrate(backtest.surprise, levels=ascending, ago=backtest.ago).widths(ahead.sd)
    floor = np.where(np.nanmin(series.values, axis=1) >= 0, 0.0, -np.inf)[:, None]
    names = pd.Index(series.names)
    columns: dict[str, object] = {
        "series": names.repeat(horizon),
        "step": np.tile(np.arange(1, horizon + 1), len(names)),
        "point": ahead.point.ravel(),
    }
    for level, width in zip(ascending, half, strict=True):
        columns[f"low_{level * 100:g}"] = np.maximum(ahead.point - width, floor).ravel()
        columns[f"high_{level * 100:g}"] = (ahead.point + width).ravel()
    return pd.DataFrame(columns)


def _whole(name: str, number: object) -> int:
    """`number` as an int, whatever kind of number it came as. Raises ValueError for what is none, or out of range."""
    if isinstance(number, bool) or not isinstance(number, Real) or not 1 <= (size := float(number)) <= MAX_STEPS or \
            not size.is_integer():
        raise ValueError(f"{name} is {number!r}; it must be a whole number from 1 to {MAX_STEPS:,}.")
    return int(size)


def _shares(levels: object) -> tuple[float, ...]:
    """`levels` as floats, whatever holds them. Raises ValueError for anything but shares between 0 and 1."""
    remedy = "give shares between 0 and 1, such as (0.80, 0.95)."
    if isinstance(levels, str) or not isinstance(levels, Iterable):
        raise ValueError(f"levels is {levels!r}; {remedy}")
    shares = tuple(levels)
    if not shares or any(isinstance(share, bool) or not isinstance(share, Real) or not 0 < float(share) < 1
                         for share in shares):
        raise ValueError(f"levels is {shares!r}; {remedy}")
    return tuple(float(share) for share in shares)
