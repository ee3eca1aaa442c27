"""Regions of few customers are joined for executives: nothing then says that they have none, or are not stated."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.ask import ask
from crm_core.intake.draft import Terms, drafting
from crm_core.language import in_language
from crm_core.limited_books import open_limited
from crm_core.permit import Permit
from crm_core.scope import Scope
from crm_core.warehouse import Shelf
from tests.many_rows import insert

pytestmark = pytest.mark.every_mart
CUSTOMERS = {"A": 12, "C": 6, "D": 6}
MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]


@pytest.fixture(scope="module")
def executives(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("joined"))
    people = [(f"{region}{number}", region) for region, many in CUSTOMERS.items() for number in range(many)]
    with drafting(shelf, source="files", terms=Terms("Tiny bank", last_month="complete")) as draft:
        insert(draft.connection, "products", [{"product_id": "CARD", "name": "Card", "family": "cards"}])
        insert(draft.connection, "regions", [{"region_id": each, "name": f"Region {each}"} for each in CUSTOMERS])
        insert(draft.connection, "customers", [
            {"customer_id": who, "region_id": region, "customer_type": "individual"} for who, region in people])
        insert(draft.connection, "activity", [
            {"customer_id": who, "product_id": "CARD", "month": month, "balance": 100 + place, "fee_income": 5 + place,
             "cost_to_serve": 1} for place, (who, _region) in enumerate(people) for month in MONTHS])
        insert(draft.connection, "staff", [{"manager_id": f"M{each}", "region_id": each, "capacity_hours": 1000.0}
                                           for each in CUSTOMERS])
        insert(draft.connection, "region_economy", [
            {"region_id": each, "year": year, "population": 1000, "gdp": 1000 + 50 * (year - 2023) * place}
            for place, each in enumerate(CUSTOMERS) for year in (2023, 2024, 2025)])
        draft.finish("joined regions")
    with open_limited(shelf, Permit("executive")) as book:
        yield book


def test_regions_that_are_joined_are_called_so_in_both_languages(executives):
    found = ask("overview", executives, Scope())["result"]["regions"]
    assert {each["region"] for each in found} == {"Region A", "Other or unstated regions"}
    with in_language("es"):
        assert "Otras regiones, o sin indicar" in set(executives.region_names.values())
    assert "not stated" not in str(ask("overview", executives, Scope()))


def test_no_region_stands_there_with_nothing(executives):
    assert executives.region_names == {"A": "Region A", "unstated": "Other or unstated regions"}
    resources = ask("resources", executives, Scope())
    assert "Region C" not in str(resources)
    assert resources["result"]["total"] == 1000, "hours of regions whose customers are not told are not told either"


def test_what_is_public_of_them_is_told_by_their_names(executives):
    assert "highest in Region D" in ask("economy", executives, Scope())["reading"]
