"""All cells of a bank forecast together: every region, product and customer type, and every sum of them, at once.

Each sum is forecast for itself, then all are made to add up (`reconciliation`). What any selection of cells will be,
how sure that is, and what would have been forecast of it from earlier origins, is then a sum over cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from crm_core.rooms.demand.engine.backtest import earlier_origins, forecast_and_backtest
from crm_core.rooms.demand.engine.intervals import Calibration, calibrate
from crm_core.rooms.demand.hierarchy.comovement import MAX_MONTHS, draw_shocks, persistence_of, scaled_changes
from crm_core.rooms.demand.hierarchy.nodes import Hierarchy
from crm_core.rooms.demand.hierarchy.reconciliation import mint, reconcile

LEVELS = (0.80, 0.95)
SEASON = 12
PATHS = 500
"""Sample paths: the 95% range then has 12 of them on either side."""

SEED = 20_26
MIN_MONTHS = 24
"""Months before an earlier origin that its forecast needs to count: two of every season."""

MAX_ORIGINS = 12
"""Earlier origins that are tested: a year of them where the book allows it."""

MAX_YEARS = 5
"""Whole years ago from which is tested first."""


@dataclass(frozen=True, eq=False)
class PastForecast:
    """What would have been forecast from one earlier origin, `ago` months before the last, with its spread."""

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
class JointForecast:
    """`history` is cell × month (NaN before a cell began and where the book has no month); `cells` cell × step;
    `response` step × cell × month: what a cell does in a shock, and `shocks` month × path × step, of which sample paths
    of what may come are made; `past_to_cells` made the past forecasts add up; `records` says how many surprises the
    ranges were learnt from."""

    hierarchy: Hierarchy
    past_to_cells: np.ndarray
    history: np.ndarray
    cells: np.ndarray
    response: np.ndarray
    shocks: np.ndarray
    past: tuple[PastForecast, ...]
    records: int

    def until(self, horizon: int) -> JointForecast:
        """The same forecast up to step `horizon`."""
        past = tuple(replace(each, cells=each.cells[:, :horizon], base=each.base[:, :horizon],
                             half=each.half[:, :, :horizon]) for each in self.past)
        return replace(self, cells=self.cells[:, :horizon], response=self.response[:horizon],
                       shocks=self.shocks[:, :, :horizon], past=past)

    def history_of(self, weight: np.ndarray) -> np.ndarray:
        """The selection's months; NaN where the book has none, or nothing of it had begun."""
        begun = np.logical_or.accumulate(~np.isnan(self.history[weight > 0]), axis=1).any(axis=0)
        is_there = ~np.isnan(self.history).all(axis=0)
        return np.where(begun & is_there, weight @ np.nan_to_num(self.history), np.nan)

    def lowest_of(self, weight: np.ndarray) -> float:
        """The lowest that the selection may be said to come to: zero where it never fell below."""
        return 0.0 if np.nanmin(self.history_of(weight), initial=0.0) >= 0 else -np.inf

    def paths_of(self, weight: np.ndarray) -> np.ndarray:
        """The sample paths of a selection, path × step; of several (selection × cell), path × step × selection.

        They are drawn of the selection and not of its cells, which would take 500 times the memory for the same paths.
        They take a cell below zero where chance does: cut off there cell by cell, one that stands at nothing today
        would have no range, whatever came and went in it before. What is read from them is cut off in the sum."""
        return (weight @ self.cells).T + np.einsum("k...m,mpk->pk...", weight @ self.response, self.shocks,
                                                     optimize=True)

    def past_of(self, weight: np.ndarray) -> list[tuple[int, np.ndarray, np.ndarray]]:
        """The selection's past forecasts: months ago, points, and half-widths by level × step."""
        rows = []
        on_nodes = weight @ self.past_to_cells
        for past in self.past:
            errors = np.einsum("n,lns,nm->lsm", on_nodes, past.half, past.changes, optimize=True)
            rows.append((past.ago, weight @ past.cells, np.sqrt((errors**2).sum(axis=2))))
        return rows


