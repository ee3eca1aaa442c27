"""A book whose months of single customers stayed in a lakehouse says so, and never counts them as nothing."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from crm_core import CannotAnswer, ask, open_book
from crm_core.availability import availability, facts
from crm_core.rooms import customer, pareto, retention
from crm_core.scope import Scope
from crm_core.warehouse import Book, Shelf
from tests.of_segment.test_cubes import rows_of
from tests.of_segment.two_banks import IDS, segment
from tests.rooms.retention.books import publish_planted
from tests.rooms.tiers.bank import publish

STAYED = "single months of customers, which stayed in the lakehouse"
OF_YEARS = ("causes", "dependence", "pareto", "priorities", "resources", "tiers")
"""The rooms that answer from years of customers, under a segment too."""


def reading(room: str, book: Book, scope: Scope) -> str:
    return str(ask.ask(room, book, scope)["reading"])


def without_activity(folder):
    """The book in `folder` as a lakehouse leaves it: its marts, and no activity."""
    with duckdb.connect(str(Shelf(folder).in_use())) as book:
        book.execute("delete from activity")
    return open_book(folder)


def test_a_segment_answers_what_needs_no_single_months_and_refuses_the_rest(tmp_path):
    publish(tmp_path, customers=60)
    some = Scope(segment=segment(*IDS))
    with open_book(tmp_path) as whole:
        expected = whole.reader(some)(rows_of("value_curves"))
        readings = {room: reading(room, whole, some) for room in OF_YEARS}
        units = pareto.units(whole.reader(some))
        assert "customer_months" in facts(whole.reader())
        by_region = pareto.answer(whole.reader(some), rank="regions").table
    with without_activity(tmp_path) as book:
        assert availability(customer.NEEDS, facts(book.reader())).missing == (
            "the months of single customers, which stayed in the lakehouse (build lakehouse … --with-activity)",)
        pd.testing.assert_frame_equal(book.reader(some)(rows_of("value_curves")), expected)
        with pytest.raises(CannotAnswer, match=f"{STAYED}.*Clear the segment"):
            ask.ask("demand", book, some)
        assert {room: reading(room, book, some) for room in OF_YEARS} == readings
        assert pareto.units(book.reader(some)) == tuple(unit for unit in units if unit != "products") != units
        pd.testing.assert_frame_equal(pareto.answer(book.reader(some), rank="regions").table, by_region)


def test_chances_are_learnt_from_half_years_and_need_no_single_months(tmp_path):
    publish_planted(tmp_path)
    with open_book(tmp_path) as book:
        expected = retention.answer(book.reader(), view="leave").leaving
    with without_activity(tmp_path) as book:
        found = retention.answer(book.reader(), view="leave").leaving
    pd.testing.assert_frame_equal(found.listed, expected.listed)
