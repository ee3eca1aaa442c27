"""All cells of a bank forecast together: every region, product and customer type, and every sum of them, at once.

Each sum is forecast for itself, then all are made to add up (`reconcile`). What any selection of cells will be, how
sure that is, and what would have been said of it at earlier ends, is then a sum over cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from crm_core.rooms.demand.comovement import LONGEST, draw, moved_together, persistence_of
from crm_core.rooms.demand.engine import ahead_and_before, earlier_ends
from crm_core.rooms.demand.hierarchy import Hierarchy
from crm_core.rooms.demand.intervals import Calibration, calibrate
from crm_core.rooms.demand.reconcile import cells_of, mint

LEVELS = (0.80, 0.95)
SEASON = 12
PATHS = 500
"""Sample paths: the 95 % range then has 12 of them on either side."""

SEED = 20_26
LEAST_MONTHS = 24
"""Months before an earlier end that its forecast needs to count: two of every season."""

MOST_ENDS = 12
"""Earlier ends that are tested: a year of them where the book allows it."""


@dataclass(frozen=True, eq=False)
class Said:
    """What was said at one earlier end: `ago` months before the last, about each cell and step, with the spread."""

    ago: int
    cells: np.ndarray
    """Cell × step, coherent."""
    base: np.ndarray
    """Node × step, before it was made coherent."""
    half: np.ndarray
    """Level × node × step: half-widths of the base forecasts' ranges, from what was known then."""
    changes: np.ndarray
    """Node × month: how the nodes had moved together."""


@dataclass(frozen=True, eq=False)
class Together:
    """`history` is cell × month (NaN before a cell began and where the book has no month); `cells` cell × step; `paths`
    path × cell × step; `then` made the record add up; `records` says how many surprises the ranges were learnt from."""

    hierarchy: Hierarchy
    then: np.ndarray
    history: np.ndarray
    cells: np.ndarray
    paths: np.ndarray
    said: tuple[Said, ...]
    records: int

    def until(self, horizon: int) -> Together:
        """The same forecast up to step `horizon`."""
        said = tuple(replace(end, cells=end.cells[:, :horizon], base=end.base[:, :horizon],
                             half=end.half[:, :, :horizon]) for end in self.said)
        return replace(self, cells=self.cells[:, :horizon], paths=self.paths[:, :, :horizon], said=said)

    def history_of(self, weight: np.ndarray) -> np.ndarray:
        """The selection's months; NaN where the book has none, or nothing of it had begun."""
        begun = np.logical_or.accumulate(~np.isnan(self.history[weight > 0]), axis=1).any(axis=0)
        there = ~np.isnan(self.history).all(axis=0)
        return np.where(begun & there, weight @ np.nan_to_num(self.history), np.nan)

    def paths_of(self, weight: np.ndarray) -> np.ndarray:
        """The sample paths of a selection, path × step; of several (selection × cell), path × step × selection."""
        used = weight.reshape(-1, weight.shape[-1]).any(axis=0)
        return np.tensordot(self.paths[:, used], weight[..., used], axes=(1, -1))

    def record_of(self, weight: np.ndarray) -> list[tuple[int, np.ndarray, np.ndarray]]:
        """What was said of the selection at earlier ends: months ago, points, and half-widths by level × step."""
        told = []
        on_nodes = weight @ self.then
        for end in self.said:
            errors = np.einsum("n,lns,nm->lsm", on_nodes, end.half, end.changes, optimize=True)
            told.append((end.ago, weight @ end.cells, np.sqrt((errors**2).sum(axis=2))))
        return told


def together(history: np.ndarray, hierarchy: Hierarchy, horizon: int) -> Together:
    """Forecast all cells of `history` (cell × month, flush at the end) and all sums of the hierarchy, coherently."""
    nodes = _node_history(history, hierarchy)
    known = ~np.isnan(nodes).all(axis=0)
    ends = ends_within(known, horizon)
    now, record = ahead_and_before(nodes, horizon, season=SEASON, ends=ends, least=1)
    surprise = np.where(_old_enough(nodes, record.ago)[:, :, None], record.surprise, np.nan)
    to_cells = mint(hierarchy.members, _spread(now.sd))
    lowest = floor_of(history)
    learnt = calibrate(surprise, levels=LEVELS)
    cells = cells_of(now.point, to_cells, at_least=lowest)
    half = learnt.widths(now.sd)
    shocks = draw(min(LONGEST, nodes.shape[1] - 1), horizon, paths=PATHS, persistence=persistence_of(now.sd),
                  tail=float((half[1] / half[0]).mean()), seed=SEED)
    errors = np.einsum("ns,nm->snm", half[0], moved_together(nodes, season=SEASON))
    paths = _paths(cells, to_cells @ errors, shocks, lowest)
    # The record adds up by the weights of its oldest end, so that nothing in it knows what came later.
    then = mint(hierarchy.members, _spread(np.nan_to_num(record.sd[:, -1]))) if len(record.ago) else to_cells
    said = tuple(
        _said(int(ago), (record.point[:, end], record.sd[:, end]), _known_by(surprise, record.ago, int(ago)),
              nodes[:, : nodes.shape[1] - ago], then)
        for end, ago in enumerate(record.ago)
    )
    return Together(hierarchy, then, history, cells, paths, said, learnt.records)


