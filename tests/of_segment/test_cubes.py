"""The cubes of a segment's customers are those of a bank that has no other customers."""

from __future__ import annotations

import threading

import pandas as pd
import pytest

from crm_core import CannotAnswer
from crm_core.macros.cubes import APART, CUBES, cubes_of_segment, of_segment
from crm_core.question import Question
from crm_core.scope import Scope
from crm_core.warehouse import segment_tables
from tests.of_segment.two_banks import CUSTOMERS, IDS, segment


def rows_of(table: str) -> Question:
    sql = f"select * from {table} order by all"
    return Question(table, sql, by_segment=of_segment(sql))


@pytest.mark.parametrize("cube", sorted(CUBES))
def test_a_cube_of_a_segment_is_that_of_a_bank_of_its_customers(banks, cube):
    mine, theirs = banks.narrowed(rows_of(cube)), banks.small.read(rows_of(cube))
    assert len(theirs) or cube == "unit_years"
    pd.testing.assert_frame_equal(mine, theirs)


def test_customers_with_tiers_are_all_there_and_told_apart(banks):
    whole, apart = banks.whole.read(rows_of("tier_years")), banks.narrowed(rows_of("tier_years"))
    assert len(apart) == len(whole)
    is_member = apart["customer_id"].isin(IDS)
    assert (apart["in_segment"] == is_member).all()
    assert (apart["desk_id"] % 2 == is_member).all()
    assert (apart["group_id"] % 2 == is_member).all()
    desks = banks.narrowed(rows_of("desks"))
    assert desks["desk_id"].is_unique
    assert set(apart["desk_id"]) <= set(desks["desk_id"])
    assert (desks["desk_id"] // 2).isin(banks.whole.read(rows_of("desks"))["desk_id"]).all()
    mine = desks[desks["in_segment"] == 1]
    assert set(mine["desk_id"]) == set(apart.loc[is_member, "desk_id"])


def test_whoever_asks_without_a_segment_reads_the_whole_bank_after_as_before(banks):
    before = banks.whole.read(rows_of("business_years"))
    banks.narrowed(rows_of("business_years"))
    pd.testing.assert_frame_equal(banks.whole.read(rows_of("business_years")), before)
    count = Question("n", "select count(*) as n from customers", by_segment="select count(*) as n from customers")
    assert int(banks.narrowed(count)["n"].iloc[0]) == CUSTOMERS, "they are the bank's again once cubes are made"


def test_more_segments_than_are_kept_answer_all_the_same(banks):
    scopes = [Scope(segment=segment(each)) for each in IDS[:segment_tables.MAX_SEGMENTS + 2]]
    question = Question("n", "select 1", by_segment=of_segment("select sum(customers) as n from customer_files"))
    assert all(len(banks.whole.read(question, scope)) == 1 for scope in (*scopes, *scopes))


def test_many_threads_may_ask_for_one_segment_at_once(banks):
    question, answers = rows_of("relationship_years"), []
    mine = Scope(segment=segment(*IDS[:20]))
    threads = [threading.Thread(target=lambda: answers.append(len(banks.whole.read(question, mine)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1


def test_cubes_that_take_too_long_are_stopped_with_a_sentence(banks, monkeypatch):
    monkeypatch.setattr(segment_tables, "SECONDS_TO_MAKE", 0.05)
    monkeypatch.setattr(segment_tables, "build_of_segment", lambda connection, *_cubes: connection.execute(
        "select sum(a.range * b.range) from range(1000000) a, range(1000000) b"))
    with pytest.raises(CannotAnswer, match="Choose a smaller segment"):
        banks.whole.read(rows_of("demand_months"), Scope(segment=segment(*IDS[:30])))


def test_a_cube_is_read_by_the_name_that_the_question_gives_it():
    sql = "select * from value_curves as parts join value_cube on parts.curve_id = value_cube.curve_id"
    assert of_segment(sql) == ("select * from segment_value_curves as parts "
                               "join segment_value_cube as value_cube on parts.curve_id = value_cube.curve_id")
    assert cubes_of_segment(of_segment(sql)) == {"value_curves", "value_cube"}
    assert of_segment('select * from "business_years" as business_years') == (
        'select * from "business_years" as business_years')
    assert not APART & CUBES
