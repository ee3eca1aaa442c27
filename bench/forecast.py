"""The forecasting engine against simple rules, Theta and ETS on the real series, in one run.

    python -m bench.forecast [--sets m1,tourism] [--periods monthly] [--sample 60] [--seed 1] [--data FOLDER]

Series of the M1 and Tourism competitions with their official test parts: monthly, quarterly or yearly. ETS is chosen by
AICc among six models of statsmodels and takes a second or more a series, so it and Theta run on a seeded sample
(`--sample 0`: on all); the simple rules and the engine run on all series, and once more on the sample, so that like
stands beside like. MSIS depends on a few wild series: of 60 it may be off by a fifth either way; all take half an hour.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults
from statsmodels.tsa.forecasting.theta import ThetaModel

from bench import forecast_scores as scores
from bench.machine import describe
from crm_core.rooms.demand import forecast

DATA = Path(os.environ.get("CRM_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SEASONS = {"monthly": 12, "quarterly": 4, "yearly": 1}
LEVELS = (0.80, 0.95)

Forecast = tuple[np.ndarray, np.ndarray | None]
"""Points, series × step; and ranges: level × (low, high) × series × step, or None."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default="m1,tourism")
    parser.add_argument("--periods", default="monthly", help="monthly, quarterly, yearly")
    parser.add_argument("--sample", type=int, default=60, help="series for Theta and ETS; 0 = all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    print(describe("numpy", "statsmodels"), "\n")
    speed()
    for name in arguments.sets.split(","):
        for period in arguments.periods.split(","):
            season = SEASONS[period]
            train, test = load(arguments.data / "tourism_m1", name, period)
            compare(f"{name} {period}, all", train, test, season, rules(season) | {"clientela": engine(season)})
            names = np.array(sorted(train))
            if arguments.sample:
                wanted = min(arguments.sample, len(names))
                names = np.random.default_rng(arguments.seed).choice(names, wanted, replace=False)
            train, test = {each: train[each] for each in names}, {each: test[each] for each in names}
            compare(f"{name} {period}, {len(names)} of them", train, test, season, rules(season) | {
                "theta": theta(season), "ETS": ets(season), "clientela": engine(season)})


def speed() -> None:
    """What a bank-sized panel takes."""
    rng = np.random.default_rng(1)
    rows = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, (1_000, 60)), axis=1)) * (
        1 + 0.2 * np.sin(2 * np.pi * np.arange(60) / 12))
    series = {f"s{number}": row for number, row in enumerate(rows)}
    engine(12)(dict(list(series.items())[:20]), 12)
    began = time.process_time()
    engine(12)(series, 12)
    print(f"1,000 series of 60 months, 12 ahead, with backtest and ranges: {time.process_time() - began:.2f} CPU-s\n")


