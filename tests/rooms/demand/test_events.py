"""What happened in a selection and its parts, told once, with what it is in the measure's unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.hierarchy.joint_forecast import forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross
from crm_core.rooms.demand.watch.changes import MAX_CERTAINTY, find_changes
from crm_core.rooms.demand.watch.events import events_of
from crm_core.rooms.demand.watch.holders import Holders

MONTHS = pd.date_range(end="2026-06-01", periods=40, freq="MS")
IN_A_CELL = 20
"""Customers of each cell, who have equal parts of it."""


def cells_of(*, fall: float = 1.0, count: int = 12) -> np.ndarray:
    """Cells that grow by 2% a month with a little noise; from the 28th month on all are `fall` times as large."""
    rng = np.random.default_rng(3)
    rows = 100 * rng.lognormal(0, 0.5, (count, 1)) * np.exp(0.02 * np.arange(40) + rng.normal(0, 0.01, (count, 40)))
    rows[:, 28:] *= fall
    return rows


def holders(history: np.ndarray) -> Holders:
    return Holders(np.full(history.shape, float(IN_A_CELL)), IN_A_CELL * np.log(history / IN_A_CELL))


def events(history: np.ndarray, *, one: np.ndarray | float = 0.0) -> pd.DataFrame:
    """The events of these cells, the first of which one customer more has `one` in each month."""
    labels = pd.DataFrame({"region_id": [f"R{number}" for number in range(len(history))]})
    in_cells = holders(history)
    history = history.copy()
    history[0] += one
    joint = forecast_jointly(history, cross(labels, [["region_id"]]), 1)
    return events_of(joint, ("all products", np.ones(len(history))), {}, MONTHS, in_cells)


def test_what_is_found_in_the_sum_and_in_most_parts_is_told_once():
    found_in = events(cells_of(fall=0.7)).query("kind == 'level shift'")
    assert found_in[["what", "where", "month"]].to_numpy().tolist() == [["all products", "in most parts", MONTHS[28]]]


def test_the_amount_of_a_shift_is_its_share_of_the_month_before():
    history = cells_of(fall=0.7)
    shift = events(history).query("kind == 'level shift'").iloc[0]
    assert shift["amount"] == pytest.approx(shift["size_share"] * history[:, 27].sum())


def test_the_amount_is_not_taken_from_a_month_that_stood_apart():
    history = cells_of(fall=0.7)
    history[:, 27] *= 1.5
    shift = events(history).query("kind == 'level shift'").iloc[0]
    assert shift["month"] == MONTHS[28]
    assert shift["amount"] == pytest.approx(shift["size_share"] * history[:, 26].sum())


def test_one_large_customer_moves_the_sum_and_not_most_parts():
    history = cells_of()
    comes = np.where(np.arange(40) >= 25, 0.5 * history.sum(axis=0), 0)
    shift, = events(history, one=comes).query("kind == 'level shift'").itertuples()
    assert (shift.where, shift.month) == ("in sum", MONTHS[25])
    assert shift.size_share == pytest.approx(0.5, abs=0.05)


def test_what_many_do_is_seen_behind_one_who_does_the_opposite():
    history = cells_of(fall=0.8)
    comes = np.where(np.arange(40) >= 28, 0.2 * history[:, 27].sum(), 0)
    shifts = events(history, one=comes).query("where == 'in most parts'")
    assert shifts[["month", "kind"]].to_numpy().tolist() == [[MONTHS[28], "level shift"]]
    assert shifts["size_share"].iloc[0] == pytest.approx(-0.2, abs=0.03)


def test_a_shift_of_the_last_two_months_is_marked_as_open():
    history = cells_of()
    history[:, 38:] *= 0.7
    assert events(history)[["kind", "month", "is_open"]].to_numpy().tolist() == [["level shift", MONTHS[38], True]]


def test_where_nothing_happened_nothing_is_told():
    assert events(cells_of()).empty


def test_few_cells_are_watched_in_their_sum_alone():
    assert set(events(cells_of(fall=0.7, count=5))["where"]) == {"in sum"}


def test_nothing_is_certain():
    assert find_changes(cells_of(fall=0.05, count=1))[0].certainty == MAX_CERTAINTY < 1


def test_a_region_and_a_product_of_one_name_and_id_have_each_their_own_changes():
    """Six of twelve cells fall by half: the region's; the other six are the product's. Both are called Centro."""
    history = cells_of()
    history[:6, 28:] *= 0.5
    labels = pd.DataFrame({"region_id": [f"R{number}" for number in range(len(history))]})
    joint = forecast_jointly(history, cross(labels, [["region_id"]]), 1)
    first, last = (np.array([float(number < 6) == side for number in range(12)], dtype=float) for side in (1.0, 0.0))
    found_in = events_of(joint, ("all products", np.ones(12)),
                         {("region", "C", "Centro"): first, ("product", "C", "Centro"): last}, MONTHS, holders(history))
    shifts = found_in[(found_in["kind"] == "level shift") & (found_in["part"] != "selection")]
    assert shifts[["part", "id", "what"]].drop_duplicates().to_numpy().tolist() == [["region", "C", "Centro (region)"]]
    assert shifts["month"].unique().tolist() == [MONTHS[28]]
