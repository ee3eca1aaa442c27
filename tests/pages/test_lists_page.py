"""Lists on their page: made from a table, worded, handed out, brought back with results, and everything taken back."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import streamlit as st

from crm_core import open_book, segmentation
from crm_core.lists.lot import Lot
from crm_core.lists.work_list import Origin, Plan
from crm_core.rooms import tiers
from crm_core.workspace import Workspace
from pages.frame.visit import person
from pages.frame.visit.link import Link
from pages.parts.tier_changes.basis import CONTROL
from tests.lists.some_list import rows
from tests.pages.test_pages import changed
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.schemes import by_cuts
from tests.workspace.approving import approve
from tests.workspace.test_cards import words as marked_words

TODAY = dt.date.today()  # noqa: DTZ011 the page's own day
PLAN = Plan(6, TODAY + dt.timedelta(days=9), 0.1, 0.14)


def words(app) -> str:
    """What the page says, without the marks of its figures."""
    return re.sub(r":blue\[(.*?)\]", r"\1", marked_words(app))


@pytest.fixture
def kept(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


@pytest.fixture
def draft(kept):
    return kept.lists.draft("Spring", rows(due_on=PLAN.due_on), PLAN, author="Ana",
                            origin=Origin("Three tiers", currency="CZK", data_to=dt.date(2026, 3, 1)))


@pytest.fixture
def at_work(kept, draft):
    return kept.lists.hand_out(draft.id, author="Ana")


def bring(app, *lines: str):
    content = "\n".join(("customer_id,outcome_on,outcome", *lines)).encode()
    return app.file_uploader[0].upload("back.csv", content, "text/csv").run()


def test_without_a_list_the_page_says_how_to_make_one(kept, visit):
    said = words(visit("lists"))
    assert "There is no list yet." in said
    assert "How this is calculated" in said or "Question" in said


def test_a_draft_is_handed_out_by_its_button_or_its_first_file_and_taken_back(kept, draft, visit, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name="", *_more, **_options: files.update(
        {name: data}))
    app = visit("lists")
    assert "“Spring” holds 6 customers and has not been handed out." in words(app)
    assert "Next steps, as proposed and to be worded" in words(app)
    app.text_input(key="lists.who").set_value("Ana")
    said = words(app.button(key="lists.hand_out").click().run())
    assert "Of 6 customers to call by" in said
    assert "6 are still to be reached, and none is overdue." in said
    assert "'Spring' is a draft again." in words(app.button(key="lists.undo").click().run())
    assert kept.lists.open(draft.id).state == "draft"
    assert files[f"clientela-list-{draft.id}.csv"]().startswith(b"list_id,list_name,customer_id")
    assert kept.lists.open(draft.id).state == "handed_out"
    assert [(each.page, each.rows) for each in kept.exports.latest()] == [("lists", 6)]
    assert files[f"clientela-list-{draft.id}.xlsx"]()[:2] == b"PK"


def test_who_was_left_out_is_handed_to_whom_it_was_offered_alone(kept, visit, monkeypatch):
    pilot = kept.lists.draft("Spring", rows(due_on=PLAN.due_on), Plan(4, PLAN.due_on), author="Ana",
                             lot=Lot("closed", 0.34, 12))
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name="", *_more, **_options: files.update(
        {name: data}))
    visit("lists")
    left_out = files[f"clientela-list-{pilot.id}-left-out.csv"]
    assert left_out().count(b"\n") == 3
    assert [(each.page, each.rows) for each in kept.exports.latest()] == [("lists", 2)]

    def changed_since(_person) -> None:
        raise person.NotSignedIn("Your permit has changed.")
    monkeypatch.setattr(person, "require_still", changed_since)
    with pytest.raises(person.NotSignedIn):
        left_out()
    assert len(kept.exports.latest()) == 1


def test_a_file_of_results_is_looked_at_matched_imported_and_removed(kept, at_work, visit):
    app = visit("lists").file_uploader[0].upload("back.csv", b"name,age\nAna,40", "text/csv").run()
    assert "The file has no column for the customer's ID, the outcome and the date." in app.warning[0].value
    app = bring(app, f"7,{TODAY},Agreed", f"0008,{TODAY},vino", f"4711,{TODAY},left", "0010,,")
    said = words(app)
    assert "1 result can be imported. 2 rows are rejected. 1 row has no result yet. 1 ID had lost its leading" in said
    assert kept.list_results.deliveries(at_work.id) == ()
    app.selectbox(key="lists.results.word.0.0").set_value("left").run()
    app.text_input(key="lists.results.who").set_value("Ben")
    said = words(app.button(key="lists.results.take").click().run())
    assert "2 results of back.csv are imported." in said
    assert "Of 6 customers to call by" in said
    assert "1 has been reached. 1 has left before being reached." in said
    assert "1 of 3 customers who go down have left so far, too few for a share" in said
    assert kept.list_results.words() == {"vino": "left"}
    assert "The results of back.csv are removed." in words(app.button(key="lists.results.undo").click().run())
    assert (kept.list_results.deliveries(at_work.id), kept.list_results.words()) == ((), {})


def test_the_link_keeps_list_columns_and_what_is_shown(kept, at_work, visit):
    other = kept.lists.draft("Summer", rows(due_on=PLAN.due_on), PLAN, author="Ana")
    controls = {"list": str(other.id), "columns": "customer_id,next_step,name"}
    app = visit("lists", link=changed(visit("lists"), set=controls))
    assert "“Summer” holds 6 customers" in words(app)
    assert list(app.dataframe[-2].value.columns[:3]) == ["customer_id", "next_step", "name"]
    app.selectbox(key="lists.columns.moved").set_value("name")
    app.button(key="lists.columns.earlier").click().run()
    assert list(app.dataframe[-2].value.columns[:3]) == ["customer_id", "name", "next_step"]


def test_everybody_who_is_listed_on_the_page_of_tier_changes_becomes_a_list(kept, visit, tmp_path, monkeypatch):
    publish(tmp_path / "bank")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "bank"))
    app = visit("tier_changes")
    form = "tier_changes.list.form"
    app.text_input(key=f"{form}.name").set_value("Going down")
    app.text_input(key=f"{form}.author").set_value("Ana")
    said = words(app.button(key=f"{form}.make").click().run())
    assert "The list 'Going down' holds" in said
    (made,) = kept.lists.all()
    rows_made = kept.lists.rows(made.id)
    assert {row.direction for row in rows_made} == {"down"}
    assert all(row.name and row.reason and row.next_step and row.previous_tier and row.tier for row in rows_made)
    assert (made.origin.scheme, made.origin.compared_with) == ("As on the page Tiers", "the same scheme a year before")
    assert made.plan.assumed_attrition == 0.05
    app.button(key="tier_changes.list.undo").click().run()
    assert kept.lists.all() == ()


def test_a_list_of_a_segment_by_the_approved_scheme_has_its_customers_alone(kept, visit, tmp_path, monkeypatch):
    publish(tmp_path / "bank", customers=60)
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "bank"))
    number = kept.scenarios.save("tiers", "Sixty", tiers.to_json(by_cuts(60, 40)), author="Ana").id
    approve(kept, number)
    with open_book(tmp_path / "bank") as book:
        members = segmentation.segment_called(book.reader(), "life_cycle established").customers["customer_id"]
        link = Link(book.fingerprint, dt.date(2026, 9, 1), segment="life_cycle 0 established", page="tier_changes",
                    controls={CONTROL: str(number)})
    app = visit("tier_changes", link=link.text())
    assert "segment: Established" in words(app)
    assert "Thresholds are those of all customers." in words(app)
    form = "tier_changes.list.form"
    app.text_input(key=f"{form}.name").set_value("Going down")
    app.text_input(key=f"{form}.author").set_value("Ana")
    app.button(key=f"{form}.make").click().run()
    assert not app.exception
    (made,) = kept.lists.all()
    assert (made.origin.scheme, "segment: Established" in made.origin.scope) == ("Sixty", True)
    listed = {row.customer_id for row in kept.lists.rows(made.id)}
    assert listed
    assert listed <= set(members.to_pylist())
