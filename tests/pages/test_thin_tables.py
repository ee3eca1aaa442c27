"""Optional tables with no more than their required columns: these pages answer, or say what would bring the answer."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from crm_core.contract import TABLES
from tests.pages.conftest import app_at
from tests.tiny_markets import bank, customer, publish

PAGES = ("causes", "dependence", "economy", "outflows", "pareto", "potential", "priorities", "resources")
ROWS = {
    "regions": [{"region_id": "N", "name": "Norte"}, {"region_id": "S", "name": "Sur"}],
    "region_economy": [{"region_id": region, "year": 2025} for region in "NS"],
    "region_industry": [{"region_id": region, "year": 2025, "industry": "ports", "output": 5} for region in "NS"],
    "outflows": [{"customer_id": "C1", "counterpart": "Alpha", "amount": 5}],
    "branches": [{"branch_id": "B1", "name": "Plaza", "region_id": "N"}],
    "staff": [{"manager_id": "M1"}],
    "contacts": [{"customer_id": "C1", "at": "2025-06-01 10:00:00", "channel": "visit"}],
    "rates": [{"product_id": "loans", "valid_from": "2025-01-01"}],
    "loss_rates": [{"product_id": "loans", "credit_grade": "A", "loss_rate": 0.01}],
}
GDP = [{"region_id": region, "year": 2025, "gdp": gdp} for region, gdp in (("N", 300), ("S", 100))]


def visit(folder, monkeypatch, page: str, **tables) -> AppTest:
    publish(folder, market=[bank("We", 5), bank("Alpha", 9), bank("Alpha", 7, region="S")],
            customers=[customer(1, fee=9), customer(2, region="S", fee=4), customer(3, cost=7)], **tables)
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    return app_at(page).run()


def test_the_rows_have_the_required_columns_and_no_other():
    for name, rows in ROWS.items():
        own = {column.strip('"') for column in rows[0]}
        assert own - {"output"} == set(TABLES[name].required_names)


@pytest.mark.parametrize("page", PAGES)
def test_required_columns_alone_stop_no_page(tmp_path, monkeypatch, page):
    app = visit(tmp_path, monkeypatch, page, **ROWS)
    assert not app.exception
    assert not app.error
    assert app.header or app.info


def test_gdp_of_one_year_is_shown_and_the_rest_is_named(tmp_path, monkeypatch):
    app = visit(tmp_path, monkeypatch, "economy", **(ROWS | {"region_economy": GDP}))
    assert not app.exception
    assert app.header[0].value.replace(":blue[", "").replace("]", "") == (
        "GDP is highest in Norte (€300) and lowest in Sur (€100).")
    assert any("a second year of gdp for its growth" in caption.value for caption in app.caption)
