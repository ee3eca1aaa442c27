"""The engine on the monthly series of the M1 and Tourism competitions, with their official test parts."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crm_core.demand import accuracy, forecast
from tests.demand.panels import lively, named, panel

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CRM_REAL_DATA", ROOT.parent / "shared" / "data")) / "tourism_m1"
REACH = {"m1": (0.855, 8.6), "tourism": (0.79, 12.0)}
"""The most that OWA and MSIS may be: MSIS some 0.85 times what automatic ETS reaches on the same series."""


@pytest.fixture(scope="module", params=REACH)
def scored(request):
    """One set: its name, history and what came as long tables, and what was said."""
    if not FOLDER.is_dir():
        message = f"The competition series of {request.param} are not at {FOLDER}: accuracy on them was not tested."
        pytest.fail(message) if os.environ.get("CRM_REQUIRE_REAL_DATA") == "1" else pytest.skip(message)
    info = pd.read_csv(FOLDER / f"{request.param}_info.csv")
    monthly = info.loc[info["period"].str.upper() == "MONTHLY", "series"]
    rows = pd.read_csv(FOLDER / f"{request.param}_long.csv.gz")
    rows = rows[rows["series"].isin(monthly)].sort_values(["series", "t"])
    train, test = (rows.loc[rows["split"] == split, ["series", "t", "value"]] for split in ("train", "test"))
    said = forecast(train, horizon=int(test.groupby("series").size().max()))
    return request.param, train, test, said


def test_the_engine_beats_naive2_by_what_was_promised(scored):
    name, train, test, said = scored
    actual, point, histories = matched(train, test, said)
    naive2 = np.array([accuracy.naive2(history, actual.shape[1]) for history in histories])
    ours, theirs = errors(actual, point, histories), errors(actual, naive2, histories)
    assert accuracy.owa(*ours, *theirs) <= REACH[name][0]


def test_ranges_hold_what_came_as_often_as_they_say(scored):
    name, train, test, said = scored
    actual, _, histories = matched(train, test, said)
    long_enough = np.array([len(history) >= 36 for history in histories])
    for level, slack in ((80, 0.05), (95, 0.025)):
        low, high = (said[f"{side}_{level}"].to_numpy().reshape(actual.shape) for side in ("low", "high"))
        held = accuracy.coverage(actual[long_enough], low[long_enough], high[long_enough])
        assert held.rate == pytest.approx(level / 100, abs=slack), f"{name} at {level} %"
    scores = [accuracy.msis(*each) for each in zip(actual, low, high, histories, strict=True)]
    assert np.mean(scores) <= REACH[name][1]


def test_a_thousand_series_of_five_years_cost_little():
    frame = panel(**named(lively(1_000)))
    began = time.process_time()
    forecast(frame, horizon=12)
    assert time.process_time() - began <= 2.5


def matched(train, test, said) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """What came and what was said, series × step, with each series' history, in the same order."""
    horizon = int(said["step"].max())
    histories = [part["value"].to_numpy() for _, part in train.groupby("series")]
    return test["value"].to_numpy().reshape(-1, horizon), said["point"].to_numpy().reshape(-1, horizon), histories


def errors(actual, point, histories) -> tuple[float, float]:
    mase = [accuracy.mase(*each) for each in zip(actual, point, histories, strict=True)]
    return float(accuracy.smape(actual, point).mean()), float(np.nanmean(mase))
