"""The season of each series: how its Januaries stand against its other months, as far as the past supports it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.demand.engine.panel import bridge_gaps, lengths

MEMORY = 0.75
"""Weight of a season against the one a year later: habits drift, so older years count less."""

EDGE = 0.3
"""Weight of the half-year at either end, where the trend is extended and not measured."""

_NOTHING = 1e-18


@dataclass(frozen=True, eq=False)
class Season:
    """The season taken out of a panel.

    `adjusted` are the rows without it, gaps bridged. `index[i, j]` belongs to the period j + 1 after the end (and so
    to every period a whole number of seasons away): a factor where `multiplies`, else an amount to add.
    """

    adjusted: np.ndarray
    index: np.ndarray
    multiplies: np.ndarray

    def ahead(self, horizon: int) -> tuple[np.ndarray, np.ndarray]:
        """Factor and addend of the next `horizon` periods: value = level × factor + addend."""
        wanted = self.index[:, np.arange(horizon) % self.index.shape[1]]
        by = self.multiplies[:, None]
        return np.where(by, wanted, 1.0), np.where(by, 0.0, wanted)


def remove_season(values: np.ndarray, season: int) -> Season:
    """Estimate each row's season and take it out; rows shorter than two seasons have none.

    Classical decomposition with weights that fade by `MEMORY` a year. What is found is shrunk towards no season by
    its own noise (James and Stein): index × signal / (signal + noise). Multiplicative, on logarithms, where the whole
    row is positive; else additive. Source: the classical decomposition as in Hyndman and Athanasopoulos, *fpp3* 3.4.
    """
    width = values.shape[1]
    multiplies = np.nanmin(values, axis=1) > 0
    none = np.where(multiplies, 1.0, 0.0)[:, None] * np.ones((1, max(season, 1)))
    seasonal = np.flatnonzero(lengths(values) >= 2 * season) if season > 1 else np.array([], dtype=int)
    adjusted = bridge_gaps(values)
    if not len(seasonal):
        return Season(adjusted, none, multiplies)
    index = none.copy()
    index[seasonal] = _indices(values[seasonal], adjusted[seasonal], multiplies[seasonal], season)
    phase = (np.arange(width) - width) % season
    pattern = index[:, phase]
    by = multiplies[:, None]
    adjusted_values = np.where(by, values / np.where(by, pattern, 1.0), values - pattern)
    return Season(bridge_gaps(adjusted_values), index, multiplies)


def _indices(values: np.ndarray, filled: np.ndarray, multiplies: np.ndarray, season: int) -> np.ndarray:
    """Shrunk indices, in the order of the periods after the end."""
    trend, measured = _trend(filled, season)
    by = multiplies[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.where(by, np.log(values / np.where(trend > 0, trend, np.nan)), values - trend)
    age = (values.shape[1] - 1 - np.arange(values.shape[1])) // season
    weight = np.where(np.isnan(deviation), 0.0, MEMORY**age * np.where(measured, 1.0, EDGE))
    deviation, weight = _by_year(np.nan_to_num(deviation), season), _by_year(weight, season)
    index = (deviation * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), _NOTHING)
    index -= index.mean(axis=1, keepdims=True)
    index *= _signal_share(deviation - index[:, None, :], weight, index)[:, None]
    factor = np.exp(np.where(by, index, 0.0))
    return np.where(by, factor / factor.mean(axis=1, keepdims=True), index)


def _signal_share(noise: np.ndarray, weight: np.ndarray, index: np.ndarray) -> np.ndarray:
    """How much of the found season is signal, 0–1, for each row."""
    periods, season = (weight > 0).sum(axis=(1, 2)), index.shape[1]
    total = weight.sum(axis=(1, 2))
    variance = (weight * noise**2).sum(axis=(1, 2)) / total * periods / np.maximum(periods - season, 1)
    blur = variance / (total**2 / (weight**2).sum(axis=(1, 2)) / season)
    signal = np.maximum((index**2).mean(axis=1) - blur, 0.0)
    return signal / (signal + blur + _NOTHING)


def _trend(filled: np.ndarray, season: int) -> tuple[np.ndarray, np.ndarray]:
    """Centred moving average over a season, with half its last slope beyond its ends; and where it is measured."""
    rows, width = filled.shape
    half = season // 2
    first = width - lengths(filled) + half
    last = width - 1 - half
    running = np.concatenate([np.zeros((rows, 1)), np.cumsum(np.nan_to_num(filled), axis=1)], axis=1)
    centre = np.arange(half, width - half)
    inner = running[:, centre + half] - running[:, centre - half + 1]
    if season % 2:
        average = (running[:, centre + half + 1] - running[:, centre - half]) / season
    else:
        average = (inner + (filled[:, centre - half] + filled[:, centre + half]) / 2) / season
    trend = np.full(filled.shape, np.nan)
    trend[:, centre] = average
    column, row = np.arange(width)[None, :], np.arange(rows)
    reach = np.minimum(half, last - first)
    span = np.maximum(reach, 1)
    rise_at_end = np.where(reach > 0, (trend[row, last] - trend[row, last - reach]) / span, 0.0)
    rise_at_start = np.where(reach > 0, (trend[row, first + reach] - trend[row, first]) / span, 0.0)
    after = np.maximum(column - last, 0)
    before = np.maximum(first[:, None] - column, 0)
    extended = np.where(column < first[:, None], trend[row, first][:, None], trend)
    extended = np.where(column > last, trend[:, [last]], extended)
    extended = extended + 0.5 * rise_at_end[:, None] * after - 0.5 * rise_at_start[:, None] * before
    return extended, (before == 0) & (after == 0)


def _by_year(values: np.ndarray, season: int) -> np.ndarray:
    """Rows as seasons × phases, the last season whole; zeros before the start."""
    rows, width = values.shape
    seasons = -(-width // season)
    padded = np.zeros((rows, seasons * season))
    padded[:, padded.shape[1] - width :] = values
    return padded.reshape(rows, seasons, season)