def forecast_jointly(history: np.ndarray, hierarchy: Hierarchy, horizon: int) -> JointForecast:
    """Forecast all cells of `history` (cell × month, flush at the end) and all sums of the hierarchy, coherently."""
    nodes = _node_history(history, hierarchy)
    has_month = ~np.isnan(nodes).all(axis=0)
    now, backtest = forecast_and_backtest(nodes, horizon, season=SEASON, origins=origins_within(has_month, horizon),
                                          min_values=1)
    surprise = np.where(_old_enough(nodes, backtest.ago)[:, :, None], backtest.surprise, np.nan)
    to_cells = mint(hierarchy.members, _spread(now.sd))
    lowest = floor_of(history)
    calibration = calibrate(surprise, levels=LEVELS, ago=backtest.ago)
    cells = reconcile(now.point, to_cells, at_least=lowest)
    half = calibration.widths(now.sd)
    shocks = draw_shocks(min(MAX_MONTHS, nodes.shape[1] - 1), horizon, paths=PATHS, persistence=persistence_of(now.sd),
                         tail=float((half[1] / half[0]).mean()), seed=SEED).astype(np.float32)
    response = to_cells @ np.einsum("ns,nm->snm", half[0], scaled_changes(nodes, season=SEASON))
    # The past adds up by the weights of its oldest origin, so that nothing in it knows what came later.
    past_to_cells = mint(hierarchy.members, _spread(np.nan_to_num(backtest.sd[:, -1]))) if len(backtest.ago) else \
        to_cells
    past = tuple(
        _past_forecast(int(ago), (backtest.point[:, place], backtest.sd[:, place]),
                       _calibration_then(surprise, backtest.ago, int(ago)), nodes[:, : nodes.shape[1] - ago],
                       past_to_cells)
        for place, ago in enumerate(backtest.ago)
    )
    return JointForecast(hierarchy, past_to_cells, history, cells, response, shocks, past, calibration.records)


def floor_of(history: np.ndarray) -> np.ndarray:
    """The lowest a cell may be: zero where it never fell below."""
    return np.where(np.nanmin(history, axis=1, initial=0.0) >= 0, 0.0, -np.inf)


def origins_within(has_month: np.ndarray, horizon: int) -> tuple[int, ...]:
    """Earlier origins with two years before them: whole years ago, whose periods do not overlap; those of the engine;
    then the furthest others of the last year."""
    months = len(has_month)
    possible = [ago for ago in range(1, months - MIN_MONTHS + 1) if has_month[months - 1 - ago]]
    years = [ago for ago in possible if ago % SEASON == 0][:MAX_YEARS]
    usual = [ago for ago in earlier_origins(horizon) if ago in possible and ago not in years]
    further = [ago for ago in reversed(possible) if ago not in (*years, *usual) and ago <= max(horizon, SEASON)]
    return tuple(sorted([*years, *usual, *further][:MAX_ORIGINS]))


def _spread(sd: np.ndarray) -> np.ndarray:
    """Each node's standard deviation over the horizon, none so small that it would decide alone."""
    mean = sd.mean(axis=1)
    return np.maximum(mean, 1e-6 * mean.max() + 1e-12)


def _node_history(history: np.ndarray, hierarchy: Hierarchy) -> np.ndarray:
    """The sums' months: from the first month in which any of their cells had begun."""
    has_begun = np.logical_or.accumulate(~np.isnan(history), axis=1)
    summed = hierarchy.total(np.nan_to_num(history))
    begun = hierarchy.total(has_begun.astype(float)) > 0
    return np.where(begun & ~np.isnan(history).all(axis=0), summed, np.nan)


def _old_enough(nodes: np.ndarray, ago: np.ndarray) -> np.ndarray:
    """Where a node had two years behind it at an origin: node × origin."""
    begun = np.where((~np.isnan(nodes)).any(axis=1), (~np.isnan(nodes)).argmax(axis=1), nodes.shape[1])
    return nodes.shape[1] - ago[None, :] - begun[:, None] >= MIN_MONTHS


def _past_forecast(ago: int, forecast: tuple[np.ndarray, np.ndarray], calibration: Calibration, nodes: np.ndarray,
                   to_cells: np.ndarray) -> PastForecast:
    """One earlier origin: the `forecast` of the nodes (point and sd), the range learnt from the surprises that had come
    by then and no later ones, and how the nodes had moved together in the months of `nodes`, those up to then."""
    base, sd = (np.nan_to_num(each) for each in forecast)
    begun = np.where(np.isnan(nodes).all(axis=1, keepdims=True), 0.0, nodes)
    cells = reconcile(base, to_cells, at_least=floor_of(nodes[-len(to_cells) :]))
    return PastForecast(ago, cells, base, calibration.widths(sd), scaled_changes(begun, season=SEASON))


def _calibration_then(surprise: np.ndarray, ago: np.ndarray, when: int) -> Calibration:
    """Calibration from the surprises that had come `when` months ago: step s of the origin `a` months ago had come
    then if s ≤ a − when."""
    steps = np.arange(1, surprise.shape[2] + 1)
    had_come = steps[None, :] <= ago[:, None] - when
    return calibrate(np.where(had_come[None], surprise, np.nan), levels=LEVELS, ago=ago)
