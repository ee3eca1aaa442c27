"""A customer's file of a bank that knows no revenue: balances or turnover stand in its place."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.reading import Metric
from crm_core.rooms import customer
from crm_core.rooms.customer import captions
from tests import odd_books

TIER = Metric("Tier", "Core", "")


@pytest.fixture
def file(tmp_path, request):
    with open_book(odd_books.books()[request.param]().publish(tmp_path)) as book:
        yield customer.answer(book.reader())


@pytest.mark.parametrize("file", ["turnover only"], indirect=True)
def test_of_a_bank_that_knows_turnover_the_largest_turnover_is_shown(file):
    assert file.identity["customer_id"] == "C23"
    total = sum(100 + 7 * 23 + t for t in range(13, 25))
    assert str(customer.say(file, Money())) == (
        f"Customer C23 had a turnover of €{total:,} in the year to September 2026. "
        f"Holds 1 product. €144 more than the year before (+{14400 / (total - 144):.1f}%).")
    assert [each.label for each in captions.metrics(file, TIER, Money())] == ["Tier", "Turnover"]
    assert list(captions.year_table(file, Money())["what"]) == ["Turnover", "Products held"]
    assert captions.products(file, Money()).title.startswith("Turnover: Loan has the most, ")
    assert len(customer.draw(file, Money()).data[0].x) == 25


@pytest.mark.parametrize("file", ["transactions and a balance"], indirect=True)
def test_of_a_bank_that_knows_balances_no_contribution_is_shown(file):
    assert "held an average balance of €33" in str(customer.say(file, Money()))
    assert "Rank" not in str(customer.say(file, Money()))


@pytest.mark.parametrize("file", ["cost only"], indirect=True)
def test_a_cost_alone_is_no_contribution(file):
    assert file.by == "balance"
