"""A panel is read whatever the order of its rows, and what cannot be read is refused in a sentence."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.engine.panel import bridge_gaps, read_panel
from tests.rooms.demand.panels import panel


def test_rows_in_any_order_stand_flush_at_their_ends():
    frame = panel(a=[1, 2, 3], b=[7, 8]).sample(frac=1, random_state=4)
    read = read_panel(frame)
    rows = dict(zip(read.names, read.values.tolist(), strict=True))
    assert rows["a"] == [1, 2, 3]
    assert np.isnan(rows["b"][0])
    assert rows["b"][1:] == [7, 8]
    assert dict(zip(read.names, read.lengths, strict=True)) == {"a": 3, "b": 2}


@pytest.mark.parametrize(("season", "dates"), [
    (12, ["2025-11-30", "2025-12-01", "2026-02-14"]),
    (4, ["2025-05-01", "2025-07-01", "2026-01-31"]),
    (1, ["2023-01-01", "2024-12-31", "2026-06-30"]),
])
def test_a_date_counts_in_months_quarters_or_years_and_a_missing_one_is_a_gap(season, dates):
    for t in (pd.to_datetime(dates), [dt.date.fromisoformat(each) for each in dates], dates):
        read = read_panel(pd.DataFrame({"series": "a", "t": t, "value": [1.0, 2.0, 4.0]}), season=season)
        np.testing.assert_array_equal(read.values, [[1, 2, np.nan, 4]])


def test_pandas_periods_are_dates_too():
    t = pd.period_range("2025-11", periods=3, freq="M")
    assert read_panel(pd.DataFrame({"series": 1, "t": t, "value": [1, 2, 3]})).values.tolist() == [[1, 2, 3]]


def test_a_row_without_a_value_is_a_gap_and_a_row_after_the_last_value_is_not_there():
    read = read_panel(panel(a=[1, np.nan, 3, np.nan]))
    np.testing.assert_array_equal(read.values, [[1, np.nan, 3]])


def test_gaps_are_bridged_on_straight_lines_and_the_start_is_left_empty():
    rows = np.array([[np.nan, 1, np.nan, np.nan, 4], [5, 6, 7, 8, np.nan]])
    np.testing.assert_array_equal(bridge_gaps(rows), [[np.nan, 1, 2, 3, 4], [5, 6, 7, 8, 8]])


def test_the_input_is_left_as_it_was():
    frame = panel(a=[1, np.nan, 3]).sample(frac=1, random_state=1)
    original = frame.copy()
    read_panel(frame)
    pd.testing.assert_frame_equal(frame, original)


@pytest.mark.parametrize(("season", "t"), [
    (12, [202511, 202512, 202602]), (12, ["202511", "202512", "202602"]), (12, ["2025-11", "2025-12", "2026-02"]),
    (12, ["2025M11", "2025M12", "2026M02"]), (4, ["2025Q2", "2025Q3", "2026Q1"]),
    (4, ["2025-q2", "2025-q3", "2026-q1"]),
    (12, ["1", "2", "4"]), (1, ["1999", "2000", "2002"]), (1, [1999, 2000, 2002]), (12, [-3, -2, 0]),
    (7, pd.to_datetime(["2026-02-27", "2026-02-28", "2026-03-02"])),
    (52, pd.to_datetime(["2025-12-29", "2026-01-11", "2026-01-19"])),
    (24, pd.to_datetime(["2026-01-31 22:10", "2026-01-31 23:00", "2026-02-01 01:59"])),
    (12, pd.to_datetime(["2025-11-30", "2025-12-31", "2026-02-28"]).tz_localize("Europe/Madrid")),
    (12, pd.array([7, 8, 10], dtype="Int64")),
    (12, pd.PeriodIndex(["2025-11", "2025-12", "2026-02"], freq="M").astype(object)),
])
def test_periods_may_be_written_in_many_ways(season, t):
    read = read_panel(pd.DataFrame({"series": "a", "t": t, "value": [1.0, 2.0, 4.0]}), season=season)
    np.testing.assert_array_equal(read.values, [[1, 2, np.nan, 4]])


def test_plain_counts_are_not_taken_for_months():
    for t in (range(100_001, 100_061), range(60)):
        read = read_panel(pd.DataFrame({"series": "a", "t": list(t), "value": np.arange(60.0)}))
        np.testing.assert_array_equal(read.values, [np.arange(60.0)])


@pytest.mark.parametrize(("frame", "message"), [
    ({"series": 1}, "The panel is a dict; give a pandas DataFrame with the columns series, t, value"),
    (pd.concat([panel(a=[1]), panel(a=[1])[["t"]]], axis=1), "two columns 't'; keep one"),
    (panel(a=[1, 2]).assign(t=[0.0, np.inf]), "holds inf; periods are whole"),
    (panel(a=[1, 2]).assign(t=[1e18, 2e18]), r"holds 1e\+18"),
    (panel(a=[1, 2]).assign(t=[False, True]), "False.*neither a whole number nor a date"),
    (panel(a=[1, 2]).assign(value=1j), "complex"),
    (panel(a=[1]).drop(columns="t"), "lacks the column 't'; it needs series, t, value"),
    (panel(a=[1]).head(0), "no rows"),
    (panel(a=[1, 2]).assign(t=3), "Series 'a' has two values for 3; a period has one: add them up first"),
    (panel(a=[1], b=[np.nan]), "Series 'b' has no value at all"),
    (panel(a=[1, np.inf]), "'a' has an infinite value"),
    (panel(a=[1, 2]).assign(value=["1", "many"]), "no number .*many"),
    (panel(a=[1, 2]).assign(t=[0.0, 1.5]), "holds 1.5; periods are whole numbers or dates"),
    (panel(a=[1, 2]).assign(t=["May", "June"]), "holds 'May', which is neither"),
    (panel(a=[1, 2]).assign(t=[1, None]), "has no `t`"),
    (panel(a=[1, 2]).assign(t=[20250101, 20260101]), "'a' spans 10,001 periods"),
    (panel(a=[1, 2]).assign(t=pd.to_datetime(["2026-03-01", "2026-03-02"])), "two values"),
])
def test_what_cannot_be_read_is_refused_with_the_remedy(frame, message):
    with pytest.raises(ValueError, match=message):
        read_panel(frame)


def test_dates_of_a_season_that_no_calendar_has_are_refused():
    frame = panel(a=[1, 2]).assign(t=pd.to_datetime(["2026-03-01", "2026-04-01"]))
    with pytest.raises(ValueError, match="season of 12, 4, 1, 52, 7 or 24, not 5; number the periods"):
        read_panel(frame, season=5)
