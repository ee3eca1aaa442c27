"""The fast engine against plain loops over one series at a time."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from crm_core.rooms.demand.engine.backtest import point_forecast
from tests.rooms.demand.panels import lively

SERIES = [
    lively(1, 60, seed=1)[0], lively(1, 37, seed=2)[0], lively(1, 24, seed=3)[0], lively(1, 23, seed=4)[0],
    lively(1, 50, seed=5)[0] - 100, np.round(lively(1, 45, seed=6)[0] / 40), np.arange(1.0, 8.0),
]


@pytest.mark.parametrize("number", range(len(SERIES)))
@pytest.mark.parametrize("season", [12, 4, 5])
def test_a_plain_loop_agrees(number, season):
    point, sd = plain_forecast(list(SERIES[number]), 9, season)
    forecast = point_forecast(SERIES[number][None, :], 9, season=season)
    np.testing.assert_allclose(forecast.point[0], point, rtol=1e-9)
    np.testing.assert_allclose(forecast.sd[0], sd, rtol=1e-6)


def test_rows_of_different_lengths_side_by_side_agree_with_each_alone():
    width = max(map(len, SERIES))
    rows = np.array([np.r_[np.full(width - len(each), np.nan), each] for each in SERIES])
    together = point_forecast(rows, 9, season=12)
    for number, each in enumerate(SERIES):
        alone = point_forecast(each[None, :], 9, season=12)
        np.testing.assert_allclose(together.point[number], alone.point[0], rtol=1e-9)


def plain_forecast(y: list[float], horizon: int, m: int) -> tuple[list[float], list[float]]:
    n, grows = len(y), min(y) > 0
    index = plain_season(y, m, grows) if n >= 2 * m else [1.0 if grows else 0.0] * m
    free = [y[t] / index[t % m] if grows else y[t] - index[t % m] for t in range(n)]
    ahead_index = [index[(n + step) % m] for step in range(horizon)]
    theta, (damped, sd) = plain_theta(free, horizon), plain_damped(free, horizon)
    lowest = 0.0 if min(y) >= 0 else -math.inf
    points = []
    for step in range(horizon):
        season, share = ahead_index[step], plain_share_of_level(free, step + 1)
        back = [each * season if grows else each + season for each in (theta[step], damped[step], free[-1])]
        one, other, stay = (max(each, lowest) for each in back)
        points.append((1 - share) * (one + other) / 2 + share * stay)
    usual_step = sum(abs(after - before) for before, after in itertools.pairwise(y)) / (n - 1)
    return points, [max(sd[step] * (ahead_index[step] if grows else 1.0), 0.1 * usual_step * math.sqrt(step + 1))
                    for step in range(horizon)]


def plain_share_of_level(free: list[float], step: int) -> float:
    steps = [after - before for before, after in itertools.pairwise(free)]
    n, mean = len(steps), sum(steps) / len(steps)
    chance = sum((each - mean) ** 2 for each in steps) / (n - 1) / n
    return 0.2 * 4 * chance / (4 * chance + mean**2) * min(step / 12, 1)


def plain_season(y: list[float], m: int, grows: bool) -> list[float]:
    n, half = len(y), m // 2
    trend = {}
    for t in range(half, n - half):
        window = y[t - half : t + half + 1]
        if m % 2 == 0:
            window[0] /= 2
            window[-1] /= 2
        trend[t] = sum(window) / m
    first, last = half, n - half - 1
    reach = min(half, last - first)
    rise_last = (trend[last] - trend[last - reach]) / reach if reach else 0.0
    rise_first = (trend[first + reach] - trend[first]) / reach if reach else 0.0
    weight = [0.75 ** ((n - 1 - t) // m) for t in range(n)]
    for t in range(n):
        if t not in trend:
            end, rise = (last, rise_last) if t > last else (first, rise_first)
            trend[t] = trend[end] + rise / 2 * (t - end)
            weight[t] *= 0.3
    ratio = [math.log(y[t] / trend[t]) if grows else y[t] - trend[t] for t in range(n)]
    index = []
    for place in range(m):
        own = range(place, n, m)
        index.append(sum(ratio[t] * weight[t] for t in own) / sum(weight[t] for t in own))
    index = [each - sum(index) / m for each in index]
    noise = sum(weight[t] * (ratio[t] - index[t % m]) ** 2 for t in range(n)) / sum(weight) * n / max(n - m, 1)
    blur = noise / (sum(weight) ** 2 / sum(w * w for w in weight) / m)
    signal = max(sum(each**2 for each in index) / m - blur, 0.0)
    index = [each * signal / (signal + blur) for each in index]
    if not grows:
        return index
    factors = [math.exp(each) for each in index]
    return [each / (sum(factors) / m) for each in factors]


def plain_theta(y: list[float], horizon: int) -> list[float]:
    n, size = len(y), sum(map(abs, y)) / len(y)
    z = [each / size for each in y]
    middle = (n - 1) / 2
    slope = sum((t - middle) * z[t] for t in range(n)) / ((n**3 - n) / 12)
    levels, leads, criteria = [], [], []
    for alpha in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98):
        level, missed = z[0], 0.0
        for value in z[1:]:
            missed += (value - level) ** 2
            level += alpha * (value - level)
        levels.append(level)
        leads.append((1 - (1 - alpha) ** n) / alpha)
        criteria.append(n * math.log(missed / (n - 1) + 1e-12))
    weights = akaike(criteria)
    level, lead = (sum(map(math.prod, zip(each, weights, strict=True))) for each in (levels, leads))
    return [(level + slope / 2 * (step + lead)) * size for step in range(horizon)]


def plain_damped(y: list[float], horizon: int) -> tuple[list[float], list[float]]:
    n, size = len(y), sum(map(abs, y)) / len(y)
    z = [each / size for each in y]
    reach = min(6, n - 1)
    runs, spreads, criteria = [], [], []
    for alpha, beta, phi in itertools.product((0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.98), (0, 0.03, 0.1, 0.25),
                                              (0.8, 0.9, 0.95, 0.98)):
        level, trend, missed = z[0], (z[reach] - z[0]) / reach / 2, 0.0
        for value in z[1:]:
            expected = level + phi * trend
            error = value - expected
            level, trend = expected + alpha * error, phi * trend + alpha * beta * error
            missed += error**2
        variance = missed / (n - 1) + 1e-12
        criteria.append(n * math.log(variance) + 2 * (2 + (beta > 0)))
        points, variances, grown = [], [], 1.0
        for step in range(1, horizon + 1):
            run = sum(phi**j for j in range(1, step + 1))
            points.append(level + trend * run)
            variances.append(variance * grown)
            grown += (alpha * (1 + beta * run)) ** 2
        runs.append(points)
        spreads.append(variances)
    weights = akaike(criteria)
    mean = [sum(w * run[step] for w, run in zip(weights, runs, strict=True)) for step in range(horizon)]
    spread = [sum(w * (v[step] + (run[step] - mean[step]) ** 2)
                  for w, run, v in zip(weights, runs, spreads, strict=True)) for step in range(horizon)]
    return [each * size for each in mean], [math.sqrt(each) * size for each in spread]


def akaike(criteria: list[float]) -> list[float]:
    raw = [math.exp(-(each - min(criteria)) / 2) for each in criteria]
    return [each / sum(raw) for each in raw]
