"""What chance alone would show: the changes that can be tried in a series, and how large the best of them comes out
in series where nothing happened.

A series is trend + season + noise that may last from month to month. Every month is tried as an outlier, a shift of
level and a break of trend; the try that explains most is held against the best try of noise. So neither the many
tries nor noise that lasts raises false alarms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

Kind = Literal["outlier", "level shift", "trend break"]

SHIFT_ROOM, BREAK_ROOM = 3, 6
"""Months needed on either side of a shift and of a break; later it is an outlier until more is known."""

LASTING = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)
"""How much of a month's noise may last into the next."""

WAVES = (0, 1, 2, 6)
"""Seasons that are tried: none, one or two waves a year, or any pattern of twelve months."""

DRAWS = 600
"""Series without a change, of each kind of noise, that chance is read from."""

TAIL = 0.9
"""Where the tail of chance begins."""

_SEED = 77
_NOTHING = 1e-30
_EXPLAINED = 1e-6
"""Length of what is left of a try that the model explains already."""


@dataclass(frozen=True)
class Frame:
    """What a series is made of beside the changes tried: its months, its waves a year (0 … 6, see `WAVES`), its gaps,
    the changes found so far, and how much of its noise lasts (a place in `LASTING`)."""

    months: int
    season: int
    waves: int = 0
    gaps: tuple[int, ...] = ()
    taken: tuple[tuple[Kind, int], ...] = ()
    lasting: int = 0

    @property
    def plain(self) -> Frame:
        """The same without gaps, changes and lasting noise: what chance is read from."""
        return Frame(self.months, self.season, self.waves)


