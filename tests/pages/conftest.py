"""Pages under AppTest: a small book of two years, and the app as a browser session gets it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from crm_core.intake.draft import SourceFile, Terms, drafting
from crm_core.warehouse import Shelf
from pages.frame.visit.held import Held
from tests.drawings.drawn import check
from tests.many_rows import insert
from tests.pages.shared_results import contents

ROOT = Path(__file__).resolve().parents[2]
MONTHS = [dt.date(2024 + (3 + back) // 12, (3 + back) % 12 + 1, 1) for back in range(24)]
REGIONS = {"N": "Norte $5", "S": "Sur *", "W": "West"}


# Streamlit reads the metadata of all packages anew for every app that is tested, an eighth of a second each.
_COMPONENTS = manifest_scanner.scan_component_manifests()
manifest_scanner.scan_component_manifests = lambda: list(_COMPONENTS)


@pytest.fixture(autouse=True)
def navigation_mode(monkeypatch):
    """AppTest starts each run as if st.navigation had never been called, and would then run a page beside a folder
    named `pages` without app.py: no scope bar, no frame. A browser session is past that after its first visit."""
    original = PagesManager.__init__

    def begin(self, *positional, **named):
        original(self, *positional, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begin)


@pytest.fixture(autouse=True, scope="module")
def what_visitors_share_is_left_as_it_is():
    """A result is held as it is and everybody gets the same one: who draws, words or exports it changes nothing in it
    (decision 175)."""
    held, keep = [], Held._keep

    def kept(self, key, value, weight):
        held.append((key, value, contents(value)))
        keep(self, key, value, weight)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Held, "_keep", kept)
        yield
    assert not [key for key, value, before in held if contents(value) != before]


@pytest.fixture(autouse=True)
def every_figure_is_a_picture(monkeypatch):
    """Whatever figure a page shows can leave it as a picture: none has a part that `crm_core.pictures` does not know,
    and no mark lies outside. Gives the figures shown so far."""
    refused, figures, show = [], [], st.plotly_chart

    def shown(figure, *positional, **named):
        figures.append(figure)
        try:
            check(figure)
        except (AssertionError, ValueError) as refusal:
            refused.append(str(refusal))
        return show(figure, *positional, **named)

    monkeypatch.setattr(st, "plotly_chart", shown)
    yield figures
    assert not refused


def publish(folder: Path, *, regions: dict[str, str] | None = None, tag: str = "first") -> str:
    """Ten customers a region, each worth half of the one before, the last ones costing; no corporates in the west.
    Returns the fingerprint."""
    with drafting(Shelf(folder), source="demo", terms=Terms(f"Bank {tag}")) as draft:
        connection = draft.connection
        connection.execute("insert into products values ('CARD', 'Card', 'cards')")
        places = regions or REGIONS
        everybody = [(f"{region}{number}", region, number) for region in places for number in range(10)]
        insert(connection, "regions", [{"region_id": region, "name": name} for region, name in places.items()])
        insert(connection, "customers", [
            {"customer_id": customer, "customer_type": _kind(region, number), "region_id": region,
             "joined_on": dt.date(2015, 1, 1)} for customer, region, number in everybody])
        insert(connection, "activity", [
            {"customer_id": customer, "product_id": "CARD", "month": month, "balance": 100, "turnover": 10,
             "fee_income": 200 / 2**number + 5 * (month.year == 2026), "cost_to_serve": 20}
            for customer, _region, number in everybody for month in MONTHS])
        _surround(connection, tuple(places))
        draft.account(SourceFile("customers", "customers.csv", 33, 1, 30, 2, 0, "x"))
        connection.execute("insert into quarantine values ('customers', 'customers.csv', 7, '=1+1,x', 'no region')")
        draft.control("customers", 30, 31)
        return draft.finish(tag).fingerprint


def _kind(region: str, number: int) -> str:
    return ("individual", "business", "individual" if region == "W" else "corporate")[number % 3]


def _surround(connection: Any, regions: tuple[str, ...]) -> None:
    """What lies around the customers: the other banks, an economy, branches and managers, and where money goes."""
    for place, region in enumerate(regions, start=1):
        for year in (2024, 2025):
            for bank, is_own, balance in (("We", True, 40 * place), ("Alpha", False, 90 + 5 * (year - 2024)),
                                          ("Beta", False, 50)):
                connection.execute(
                    "insert into market (region_id, institution, is_own, family, period, balance)"
                    " values (?, ?, ?, 'cards', make_date(?, 12, 31), ?)", [region, bank, is_own, year, balance * 100])
            connection.execute(
                "insert into region_economy values (?, ?, ?, ?, ?, ?, ?)",
                [region, year, 1000, 5000 * place + 100 * place * (year - 2024), 60 + place, 2000 * place, 0.2 / place])
        connection.execute("insert into branches values (?, ?, ?, ?)", [f"B{region}", f"Branch {place}", region, 500])
        connection.execute("insert into staff (manager_id, region_id, capacity_hours) values (?, ?, ?)",
                           [f"M{region}", region, 1000 / place])
        connection.execute("insert into outflows (customer_id, counterpart, amount) values (?, 'Alpha', ?)",
                           [f"{region}0", 10 * place])


@pytest.fixture(scope="session")
def shelf_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf")
    publish(folder)
    return folder


@pytest.fixture
def books(shelf_folder, tmp_path, monkeypatch) -> Path:
    """A shelf of the test's own with the small book in use, for what changes the data."""
    folder = tmp_path / "books"
    folder.mkdir()
    for path in (shelf_folder / "current", *shelf_folder.glob("book-*.duckdb")):
        shutil.copy(path, folder)
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    return folder


def app_at(page: str = "overview") -> AppTest:
    """The app at that page's address; run it, and no page is run before."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    return app if page == "overview" else app.switch_page(f"pages/{page}.py")


@pytest.fixture
def visit(shelf_folder, monkeypatch):
    """`visit(page, **query)` → the app opened at that page's address, on the small book."""
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf_folder))

    def go(page: str = "overview", **query: str) -> AppTest:
        app = app_at(page)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return go