def load(folder: Path, name: str, period: str) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The series of one set and period: history and official test part by series."""
    info = pd.read_csv(folder / f"{name}_info.csv")
    wanted = info.loc[info["period"].str.lower() == period, "series"]
    rows = pd.read_csv(folder / f"{name}_long.csv.gz").sort_values(["series", "t"])
    rows = rows[rows["series"].isin(wanted)]
    parts = ({str(each): part["value"].to_numpy(dtype=float) for each, part in
              rows[rows["split"] == split].groupby("series")} for split in ("train", "test"))
    train, test = parts
    return train, test


def compare(title: str, train: dict[str, np.ndarray], test: dict[str, np.ndarray], season: int,
            methods: dict[str, Callable[[dict[str, np.ndarray], int], Forecast]]) -> None:
    """One table: every method on the same series."""
    actual = np.array(list(test.values()))
    horizon = actual.shape[1]
    print(f"{title}: {len(train)} series, {horizon} steps")
    heads = f"{'OWA':>7} {'sMAPE':>7} {'MASE':>7} {'cover 80':>9} {'cover 95':>9} {'MSIS':>8} {'CPU-s/1000':>11}"
    print(f"  {'':<15} {heads}", flush=True)
    benchmark = errors(actual, rules(season)["Naive2"](train, horizon)[0], train, season)
    for name, method in methods.items():
        began = time.process_time()
        point, ranges = method(train, horizon)
        seconds = (time.process_time() - began) / len(train) * 1000
        smape, mase = errors(actual, point, train, season)
        print(f"  {name:<15} {scores.owa(smape, mase, *benchmark):>7.3f} {smape:>7.2f} {mase:>7.3f} "
              f"{range_columns(actual, ranges, train, season)} {seconds:>11.2f}", flush=True)
    print()


def errors(actual: np.ndarray, point: np.ndarray, train: dict[str, np.ndarray], season: int) -> tuple[float, float]:
    """Mean sMAPE and MASE over the series; a series that never moved has no MASE."""
    mase = [scores.mase(*each, season=season) for each in zip(actual, point, train.values(), strict=True)]
    return float(scores.smape(actual, point).mean()), float(np.nanmean(mase))


def range_columns(actual: np.ndarray, ranges: np.ndarray | None, train: dict[str, np.ndarray], season: int) -> str:
    """How often the ranges held what came, and their score, as columns; blanks for a rule without ranges."""
    if ranges is None:
        return f"{'':>9} {'':>9} {'':>8}"
    covered = [np.mean((actual >= low) & (actual <= high)) for low, high in ranges]
    low, high = ranges[-1]
    msis = [scores.msis(actual[i], low[i], high[i], history, level=LEVELS[-1], season=season)
            for i, history in enumerate(train.values())]
    return f"{covered[0]:>9.3f} {covered[1]:>9.3f} {np.nanmean(msis):>8.2f}"


Method = Callable[[dict[str, np.ndarray], int], Forecast]


def engine(season: int) -> Method:
    """Clientela, as the page calls it: the whole panel at once, with record and ranges."""
    def run(train: dict[str, np.ndarray], horizon: int) -> Forecast:
        panel = pd.DataFrame({
            "series": np.repeat(list(train), [len(each) for each in train.values()]),
            "t": np.concatenate([np.arange(len(each)) for each in train.values()]),
            "value": np.concatenate(list(train.values())),
        })
        table = forecast(panel, horizon=horizon, season=season, levels=LEVELS)
        shape = (len(train), horizon)
        ranges = np.array([[table[f"{side}_{level * 100:g}"].to_numpy().reshape(shape) for side in ("low", "high")]
                           for level in LEVELS])
        return table["point"].to_numpy().reshape(shape), ranges
    return run


def by_series(rule: Callable[..., np.ndarray], **options: int) -> Method:
    return lambda train, horizon: (np.array([rule(each, horizon, **options) for each in train.values()]), None)


def rules(season: int) -> dict[str, Method]:
    return {"naive": by_series(scores.naive), "seasonal naive": by_series(scores.seasonal_naive, season=season),
            "Naive2": by_series(scores.naive2, season=season)}


def theta(season: int) -> Method:
    """Theta of statsmodels with its own season and ranges."""
    def run(train: dict[str, np.ndarray], horizon: int) -> Forecast:
        points, ranges = [], []
        for history in train.values():
            with quiet():
                fitted = ThetaModel(history, period=season, method="auto", deseasonalize=season > 1).fit()
                points.append(np.asarray(fitted.forecast(horizon)))
                ranges.append([np.asarray(fitted.prediction_intervals(horizon, alpha=1 - level)).T for level in LEVELS])
        return np.array(points), np.array(ranges).transpose(1, 2, 0, 3)
    return run


def ets(season: int) -> Method:
    """The best by AICc of six models: no trend, trend or damped trend; with and without season."""
    kinds = [kind for kind in ETS_KINDS if season > 1 or not kind[1]]

    def run(train: dict[str, np.ndarray], horizon: int) -> Forecast:
        points, ranges = [], []
        for history in train.values():
            with quiet():
                best = min((fit for fit in (_ets(history, season, *kind) for kind in kinds) if fit is not None),
                           key=lambda fit: fit.aicc)
                prediction = best.get_prediction(start=len(history), end=len(history) + horizon - 1,
                                           simulate_repetitions=500, rng=1)
            points.append(np.asarray(prediction.predicted_mean))
            ranges.append([np.asarray(prediction.pred_int(alpha=1 - level)).T for level in LEVELS])
        return np.array(points), np.array(ranges).transpose(1, 2, 0, 3)
    return run


ETS_KINDS = [(trend, season) for trend in ("none", "trend", "damped") for season in (False, True)]


def _ets(history: np.ndarray, season: int, trend: str, has_season: bool) -> ETSResults | None:
    """One of the six models fitted; None when it does not converge to anything."""
    kind = "mul" if history.min() > 0 else "add"
    model = ETSModel(pd.Series(history), error=kind, trend=None if trend == "none" else "add",
                     damped_trend=trend == "damped", seasonal=kind if has_season else None,
                     seasonal_periods=season if has_season else None)
    try:
        fitted = model.fit(disp=False, maxiter=200)
    except (ValueError, np.linalg.LinAlgError):
        return None
    return fitted if np.isfinite(fitted.aicc) else None


def quiet() -> warnings.catch_warnings:
    """Their warnings of convergence are not ours to print."""
    return warnings.catch_warnings(action="ignore")


if __name__ == "__main__":
    main()
