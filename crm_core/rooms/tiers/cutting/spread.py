"""How customers are spread over what ranks them: bars narrow enough to show where a cut falls."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.cutting.placing import tiers_at
from crm_core.rooms.tiers.cutting.ranking import CENTS, Ranking, amount_at, place_of
from crm_core.rooms.tiers.scheme.group import TENTHS, By

_SCORE_BAR = TENTHS
"""Steps of score in a bar: one point."""
_MONEY_BAR = 100
"""Steps of contribution in a bar: a quarter more than the bar before."""
COLUMNS = ["of", "low", "high", "place", "width", "customers", "contribution", "tier"]


def spread(ranked: Ranking, members: np.ndarray, of: str, cuts: tuple[float, ...]) -> pd.DataFrame:
    """One row a bar of the members: see `COLUMNS`. `low` and `high` are scores or money; `place` and `width` where
    the bar stands on the axis (`place_of`); `tier` that of its upper end."""
    bars = ranked.once(f"bars of {of}", members, lambda: _bars(ranked, members, of))
    return bars.assign(tier=tiers_at(np.nextafter(bars["high"].to_numpy(), -math.inf), cuts))


def _bars(ranked: Ranking, members: np.ndarray, of: str) -> pd.DataFrame:
    """The bars, whatever the cuts."""
    sums = ranked.sums_of(members)[:, :2]
    wide = _SCORE_BAR if ranked.by == "score" else _MONEY_BAR
    bars = np.floor_divide(ranked.steps, wide)
    ends = np.flatnonzero(np.append(bars[1:] != bars[:-1], True)) + 1
    totals = np.diff(sums[ends], axis=0, prepend=sums[:1])
    is_filled = totals[:, 0] > 0
    low, high = (amount_at(ranked.by, (bars[ends - 1][is_filled] + past) * wide) for past in (0, 1))
    place = place_of(ranked.by, low)
    return pd.DataFrame({
        "of": of, "low": low, "high": high, "place": place, "width": place_of(ranked.by, high) - place,
        "customers": totals[is_filled, 0], "contribution": totals[is_filled, 1] / CENTS, "tier": 0,
    }, columns=COLUMNS)


def money_places(low: float, high: float) -> list[float]:
    """Round amounts to write along an axis of money: 0 and every tenfold on both sides, as far as it reaches."""
    reach = max(abs(low), abs(high), 10.0)
    powers = [10.0**power for power in range(1, math.floor(math.log10(reach)) + 1)]
    return [each for each in (*(-power for power in reversed(powers)), 0.0, *powers) if low <= each <= high]


def on_axis(by: By, value: float) -> float:
    """Where a cut stands on the axis of the bars."""
    return float(place_of(by, np.array([value]))[0])
