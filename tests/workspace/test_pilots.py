"""Lots of work lists as they are kept: the list has who is called, the workspace who is not."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import create_engine, inspect, text

from crm_core import CannotAnswer
from crm_core.lists.lot import Lot
from crm_core.lists.work_list import Plan
from crm_core.workspace import Workspace, schema
from tests.lists.some_list import DUE, rows

LOT = Lot("closed", 0.34, 12)
LEFT_OUT = LOT.left_out(row.customer_id for row in rows())


@pytest.fixture
def piloted(workspace):
    return workspace.lists.draft("Spring", rows(), Plan(4, DUE), author="Ana", lot=LOT)


def test_who_is_left_out_is_on_no_list_and_named_beside_it(workspace, piloted):
    assert len(LEFT_OUT) == 2
    assert piloted.customers == 4
    assert workspace.lists.rows(piloted.id) == tuple(row for row in rows() if row.customer_id not in LEFT_OUT)
    lot, names = workspace.pilots.of(piloted.id)
    assert lot == LOT
    assert names == {row.customer_id: row.name for row in rows() if row.customer_id in LEFT_OUT}
    whole = workspace.lists.draft("Summer", rows(), Plan(6, DUE), author="Ana")
    assert workspace.pilots.of(whole.id) is None


def test_a_plan_is_of_those_who_are_called(workspace):
    with pytest.raises(CannotAnswer, match="5 customers cannot be planned on a list of 4"):
        workspace.lists.draft("Spring", rows(), Plan(5, DUE), author="Ana", lot=LOT)
    assert workspace.lists.all() == ()


def test_a_pilot_that_was_handed_out_is_not_deleted_as_what_shows_nothing_counts_too(workspace, piloted):
    workspace.lists.hand_out(piloted.id, author="Ana")
    for _state in ("handed out", "closed"):
        with pytest.raises(CannotAnswer, match=r"'Spring' is a pilot that was handed out on 1 March 2026.*Close the"):
            workspace.lists.delete(piloted.id, author="Ana")
        workspace.lists.close(piloted.id, author="Ana")
    assert len(workspace.pilots.all("closed")) == 1
    whole = workspace.lists.draft("Whole", rows(), Plan(6, DUE), author="Ana")
    workspace.lists.hand_out(whole.id, author="Ana")
    assert workspace.lists.delete(whole.id).deleted_at, "a list without a lot can be drawn from no other"


def test_whoever_draws_until_a_lot_pleases_leaves_a_trace(workspace, piloted):
    workspace.lists.delete(piloted.id, author="Ana")
    again = workspace.lists.draft("Spring", rows(), Plan(4, DUE), author="Ben", lot=Lot("closed", 0.34, 13))
    assert workspace.pilots.drawn_before(again.id) == 1
    workspace.lists.delete(again.id, author="Ben")
    few = workspace.lists.draft("Few", rows()[:2], Plan(1, DUE), author="Ben", lot=Lot("closed", 0.5, 14))
    assert workspace.pilots.drawn_before(few.id) == 2, "both were of these, and of more"
    workspace.lists.hand_out(few.id, author="Ben")
    assert [each.drawn_before for each in workspace.pilots.all("closed")] == [2]
    other = workspace.lists.draft("Quiet", rows(), Plan(4, DUE), author="Ben", lot=Lot("quiet", 0.34, 15))
    assert workspace.pilots.drawn_before(other.id) == 0, "of another question"
    last = workspace.lists.draft("Last", rows(), Plan(4, DUE), author="Ben", lot=Lot("closed", 0.34, 16))
    assert workspace.pilots.drawn_before(last.id) == 2, "one that was handed out is a pilot itself"
    assert [(each.what, each.who, each.subject, each.rows) for each in workspace.record.latest()][::-1][:4] == [
        ("lot drawn", "Ana", "Spring", 6), ("lot deleted", "Ana", "Spring", None),
        ("lot drawn", "Ben", "Spring", 6), ("lot deleted", "Ben", "Spring", None)]


def test_a_lot_that_is_restored_is_no_longer_read_as_deleted(workspace, piloted):
    workspace.lists.delete(piloted.id, author="Ana")
    workspace.lists.restore(piloted.id, author="Ben")
    workspace.lists.restore(piloted.id, author="Ben")
    assert [(each.what, each.who, each.subject) for each in workspace.record.latest()][:2] == [
        ("lot restored", "Ben", "Spring"), ("lot deleted", "Ana", "Spring")]


def test_who_draws_several_and_hands_out_the_first_has_chosen_too(url, workspace, piloted):
    """None of the others is deleted, or only after it."""
    for seed in (13, 14):
        other = workspace.lists.draft(f"Try {seed}", rows(), Plan(4, DUE), author="Ana", lot=Lot("closed", 0.34, seed))
    workspace.lists.hand_out(piloted.id, author="Ana")
    workspace.lists.delete(other.id, author="Ana")
    later = Workspace(url, now=lambda: dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC))
    later.lists.draft("Later", rows(), Plan(4, DUE), author="Ana", lot=Lot("closed", 0.34, 15))
    assert [each.drawn_before for each in workspace.pilots.all("closed")] == [2], "what was drawn later was no choice"


def test_a_pilot_is_not_taken_back_when_what_came_of_it_may_be_known(url, workspace, piloted):
    workspace.lists.hand_out(piloted.id, author="Ana")
    later = Workspace(url, now=lambda: dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC))
    with pytest.raises(CannotAnswer, match=r"'Spring' is a pilot that was handed out on 1 March 2026, so customers"):
        later.lists.take_back(piloted.id)
    assert later.lists.open(piloted.id).state == "handed_out"
    whole = workspace.lists.draft("Whole", rows(), Plan(6, DUE), author="Ana")
    workspace.lists.hand_out(whole.id, author="Ana")
    assert later.lists.take_back(whole.id).state == "draft"


def test_a_pilot_counts_from_when_it_is_handed_out(url, workspace, piloted):
    assert workspace.pilots.all("closed") == (), "of a draft nobody was called"
    workspace.lists.hand_out(piloted.id, author="Ana")
    (pilot,) = workspace.pilots.all("closed")
    workspace.lists.take_back(piloted.id)
    later = Workspace(url, now=lambda: dt.datetime(2026, 8, 3, 12, tzinfo=dt.UTC))
    later.lists.hand_out(piloted.id, author="Ana")
    assert [each.begins_on for each in later.pilots.all("closed")] == [dt.date(2026, 8, 3)], "a draft calls nobody"
    assert (pilot.name, pilot.lot, pilot.begins_on) == ("Spring", LOT, dt.date(2026, 3, 1))
    assert set(pilot.left_out) == LEFT_OUT
    assert set(pilot.called) == {row.customer_id for row in rows()} - LEFT_OUT
    assert workspace.pilots.all("quiet") == ()


def test_version_4_gets_the_tables_of_lots_and_keeps_its_lists(url, workspace):
    before = workspace.lists.draft("Spring", rows(), Plan(6, DUE), author="Ana")
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in ("list_left_out", "list_lots"):
            connection.execute(text(f"drop table {table}"))
        connection.execute(text("update workspace_schema set version = 4"))
    later = Workspace(url)
    assert later.lists.open(before.id) == before
    with engine.connect() as connection:
        assert schema.version(connection) == schema.VERSION
        assert {"list_left_out", "list_lots"} <= set(inspect(connection).get_table_names())
    engine.dispose()
