"""Rows that do the same in every period: they stay, rise by one amount, grow at one rate, or repeat the season before.

Such a row is continued as it is: to dampen its trend, or to learn its range from noise, would be to refuse what all of
its periods say."""

from __future__ import annotations

from typing import Literal

import numpy as np

from crm_core.rooms.demand.engine.panel import bridge_gaps

Course = Literal["constant", "line", "growth", "season"]
"""The same in every period; more (or less) by the same amount; by the same rate; the same as a season before."""

MIN_VALUES = 12
"""Values that show a line or a rate."""

MIN_VALUES_CONSTANT = 4
"""Values that show that a row stays where it is."""

MAX_BEND = 0.1
"""How far a value may lie from the line, as a part of one period's step: what rounding to cents or units does."""

MAX_DIFFERENCE = 0.01
"""How far a value may lie from the one a season before, as a part of the mean step between periods."""

_ROUNDING = 1e-9
"""Differences this small beside the largest value are those of adding up."""

_MAX_EXPONENT = 300.0
"""Keeps what grows without end finite."""

_CONSTANT, _LINE, _GROWTH, _SEASON = 1, 2, 3, 4
_WORDS: dict[int, Course] = {_CONSTANT: "constant", _LINE: "line", _GROWTH: "growth", _SEASON: "season"}


def course_of(values: np.ndarray, season: int) -> Course | None:
    """The course of one series, gaps as NaN; None for one that has none."""
    return _WORDS.get(int(continue_course(values[None, :], 1, season)[0][0]))


def continue_course(values: np.ndarray, horizon: int, season: int) -> tuple[np.ndarray, np.ndarray]:
    """For each row 1 to 4 where it is constant, a line, growth or a season, else 0; and its next `horizon` periods (row
    × step), of use only where it has a course."""
    kind, ahead = np.zeros(len(values), dtype=int), np.zeros((len(values), horizon))
    filled = bridge_gaps(values)
    rows = np.flatnonzero(_may_have_one(filled, season))
    if len(rows):
        kind[rows], ahead[rows] = _continue(values[rows], filled[rows], horizon, season)
    return kind, ahead


def _may_have_one(filled: np.ndarray, season: int) -> np.ndarray:
    """Which rows are worth a closer look: those that only rise, or only fall, or end where they were a season ago. Few
    do, and to look at all would take a fifth of the forecast's time."""
    steps = np.diff(filled, axis=1)
    rises, falls = ~(steps <= 0).any(axis=1), ~(steps >= 0).any(axis=1)
    behind = filled[:, -1 - season] if filled.shape[1] > season else filled[:, 0]
    last = filled[:, -1]
    first = filled[np.arange(len(filled)), (~np.isnan(filled)).argmax(axis=1)]
    before = np.where(np.isnan(behind), first, behind)
    return rises | falls | (np.abs(last - before) <= MAX_DIFFERENCE * np.abs(last) + _ROUNDING)


def _continue(values: np.ndarray, filled: np.ndarray, horizon: int, season: int) -> tuple[np.ndarray, np.ndarray]:
    """The course of each row and its next periods."""
    is_known = ~np.isnan(values)
    count = is_known.sum(axis=1)
    largest = np.nanmax(np.abs(values), axis=1, initial=0.0)
    size = np.where(largest > 0, largest, 1.0)[:, None]
    scaled, filled = values / size, filled / size
    is_positive = np.nanmin(scaled, axis=1, initial=1.0) > 0
    line, line_bend, slope = _straight(scaled, is_known, horizon)
    logs = np.log(np.where(is_known & is_positive[:, None], scaled, 1.0))
    growth, growth_bend, rate = _straight(logs, is_known, horizon)
    spread = np.nanmax(scaled, axis=1, initial=-1.0) - np.nanmin(scaled, axis=1, initial=1.0)
    is_constant = (spread <= _ROUNDING) & (count >= MIN_VALUES_CONSTANT)
    long_enough = (count >= MIN_VALUES) & ~is_constant
    is_line = long_enough & (line_bend <= MAX_BEND) & (slope != 0)
    is_growth = long_enough & is_positive & (growth_bend <= MAX_BEND) & (rate != 0)
    is_line &= ~(is_growth & (growth_bend < line_bend))
    repeats = _repeats(filled, season) & ~is_constant
    kind = np.select([is_constant, is_line, is_growth, repeats], [_CONSTANT, _LINE, _GROWTH, _SEASON], 0)
    last = np.where(is_known.any(axis=1), filled[:, -1], 0.0)
    bounded = np.exp(np.clip(growth, -_MAX_EXPONENT, _MAX_EXPONENT))
    again = np.take(filled, filled.shape[1] - season + np.arange(horizon) % season, axis=1, mode="clip")
    ways = [(kind == each)[:, None] for each in (_CONSTANT, _GROWTH, _SEASON)]
    return kind, np.select(ways, [np.broadcast_to(last[:, None], line.shape), bounded, again], line) * size


def _repeats(filled: np.ndarray, season: int) -> np.ndarray:
    """Which rows of two seasons and more are the season before over and over."""
    if season < 2 or filled.shape[1] < 2 * season:  # noqa: PLR2004
        return np.zeros(len(filled), dtype=bool)
    apart = np.abs(filled[:, season:] - filled[:, :-season])
    compared = (~np.isnan(apart)).sum(axis=1)
    step = np.abs(np.diff(filled, axis=1))
    usual = np.where(np.isnan(step), 0.0, step).sum(axis=1) / np.maximum((~np.isnan(step)).sum(axis=1), 1)
    return (compared >= season) & (np.where(np.isnan(apart), 0.0, apart).max(axis=1) <= MAX_DIFFERENCE * usual)


def _straight(values: np.ndarray, is_known: np.ndarray, horizon: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The least-squares line of each row: its next periods, its largest distance in steps, and its slope."""
    count = np.maximum(is_known.sum(axis=1, keepdims=True), 1)
    since = np.arange(values.shape[1]) - (values.shape[1] - 1.0)
    amounts = np.where(is_known, values, 0.0)
    middle, mean = (is_known * since).sum(axis=1, keepdims=True) / count, amounts.sum(axis=1, keepdims=True) / count
    centred = np.where(is_known, since - middle, 0.0)
    slope = (centred * amounts).sum(axis=1, keepdims=True) / np.maximum((centred**2).sum(axis=1, keepdims=True), 1.0)
    distance = np.where(is_known, np.abs(values - mean - slope * (since - middle)), 0.0).max(axis=1)
    bend = distance / np.maximum(np.abs(slope[:, 0]), 1e-300)
    return mean + slope * (np.arange(1, horizon + 1) - middle), bend, slope[:, 0]