@dataclass(frozen=True, eq=False)
class Design:
    """The tries beside the model without a change, whitened: `unit` are their parts that the model cannot explain, of
    length 1 once divided by `length`; `left_of` turns a series into what the model leaves of it."""

    tries: tuple[tuple[Kind, int], ...]
    left_of: np.ndarray
    unit: np.ndarray
    length: np.ndarray
    freedom: int

    def best(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each row of `y`: the largest |t| of all tries, which try it is, and its size."""
        left, best, along = self._tried(y)
        rest = np.maximum((left**2).sum(axis=1) - along**2, _NOTHING)
        return np.abs(along) * np.sqrt((self.freedom - 1) / rest), best, along / self.length[best]

    def left_by_best(self, y: np.ndarray) -> np.ndarray:
        """What neither the model nor each row's best try explains."""
        left, best, along = self._tried(y)
        return left - along[:, None] * self.unit.T[best]

    def _tried(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What the model leaves of each row, the try that explains most of it, and how much along it."""
        left = y @ self.left_of
        along = left @ self.unit
        best = np.abs(along).argmax(axis=1)
        return left, best, along[np.arange(len(y)), best]


@lru_cache(maxsize=512)
def design_of(frame: Frame) -> Design:
    n, time = frame.months, np.arange(frame.months)
    base = [np.ones(n), time / n, *_season_of(frame, time)]
    base += [_shape("outlier", at, n) for at in frame.gaps] + [_shape(kind, at, n) for kind, at in frame.taken]
    tries: list[tuple[Kind, int]] = [("outlier", at) for at in range(n) if at not in frame.gaps]
    tries += [("level shift", at) for at in range(SHIFT_ROOM, n - SHIFT_ROOM + 1)]
    tries += [("trend break", at) for at in range(BREAK_ROOM, n - BREAK_ROOM + 1)]
    part = LASTING[frame.lasting]
    whiten = np.eye(n) - part * np.eye(n, k=-1)
    whiten[0, 0] = np.sqrt(1 - part**2)
    basis = np.linalg.qr(whiten @ np.array(base).T)[0]
    residual = np.eye(n) - basis @ basis.T
    unit = residual @ whiten @ np.array([_shape(kind, at, n) for kind, at in tries]).T
    length = np.sqrt((unit**2).sum(axis=0))
    kept = length > _EXPLAINED
    left = tuple(each for each, keep in zip(tries, kept, strict=True) if keep)
    return Design(left, whiten.T @ residual, unit[:, kept] / length[kept], length[kept], n - basis.shape[1])


def chance_of(score: float, null: np.ndarray) -> float:
    """How likely chance scores that much, from its scores in ascending order.

    Among the best tenth the tail is continued as a power (Hill 1975): a clear change is then told from a very clear
    one, which mere counting could not with so few draws.
    """
    start = null[int(TAIL * len(null))]
    if score <= start:
        return (1 + len(null) - int(np.searchsorted(null, score))) / (1 + len(null))
    beyond = null[null > start]
    return float((1 - TAIL) * (score / start) ** (-1 / np.log(beyond / start).mean()))


def _shape(kind: Kind, at: int, n: int) -> np.ndarray:
    since = np.arange(n) - at
    shapes = {"outlier": since == 0, "level shift": since >= 0, "trend break": np.maximum(since + 1, 0)}
    return shapes[kind].astype(float)


def _season_of(frame: Frame, time: np.ndarray) -> list[np.ndarray]:
    """The season: so many waves a year, or a column for every month but one when there are as many as can be."""
    if frame.waves == WAVES[-1]:
        return list(np.eye(frame.season)[time % frame.season].T[1:])
    turns = [2 * np.pi * wave * time / frame.season for wave in range(1, frame.waves + 1)]
    return [shape(turn) for turn in turns for shape in (np.cos, np.sin)]


def with_waves(y: np.ndarray, frame: Frame) -> Frame:
    """The frame with the waves that the series is worth, by Akaike's criterion for small samples; each with its best
    try beside it, so that a shift does not drown the season."""
    n = frame.months

    def criterion(waves: int) -> float:
        design = design_of(replace(frame, waves=waves))
        spent = n - design.freedom + 2
        rest = float((design.left_by_best(y[None, :]) ** 2).sum()) + _NOTHING
        return n * np.log(rest / n) + 2 * spent * n / max(n - spent - 1, 1)

    offered = [waves for waves in WAVES if waves <= frame.season / 2]
    return replace(frame, waves=min(offered, key=criterion))


def lasting_of(y: np.ndarray, frame: Frame) -> np.ndarray:
    """How much of the noise lasts, as a place in `LASTING`, for each row: read with the best try allowed for, so that
    a shift is not taken for noise that lasts, and against what the fit leaves to be seen of each."""
    seen = _seen(design_of(frame).left_by_best(y))
    return np.abs(seen[:, None] - _seen_of_each(frame.plain)[None, :]).argmin(axis=1)


def _seen(left: np.ndarray) -> np.ndarray:
    return (left[:, 1:] * left[:, :-1]).sum(axis=1) / np.maximum((left**2).sum(axis=1), _NOTHING)


@lru_cache(maxsize=64)
def _seen_of_each(frame: Frame) -> np.ndarray:
    """The median autocorrelation that is left of each of `LASTING` in series without a change."""
    design = design_of(frame)
    return np.array([
        np.median(_seen(design.left_by_best(_noise(frame.months, place)))) for place in range(len(LASTING))
    ])


@lru_cache(maxsize=64)
def by_chance(frame: Frame) -> tuple[np.ndarray, ...]:
    """The largest |t| of series without a change, ascending, for each place in `LASTING` that they are judged to have:
    found as it is found in a real series, so what is misjudged there is misjudged here."""
    y = np.concatenate([_noise(frame.months, place) for place in range(len(LASTING))])
    judged = lasting_of(y, frame)
    return tuple(
        np.sort(design_of(replace(frame, lasting=place)).best(y[judged == place])[0]) for place in range(len(LASTING))
    )


@lru_cache(maxsize=32)
def _noise(n: int, lasting: int) -> np.ndarray:
    """Series of nothing but noise."""
    rng = np.random.default_rng([_SEED, n, lasting])
    noise = rng.standard_normal((DRAWS, n))
    part = LASTING[lasting]
    noise[:, 0] /= np.sqrt(1 - part**2)
    for month in range(1, n):
        noise[:, month] += part * noise[:, month - 1]
    return noise
