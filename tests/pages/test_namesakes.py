"""Customers of one name stand in a table with their numbers."""

from __future__ import annotations

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert
from tests.pages.conftest import app_at
from tests.tiny_markets import customer


def test_two_customers_of_one_name_are_told_apart_in_the_list_of_the_largest(tmp_path, monkeypatch):
    people = [customer(at, fee=10 * at) for at in (1, 2, 3)]
    names = {"C1": "Ana Ruiz", "C2": "Ana Ruiz", "C3": "Luis Gil"}
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Namesakes")) as draft:
        insert(draft.connection, "products", [{"product_id": "loans", "name": "Loans", "family": "loans"}])
        insert(draft.connection, "customers", [
            {"customer_id": each["customer_id"], "customer_type": "individual", "region_id": "N",
             "joined_on": "2015-01-01", "name": names[each["customer_id"]]} for each in people])
        insert(draft.connection, "activity", [
            {name: each[name] for name in ("customer_id", "product_id", "month", "fee_income")} for each in people])
        draft.finish("namesakes")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    app = app_at("dependence").run()
    assert not app.error
    largest = next(table.value for table in app.dataframe if "name" in table.value)
    assert largest["name"].tolist() == ["Luis Gil", "Ana Ruiz (C2)", "Ana Ruiz (C1)"]
