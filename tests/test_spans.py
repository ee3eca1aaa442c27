"""A part of a year is never called a year."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book, spans
from tests.tiny_books import Customer, publish

MARCH = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("months", "over", "until"),
    [(12, "a year", "in the year to March 2026"), (1, "in the month", "in March 2026"),
     (5, "in the 5 months", "in the 5 months with data to March 2026")],
)
def test_a_span_is_called_what_it_is(months, over, until):
    assert (spans.over(months), spans.until(months, MARCH)) == (over, until)


def test_the_months_of_a_book_are_those_with_activity(tmp_path):
    publish(tmp_path, [1, Customer(2, month=dt.date(2026, 1, 1))])
    with open_book(tmp_path) as book:
        assert spans.months_held(book.reader()) == 2