def floor_of(history: np.ndarray) -> np.ndarray:
    """The lowest a cell may be: zero where it never fell below."""
    return np.where(np.nanmin(history, axis=1, initial=0.0) >= 0, 0.0, -np.inf)


def _spread(sd: np.ndarray) -> np.ndarray:
    """Each node's standard deviation over the horizon, none so small that it would decide alone."""
    mean = sd.mean(axis=1)
    return np.maximum(mean, 1e-6 * mean.max() + 1e-12)


def ends_within(known: np.ndarray, horizon: int) -> tuple[int, ...]:
    """Earlier ends with two years before them: those of the engine, then the furthest others of the last year."""
    months = len(known)
    possible = [ago for ago in range(1, months - LEAST_MONTHS + 1) if known[months - 1 - ago]]
    chosen = [ago for ago in earlier_ends(horizon) if ago in possible]
    further = [ago for ago in reversed(possible) if ago not in chosen and ago <= max(horizon, SEASON)]
    return tuple(sorted([*chosen, *further[: MOST_ENDS - len(chosen)]]))


def _node_history(history: np.ndarray, hierarchy: Hierarchy) -> np.ndarray:
    """The sums' months: from the first month in which any of their cells had begun."""
    has_begun = np.logical_or.accumulate(~np.isnan(history), axis=1)
    summed = hierarchy.total(np.nan_to_num(history))
    begun = hierarchy.total(has_begun.astype(float)) > 0
    return np.where(begun & ~np.isnan(history).all(axis=0), summed, np.nan)


def _old_enough(nodes: np.ndarray, ago: np.ndarray) -> np.ndarray:
    """Where a node had two years behind it at an end: node × end."""
    begun = np.where((~np.isnan(nodes)).any(axis=1), (~np.isnan(nodes)).argmax(axis=1), nodes.shape[1])
    return nodes.shape[1] - ago[None, :] - begun[:, None] >= LEAST_MONTHS


def _said(ago: int, told: tuple[np.ndarray, np.ndarray], learnt: Calibration, known: np.ndarray,
          to_cells: np.ndarray) -> Said:
    """One earlier end: what was `told` of the nodes and its `sd`, the range learnt from the surprises that had come by
    then and no later ones, and how the nodes had moved together in the months that were `known`."""
    base, sd = (np.nan_to_num(each) for each in told)
    begun = np.where(np.isnan(known).all(axis=1, keepdims=True), 0.0, known)
    cells = cells_of(base, to_cells, at_least=floor_of(known[-len(to_cells) :]))
    return Said(ago, cells, base, learnt.widths(sd), moved_together(begun, season=SEASON))


def _known_by(surprise: np.ndarray, ago: np.ndarray, when: int) -> Calibration:
    """Calibration from the surprises that were known `when` months ago: step s of the end `a` months ago came then
    if s ≤ a − when."""
    steps = np.arange(1, surprise.shape[2] + 1)
    came = steps[None, :] <= ago[:, None] - when
    return calibrate(np.where(came[None], surprise, np.nan), levels=LEVELS)


def _paths(cells: np.ndarray, answer: np.ndarray, shocks: np.ndarray, lowest: np.ndarray) -> np.ndarray:
    """Sample paths of the cells, path × cell × step. `answer[step, cell, month]` says what a cell does in a shock."""
    paths = np.empty((shocks.shape[1], *cells.shape), dtype=np.float32)
    for step in range(cells.shape[1]):
        drawn = np.maximum(cells[:, step, None] + answer[step] @ shocks[:, :, step], lowest[:, None])
        # The floor lifts the mean of the paths above the point; scaled back, every sum of them centres on its point.
        mean = drawn.mean(axis=1)
        lifted = (lowest == 0) & (mean > 0)
        paths[:, :, step] = (drawn * np.where(lifted, cells[:, step] / np.where(lifted, mean, 1), 1)[:, None]).T
    return paths
