"""What a plan asks of the staff, and what it is laid over, from tables made by hand and from the demo bank."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core import open_book
from crm_core.intake.demo import build_demo
from crm_core.rooms import demand
from crm_core.rooms.demand.what_if.planning import share_staff_hours
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

NO_CONTACTS = pd.DataFrame({"region_id": [], "customer_type": [], "hours": []}).astype({"hours": float})
NO_STAFF = pd.DataFrame({"region_id": [], "hours": []}).astype({"hours": float})


def sums(**columns) -> pd.DataFrame:
    return pd.DataFrame({"region_id": ["N", "N", "N", "S"], "family": "cards", "product_id": ["A", "B", "A", "A"],
                         "customer_type": ["individual", "individual", "business", "individual"],
                         "transactions": [60.0, 20.0, 20.0, 10.0], "holdings": [1.0, 1.0, 2.0, 5.0]} | columns)


def test_a_regions_hours_are_shared_by_transactions():
    result = share_staff_hours(sums(), NO_CONTACTS, pd.DataFrame({"region_id": ["N"], "hours": [1000.0]}))
    assert result["hours"].tolist() == [600, 200, 200, 0]


def test_recorded_contacts_say_which_type_takes_the_hours():
    served = pd.DataFrame({"region_id": ["N", "N"], "customer_type": ["individual", "business"], "hours": [10.0, 30.0]})
    result = share_staff_hours(sums(), served, pd.DataFrame({"region_id": ["N", "S"], "hours": [1000.0, 100.0]}))
    assert result["hours"].tolist() == [250 * 0.75, 250 * 0.25, 750, 100]
    assert share_staff_hours(sums(), served, NO_STAFF)["hours"].tolist() == [7.5, 2.5, 30, 0]


def test_without_transactions_products_held_share_the_hours_and_without_a_file_there_are_none():
    staff = pd.DataFrame({"region_id": ["N"], "hours": [100.0]})
    result = share_staff_hours(sums(transactions=0.0), NO_CONTACTS, staff)
    assert result["hours"].tolist() == [25, 25, 50, 0]
    assert share_staff_hours(sums(), NO_CONTACTS, NO_STAFF)["hours"].tolist() == [0, 0, 0, 0]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    build_demo(Shelf(folder), customers=2_000)
    with open_book(folder) as book:
        yield book.reader


def test_a_tenth_more_of_everything_asks_for_a_tenth_more_hours(read):
    months = 12
    flat = demand.Assumption("one_off", 1.0, dt.date(2026, 10, 1), "Inés")
    for by in ("turnover", "transactions", "holdings", "customers"):
        cells = demand.cells_ahead(read(), by=by, horizon=months)
        now = (cells["point"] * cells["hours_rate"]).sum()
        staff = demand.apply_plan(read(), demand.Plan(by, "all", months, (flat,))).staff["hours"].sum()
        assert now == pytest.approx(staff, rel=0.15), f"{by}: the hours that go into it are those there are"


def test_growth_that_began_long_ago_is_not_past_but_its_region_may_be_elsewhere(read):
    began = dt.date(2020, 1, 1)
    plan = demand.Plan("turnover", "all", 3, (demand.Assumption("growth", 0.1, began, "Inés", region="OESTE"),
                                              demand.Assumption("growth", 0.1, began, "Inés")))
    result = demand.apply_plan(read(), plan)
    assert [reason for _, reason in result.aside] == ["its product or region is not in this selection"]
    assert result.extra > 0


def test_half_a_year_has_half_the_staff_hours(read):
    flat = demand.Assumption("one_off", 1.0, dt.date(2026, 10, 1), "Inés")
    half, whole = (demand.apply_plan(read(), demand.Plan("turnover", "all", months, (flat,))).staff["hours"].sum()
                   for months in (6, 12))
    assert half == pytest.approx(whole / 2)


def test_more_contribution_asks_for_no_work(read):
    cells = demand.cells_ahead(read(), by="contribution", horizon=2)
    assert (cells[["transaction_rate", "hours_rate"]] == 0).all(axis=None)
    assert (cells["income"] != 0).any()


def test_a_narrow_scope_has_the_same_hours_a_unit_as_the_whole_bank(read):
    keys = ["month", "region_id", "product_id", "customer_type"]
    whole = demand.cells_ahead(read(), by="turnover").set_index(keys)["hours_rate"]
    part = demand.cells_ahead(read(Scope(customer_types=("business",), regions=("NORTE",))), by="turnover")
    part = part.set_index(keys)["hours_rate"]
    assert len(part) > 0
    np.testing.assert_allclose(part, whole[part.index])


@pytest.mark.parametrize("by", demand.MEASURES)
def test_every_measure_takes_every_kind_of_assumption(read, by):
    plan = demand.Plan(by, "all", 6, tuple(
        demand.Assumption(kind, size, dt.date(2026, 11, 1), "Inés")
        for kind, size in (("growth", 0.1), ("price", 0.05), ("one_off", 100.0))))
    result = demand.apply_plan(read(), plan)
    assert np.isfinite(result.cells[["assumed", "contribution", "transactions", "hours"]].to_numpy()).all()
    assert result.effects["contribution"].gt(0).all()
    assert not result.aside


def test_a_bank_of_very_many_cells_is_planned_by_family(read, monkeypatch):
    monkeypatch.setattr("crm_core.rooms.demand.cells.bank_cells.MAX_CELLS", 50)
    start = dt.date(2026, 10, 1)
    plan = demand.Plan("turnover", "all", 6, (demand.Assumption("growth", 0.1, start, "Inés", product="cards"),
                                              demand.Assumption("growth", 0.1, start, "Inés", product="CARD")))
    result = demand.apply_plan(read(), plan)
    assert set(result.cells["product_id"]) == set(result.cells["family"])
    assert result.effects["contribution"].tolist() != [0]
    assert (result.cells["contribution_rate"] != 0).any()
    assert [reason for _, reason in result.aside] == ["its product or region is not in this selection"]
