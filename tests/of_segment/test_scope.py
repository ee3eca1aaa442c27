"""A scope with a segment: what keeps to it is narrowed exactly, and nothing looks narrowed that is not."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.evidence import Evidence
from crm_core.json_values import as_json
from crm_core.question import Question
from crm_core.rooms import dependence, priorities
from crm_core.scope import Scope, Segment
from tests.few_customers import PEOPLE, build
from tests.of_segment.two_banks import segment


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("few")
    build(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("todo", ["protect", "repair", "grow"])
@pytest.mark.parametrize("ids", [("C01", "C04", "C09"), ("C02", "C03", "C10"), tuple(PEOPLE)], ids=len)
def test_a_list_is_that_of_all_customers_without_those_of_other_segments(book, todo, ids):
    whole = priorities.answer(book.reader(), todo=todo, top=0.5, rows=1_000)
    mine = priorities.answer(book.reader(Scope(segment=segment(*ids))), todo=todo, top=0.5, rows=1_000)
    expected = whole.table[whole.table["customer_id"].isin(ids)].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine.table, expected, check_dtype=False)
    assert (mine.found, mine.money, mine.cut) == (len(expected), pytest.approx(expected["money"].sum()), whole.cut)


@pytest.mark.parametrize("ids", [("C01", "C04", "C05", "C10"), ("C02", "C03"), tuple(PEOPLE)], ids=len)
def test_dependence_of_a_segment_is_that_of_a_bank_of_its_customers(book, ids):
    mine = dependence.answer(book.reader(Scope(segment=segment(*ids))))
    brought = {person: PEOPLE[person][-1] for person in ids}
    assert mine.customers == len(ids)
    assert mine.total == pytest.approx(sum(brought.values()))
    largest = sorted(ids, key=lambda person: -brought[person])
    assert mine.largest["customer_id"].tolist() == largest
    for row in mine.managers.itertuples():
        theirs = [brought[person] for person in ids if (PEOPLE[person][2] or "") == row.manager_id]
        assert (row.customers, row.contribution) == (len(theirs), pytest.approx(sum(theirs)))


def test_a_segment_of_everybody_gives_what_no_segment_gives(book):
    for room in (dependence, priorities):
        with_all = as_json(room.answer(book.reader(Scope(segment=segment(*PEOPLE)))))
        assert with_all == as_json(room.answer(book.reader()))


def test_region_and_segment_both_hold(book):
    mine = dependence.answer(book.reader(Scope(regions=("SUR",), segment=segment("C01", "C02", "C08"))))
    assert mine.largest["customer_id"].tolist() == ["C02", "C08"]
    with pytest.raises(NobodyInScope):
        dependence.answer(book.reader(Scope(regions=("SUR",), segment=segment("C01"))))


def test_two_segments_at_once_do_not_see_each_other(book):
    count = Question("count", "select count(*) as n from customer_years where years_ago = 0",
                     by_segment="select count(*) as n from segment_members")
    counts = [int(book.read(count, Scope(segment=each))["n"].iloc[0])
              for each in (segment("C01"), segment("C02", "C03"), segment("C04"))]
    assert counts == [1, 2, 1]
    assert int(book.read(count)["n"].iloc[0]) == len(PEOPLE)


def test_groups_are_refused_under_a_segment_with_the_remedy(book):
    with pytest.raises(CannotAnswer, match=r"several segments.*clear the segment"):
        dependence.answer(book.reader(Scope(segment=segment("C01"))), rank="groups")


def test_the_year_before_is_of_the_same_customers():
    mine = segment("C01")
    assert Scope(segment=mine).year_before() == Scope(1, segment=mine)
    assert Scope(regions=("N",), segment=mine).without_segment() == Scope(regions=("N",))
    assert not Scope(segment=mine).is_whole_book


def test_a_segment_is_told_by_its_key_and_leaves_its_customers_at_home(book):
    assert segment("C01") == Segment("C01", "Another name", None)
    scope = Scope(segment=segment("C01"))
    assert json.dumps(as_json(scope))
    assert as_json(scope)["segment"] == {"key": "C01", "name": "Some"}
    kept = Evidence({}, "2026-09", "EUR", "segment: Some", scope=scope)
    assert Evidence.read(kept.text()).scope == Scope()


def test_a_program_asks_for_all_customers(book):
    assert set(ask.ask("dependence", book, Scope())["scope"]) == {"years_ago", "regions", "customer_types"}
