"""The cards of a Pareto say what the figures of the room show, also where nobody loses."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.amounts import Money, percent
from crm_core.rooms import pareto
from crm_core.rooms.pareto import captions
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """`ask(amounts, **options)` → the Pareto of a book of customers who bring these."""
    def of(amounts, **options):
        folder = tmp_path_factory.mktemp("bank")
        publish(folder, [Customer(amount) for amount in amounts])
        with open_book(folder) as book:
            return pareto.answer(book.reader(), **options)
    return of


def test_the_curve_says_what_the_profitable_generate_and_what_reduces_it(ask):
    caption = captions.curve(ask([50, 30, 10, 5, 0, -5, -10]), EUR)
    assert caption.title.startswith(f"Profitable customers generate {percent(1.1875)}")
    assert "rank 4 of 7" in caption.note
    assert "negative amounts (2 customers) then reduce the total by €15" in caption.note


def test_where_nobody_loses_the_curve_says_the_threshold(ask):
    caption = captions.curve(ask([60, 30, 10]), EUR)
    assert caption.title == "The threshold of the top 20% is €60"
    assert not caption.note


def test_the_figures_name_the_form_of_the_gini_index(ask):
    figures = [captions.metrics(ask(amounts), None, EUR) for amounts in ([50, 30, -5], [50, 30, 5])]
    assert ["may be negative" in each[-1].explain for each in figures] == [True, False]
    assert {each[-1].label for each in figures} == {"Concentration (Gini)"}
    assert {each[2].label for each in figures} == {"Unprofitable customers"}


def test_one_customer_is_one(ask):
    assert captions.best(ask([40])).title == f"The best customer accounts for {percent(1)}"
