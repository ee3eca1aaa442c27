"""A book whose months of single customers stayed in a lakehouse says so, and never counts them as nothing."""

from __future__ import annotations

import math
import shutil

import duckdb
import pandas as pd
import pytest

from crm_core import CannotAnswer, ask, open_book
from crm_core.amounts import Money
from crm_core.availability import availability, facts
from crm_core.rooms import changes, customer, overview, pareto, retention
from crm_core.rooms.changes import captions
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


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Readers of one segment of the same bank, with its months and without."""
    folder, some = tmp_path_factory.mktemp("stayed"), Scope(segment=segment(*IDS))
    publish(folder / "whole", customers=60)
    shutil.copytree(folder / "whole", folder / "lake")
    with open_book(folder / "whole") as whole, without_activity(folder / "lake") as book:
        yield whole.reader(some), book.reader(some)


def test_where_a_segment_stands_is_the_same_without_its_months(both):
    expected, found = (overview.answer(read) for read in both)
    for name in ("by", "now", "before", "months_held", "change"):
        assert getattr(found, name) == getattr(expected, name), name
    for name in ("regions", "customer_types"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name))
    for mine, theirs in zip(found.aims, expected.aims, strict=True):
        assert (mine.name, mine.gap) == (theirs.name, theirs.gap)
        assert (mine.value, mine.before) == pytest.approx((theirs.value, theirs.before))
    assert found.months.empty


def test_what_those_contributed_who_stayed_or_are_new_is_not_said_without_months(both):
    keep, win, _understand, serve = overview.answer(both[1]).aims
    assert math.isnan(keep.besides["contribution"])
    assert math.isnan(win.besides["contribution"])
    assert serve.trend.empty
    assert serve.besides["cost"] > 0
    tiles = overview.tiles(overview.answer(both[1]), Money("EUR"))
    assert not [tile.detail for tile in tiles if tile.heading in ("Keep", "Win") and tile.detail]


@pytest.mark.parametrize(("by", "parts"), [("contribution", "regions"), ("revenue", "managers"),
                                           ("contribution", "branches"), ("revenue", "types")])
def test_a_year_of_a_segment_against_the_other_is_the_same_without_its_months(both, by, parts):
    expected, found = (changes.answer(read, by=by, parts=parts) for read in both)
    assert (found.now, found.before, found.change) == (expected.now, expected.before, expected.change)
    told = ["part", "name", "before", "now", "change", "share"]
    pd.testing.assert_frame_equal(found.parts[told], expected.parts[told])
    pd.testing.assert_frame_equal(found.movers, expected.movers)
    assert round(found.steps["amount"].sum(), 2) == found.change
    steps = expected.steps.set_index("step")["amount"]
    assert {"volume", "mix", "margin", "new", "left"} <= set(steps.index), "what years cannot tell apart"
    assert set(found.steps["step"]) <= {"net_interest", "fees", "cost_to_serve", "expected_loss", "capital_charge"}


@pytest.mark.parametrize("parts", ["regions", "branches", "managers"])
def test_customers_of_a_segment_are_counted_by_month_without_its_months(both, parts):
    expected, found = (changes.answer(read, by="customers", parts=parts, period="quarter") for read in both)
    for name in ("now", "before", "joined", "left", "joined_before", "turnover", "joining"):
        assert getattr(found, name) == getattr(expected, name), name
    pd.testing.assert_frame_equal(found.parts, expected.parts)


def test_of_one_manager_a_segment_says_the_same_without_its_months(both):
    manager = changes.answer(both[0], parts="managers").parts["part"].iloc[0]
    expected, found = (changes.answer(read, manager=manager) for read in both)
    assert (found.now, found.before) == (expected.now, expected.before) != (0, 0)


@pytest.mark.parametrize(("room", "options", "words"), [
    (changes, {"by": "loans"}, "balances and single products.*Choose contribution, revenue or customers"),
    (changes, {"parts": "products"}, "balances and single products"),
    (changes, {"period": "quarter"}, "periods other than 12 months.*--with-activity"),
    (overview, {"period": "quarter"}, "periods other than 12 months.*Choose 12 months, clear the segment")])
def test_what_needs_months_is_refused_with_what_would_be_answered(both, room, options, words):
    with pytest.raises(CannotAnswer, match=words):
        room.answer(both[1], **options)


def test_without_months_chance_is_unknown_and_no_part_is_called_insignificant(both):
    found = changes.answer(both[1])
    assert "cannot be said: single months of customers stayed" in str(changes.say(found, Money("EUR")))
    assert captions.parts(found, Money("EUR")).title.startswith(f"{found.parts['name'].iloc[0]} changed most")
    assert changes.measures(both[1]) == ("contribution", "revenue", "customers")
    assert not changes.tells_products(both[1])


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
