"""Retention: worked by hand, through a book, and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import NobodyInScope, open_book
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import retention
from crm_core.rooms.retention import captions
from crm_core.scope import Scope
from tests.tiny_books import Customer, publish

EUR = Money("EUR")


def test_two_individuals_contribute_less_each_than_one_business():
    groups = pd.DataFrame({"customer_type": ["business", "individual"], "customers": [1, 2],
                           "contribution": [90.0, 40.0]})
    before = groups.copy()
    result = retention.contribution_by_type(groups)
    pd.testing.assert_frame_equal(groups, before)
    assert (result.customers, result.contribution) == (3, 130)
    assert dict(zip(result.types["customer_type"], result.types["contribution_per_customer"], strict=True)) == {
        "business": 90, "individual": 20}


def test_nobody_cannot_be_divided_by():
    with pytest.raises(ValueError, match="no customers"):
        retention.contribution_by_type(pd.DataFrame({"customer_type": ["business"], "customers": [0],
                                                 "contribution": [0.0]}))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retention")
    publish(folder, [Customer(90, kind="business"), Customer(50), Customer(-10, region="SUR")])
    with open_book(folder) as opened:
        yield opened


def test_a_book_of_three_customers_is_answered_in_two_sentences(book):
    result = retention.answer(book.reader())
    assert str(retention.say(result, EUR)) == (
        "3 customers contribute €130. Contribution per customer is highest for businesses (€90) and lowest for "
        "individuals (€20).")
    assert captions.types(result, EUR).title == "Businesses: €90 per customer"
    assert [metric.value for metric in captions.metrics(result, EUR)] == ["3", "€130", "€43"]
    assert list(retention.draw(result, EUR).data[0].x) == [20, 90]


def test_the_same_figures_are_said_in_spanish(book):
    with in_language("es"):
        assert retention.say(retention.answer(book.reader()), EUR).headline == "3 clientes aportan 130\u00a0€."


def test_a_scope_narrows_and_may_leave_nobody(book):
    south = retention.answer(book.reader(Scope(regions=("SUR",))))
    assert retention.say(south, EUR).headline == "1 customer contributes −€10."
    with pytest.raises(NobodyInScope):
        retention.answer(book.reader(Scope(regions=("SUR",), customer_types=("business",))))
