"""The engine on the monthly series of the M1 and Tourism competitions, with their official test parts."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench import forecast_scores as scores
from crm_core.rooms.demand import forecast
from crm_core.rooms.demand.selection.record import coverage
from tests.rooms.demand.panels import lively, named, panel

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("CRM_REAL_DATA", ROOT.parent / "shared" / "data")) / "tourism_m1"
REACH = {"m1": (0.852, 8.2), "tourism": (0.787, 11.4)}
"""The most that OWA and MSIS may be: MSIS some 0.85 times what automatic ETS reaches on the same series."""


@pytest.fixture(scope="module", params=REACH)
def scored(request):
    """One set: its name, history and what came as long tables, and what was said."""
    train, test = parts(request.param, "monthly")
    forecasts = forecast(train, horizon=int(test.groupby("series").size().max()))
    return request.param, train, test, forecasts


def test_the_engine_beats_naive2_by_what_was_promised(scored):
    name, train, test, forecasts = scored
    actual, point, histories = matched(train, test, forecasts)
    naive2 = np.array([scores.naive2(history, actual.shape[1]) for history in histories])
    ours, theirs = errors(actual, point, histories), errors(actual, naive2, histories)
    assert scores.owa(*ours, *theirs) <= REACH[name][0]


def test_ranges_hold_what_came_as_often_as_they_say(scored):
    name, train, test, forecasts = scored
    actual, _, histories = matched(train, test, forecasts)
    long_enough = np.array([len(history) >= 36 for history in histories])
    for level, slack in ((80, 0.03), (95, 0.02)):
        low, high = (forecasts[f"{side}_{level}"].to_numpy().reshape(actual.shape) for side in ("low", "high"))
        counted = coverage(actual[long_enough], low[long_enough], high[long_enough])
        assert counted.rate == pytest.approx(level / 100, abs=slack), f"{name} at {level} %"
    msis = [scores.msis(*each) for each in zip(actual, low, high, histories, strict=True)]
    assert np.mean(msis) <= REACH[name][1]


@pytest.mark.parametrize(("name", "period", "season", "owa"), [
    ("m1", "quarterly", 4, 0.88), ("m1", "yearly", 1, 0.83), ("tourism", "quarterly", 4, 0.84),
    ("tourism", "yearly", 1, 0.92),
])
def test_other_periods_than_months_are_forecast_as_well(name, period, season, owa):
    train, test = parts(name, period)
    actual, point, histories = matched(train, test, forecast(train, horizon=int(test.groupby("series").size().max()),
                                                             season=season))
    naive2 = np.array([scores.naive2(history, actual.shape[1], season=season) for history in histories])
    ours, theirs = (errors(actual, each, histories, season) for each in (point, naive2))
    assert scores.owa(*ours, *theirs) <= owa


def test_a_thousand_series_of_five_years_cost_little():
    frame = panel(**named(lively(1_000)))
    began = time.process_time()
    forecast(frame, horizon=12)
    assert time.process_time() - began <= 2.5


def parts(name: str, period: str) -> list[pd.DataFrame]:
    """History and official test part of one set's series of one period, as long tables."""
    if not FOLDER.is_dir():
        message = f"The competition series of {name} are not at {FOLDER}: accuracy on them was not tested."
        pytest.fail(message) if os.environ.get("CRM_REQUIRE_REAL_DATA") == "1" else pytest.skip(message)
    info = pd.read_csv(FOLDER / f"{name}_info.csv")
    wanted = info.loc[info["period"].str.lower() == period, "series"]
    rows = pd.read_csv(FOLDER / f"{name}_long.csv.gz")
    rows = rows[rows["series"].isin(wanted)].sort_values(["series", "t"])
    return [rows.loc[rows["split"] == split, ["series", "t", "value"]] for split in ("train", "test")]


def matched(train, test, forecasts) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """What came and what was said, series × step, with each series' history, in the same order."""
    horizon = int(forecasts["step"].max())
    histories = [part["value"].to_numpy() for _, part in train.groupby("series")]
    return test["value"].to_numpy().reshape(-1, horizon), forecasts["point"].to_numpy().reshape(-1, horizon), histories


def errors(actual, point, histories, season=12) -> tuple[float, float]:
    mase = [scores.mase(*each, season=season) for each in zip(actual, point, histories, strict=True)]
    return float(scores.smape(actual, point).mean()), float(np.nanmean(mase))
