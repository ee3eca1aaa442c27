"""What happened in a selection and its parts, told once, with what it is in the measure's unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.hierarchy.joint_forecast import forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross
from crm_core.rooms.demand.watch.changes import MAX_CERTAINTY, find_changes
from crm_core.rooms.demand.watch.events import events_of

MONTHS = pd.date_range(end="2026-06-01", periods=40, freq="MS")


def cells_of(*, fall: float = 1.0, count: int = 12) -> np.ndarray:
    """Cells that grow by 2 % a month with a little noise; from the 28th month on all are `fall` times as large."""
    rng = np.random.default_rng(3)
    rows = 100 * rng.lognormal(0, 0.5, (count, 1)) * np.exp(0.02 * np.arange(40) + rng.normal(0, 0.01, (count, 40)))
    rows[:, 28:] *= fall
    return rows


def events(history: np.ndarray) -> pd.DataFrame:
    labels = pd.DataFrame({"region": [f"R{number}" for number in range(len(history))]})
    joint = forecast_jointly(history, cross(labels, [["region"]]), 1)
    return events_of(joint, ("all products", np.ones(len(history))), {}, MONTHS)


def test_what_is_found_in_the_sum_and_in_most_parts_is_told_once():
    found_in = events(cells_of(fall=0.7)).query("kind == 'level shift'")
    assert found_in[["what", "where", "month"]].to_numpy().tolist() == [["all products", "in most parts", MONTHS[28]]]


def test_the_amount_of_a_shift_is_its_share_of_the_month_before():
    history = cells_of(fall=0.7)
    shift = events(history).query("kind == 'level shift'").iloc[0]
    assert shift["amount"] == pytest.approx(shift["size_share"] * history[:, 27].sum())


def test_where_nothing_happened_nothing_is_told():
    assert events(cells_of()).empty


def test_few_cells_are_watched_in_their_sum_alone():
    assert set(events(cells_of(fall=0.7, count=5))["where"]) == {"in sum"}


def test_nothing_is_certain():
    assert find_changes(cells_of(fall=0.05, count=1))[0].certainty == MAX_CERTAINTY < 1
