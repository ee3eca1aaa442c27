"""What a book lets a reader choose, and a scope in words."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book
from crm_core.choices import Choices, Year, choices
from crm_core.scope import Scope
from tests.tiny_books import Customer, publish

LATEST = Year(0, dt.date(2025, 10, 1), dt.date(2026, 9, 1), 12, True)
BEFORE = Year(1, dt.date(2024, 10, 1), dt.date(2025, 9, 1), 12, True)
PART = Year(2, dt.date(2023, 10, 1), dt.date(2024, 9, 1), 7, False)
OFFERED = Choices((LATEST, BEFORE, PART), {"N": "Norte", "S": "Sur", "E": "Este", "W": "West"}, ("individual",))


def test_a_book_offers_the_years_regions_and_types_it_has(tmp_path):
    publish(tmp_path, [Customer(1, "SUR", "corporate"), Customer(2, "NORTE", month=dt.date(2025, 2, 1))])
    with open_book(tmp_path) as book:
        offered = choices(book.reader(), book.region_names)
    assert [(year.years_ago, year.months_with_activity, year.is_complete) for year in offered.years] == [
        (0, 1, False), (1, 1, False)
    ]
    assert offered.year(0).last_month == dt.date(2026, 3, 1)
    assert offered.customer_types == ("individual", "corporate")
    assert list(offered.regions) == ["NORTE", "SUR"]


def test_a_scope_in_words():
    assert OFFERED.words(Scope()) == "Latest 12 months (Oct 2025 – Sep 2026) · all regions · all customers"
    assert OFFERED.words(Scope(2, ("N", "S"), ("individual", "corporate"))) == (
        "7 months with data to Sep 2024 · Norte, Sur · individuals and corporates"
    )
    assert OFFERED.regions_words(Scope(0, ("N", "S", "E", "W"))) == "4 regions"


def test_only_whole_years_are_compared():
    assert OFFERED.comparable(Scope(0, ("N",))) == Scope(1, ("N",))
    assert OFFERED.comparable(Scope(1)) is None
    assert OFFERED.comparable(Scope(2)) is None


def test_a_year_is_found_by_its_last_month():
    assert OFFERED.year_to(dt.date(2025, 9, 1)) == BEFORE
    assert OFFERED.year_to(dt.date(2025, 8, 1)) is None
    with pytest.raises(KeyError):
        Choices((LATEST,), {}, ()).year(1)
