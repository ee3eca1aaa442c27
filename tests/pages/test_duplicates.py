"""Pairs of customers that are likely one: decided side by side, and listed on the Data page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench import planted_spanish
from crm_core.intake.duplicates import IDENTITY
from crm_core.intake.files import build_files
from crm_core.question import Question
from crm_core.warehouse import Shelf
from tests.intake.own_files import PRODUCTS
from tests.pages.conftest import app_at


def decide() -> None:
    import pandas as pd
    import streamlit as st

    from crm_core.intake.duplicates import likely_duplicates
    from crm_core.scope import Scope
    from pages.frame.visit.visit import Visit, running
    from pages.parts.duplicates import duplicates_card

    running.set(Visit("data", None, Scope()))
    same = {"name": "Ana Ruiz Gil", "tax_id": "12345678Z", "birth_date": "1970-03-04"}
    rows = [same, same, {"name": "Luis *Soto* Vega", "phone": "600123123", "email": "luis@soto.es"},
            {"name": "Luis *Soto* Vega", "phone": "600123123", "email": "luis@soto.es"}, {"name": "Eva Mora Paz"}]
    found = likely_duplicates(pd.DataFrame(rows).assign(customer_id=["C1", "C2", "C3", "C4", "C5"]))
    st.session_state["given"] = duplicates_card(found, {("C7", "C8"): "same"})


@pytest.fixture
def card() -> AppTest:
    return AppTest.from_function(decide, default_timeout=30).run()


def pressed(app: AppTest, key: str) -> AppTest:
    return app.button(key=f"duplicates.{key}").click().run()


def given(app: AppTest) -> dict:
    return app.session_state["given"]


def test_pair_by_pair_is_decided_and_undone_and_what_was_decided_before_stays(card):
    assert not card.exception
    first = card.dataframe[0].value
    assert first["one"].iloc[0] == first["other"].iloc[0]
    pressed(card, "same")
    pressed(card, "different")
    assert sorted(given(card).values()) == ["different", "same", "same"]
    assert "Every pair is decided." in [each.value for each in card.markdown]
    pressed(card, "undo")
    assert sorted(given(card).values()) == ["same", "same"]
    pressed(card, "undo")
    assert given(card) == {("C7", "C8"): "same"}
    with pytest.raises(KeyError):
        card.button(key="duplicates.undo")


def data_page(folder: Path, monkeypatch: pytest.MonkeyPatch, duplicated: float) -> AppTest:
    files = folder / "files"
    files.mkdir()
    customers = planted_spanish.planted(300, 4, duplicated=duplicated).customers
    customers.to_csv(files / "customers.csv", index=False)
    (files / "products.csv").write_text(PRODUCTS)
    with open(files / "activity.csv", "w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["customer_id", "product_id", "month", "balance", "fee_income"])
        rows.writerows([each, "LOAN", "2026-01", 1000, 3] for each in customers["customer_id"])
    build_files(files, Shelf(folder / "books"), threads=1)
    monkeypatch.setenv("CLIENTELA_DATA", str(folder / "books"))
    return app_at("data").run()


def test_the_data_page_lists_likely_duplicates_and_the_money_they_concern(tmp_path, monkeypatch):
    app = data_page(tmp_path, monkeypatch, 0.1)
    assert not app.exception
    titles = [each.value for each in (*app.subheader, *app.markdown) if "likely one customer" in each.value]
    assert titles
    assert any("of contribution and" in each.value for each in app.caption)
    with Shelf(tmp_path / "books").open() as book:
        columns = book.read(Question("columns", "select column_name from information_schema.columns"))["column_name"]
        rejected = book.read(Question("rejected", "select count(*) as n from quarantine"))["n"].iloc[0]
    assert rejected == 0
    assert not set(IDENTITY) & set(columns)  # who they are never reaches the book


def test_it_says_nothing_where_there_is_nothing_to_say(tmp_path, monkeypatch):
    app = data_page(tmp_path, monkeypatch, 0.0)
    assert not app.exception
    assert not [each for each in (*app.subheader, *app.markdown) if "likely one customer" in each.value]
