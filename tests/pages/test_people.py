"""Two people with different permits: what each receives is searched for the marks of the other's region.

`make proof` goes further: more pages' states, by CLIENTELA_PROOF_STEPS.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TESTING_KEY

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.permit import Permit
from crm_core.workspace import Workspace
from pages.frame.visit.wording import escape
from tests.limited_books.banks import MARK, NORTH, SOUTH, publish
from tests.pages.conftest import ROOT
from tests.pages.unpacked import unpacked

STEPS = int(os.environ.get("CLIENTELA_PROOF_STEPS", "0"))
"""Random moves of controls on every page and for every person."""
TO_EXECUTIVES = ("overview", "changes", "demand", "regions", "pareto", "customer")
"""Pages that an executive looks at too: some that show something and some that do not."""
SECRETS = {"auth": {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x" * 32, "client_id": "c",
                    "client_secret": "s", "server_metadata_url": "http://localhost/.well-known/openid-configuration"}}
EVA, BEA, MAX, ROOT_PERSON = "eva@bank.example", "bea@bank.example", "max@bank.example", "root@bank.example"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    shelf = publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)
    workspace = Workspace(f"sqlite:///{shelf.folder / 'workspace.sqlite'}")
    for email, permit in ((ROOT_PERSON, Permit("steward")), (EVA, Permit("planner", regions=(NORTH,))),
                          (BEA, Permit("executive", regions=(NORTH,)))):
        workspace.people.give(email, permit, by="the test")
    workspace.notes.add("customer", f"{MARK}C1", f"A note on {MARK}", author=MARK)
    workspace.notes.add("pareto", "curve", f"A note on {MARK}", author=MARK)
    workspace.scenarios.save("tiers", f"Plan {MARK}", "{}", author=MARK)
    return shelf, workspace


class Received:
    """Everything that is sent to a browser: messages as bytes, and the files behind buttons."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.files: list[Any] = []

    def text(self) -> str:
        """All of it; a file that is refused is its sentence."""
        for file in self.files:
            try:
                content = file() if callable(file) else file
            except CannotAnswer as refused:
                content = str(refused)
            self.messages.append(content.encode() if isinstance(content, str) else unpacked(bytes(content)))
        self.files = []
        return b"\n".join(self.messages).decode("utf-8", "ignore").casefold()


@pytest.fixture
def received(monkeypatch):
    """What is sent from here on."""
    everything, enqueue, button = Received(), ForwardMsgQueue.enqueue, st.download_button

    def note(self, message):
        everything.messages.append(message.SerializeToString())
        return enqueue(self, message)

    def offer(label, data, *positional, **named):
        everything.files.append(data)
        return button(label, data, *positional, **named)

    monkeypatch.setattr(ForwardMsgQueue, "enqueue", note)
    monkeypatch.setattr(st, "download_button", offer)
    return everything


@pytest.fixture
def come(bank, monkeypatch):
    """`come("eva@…", "pareto")` → the app as this person's browser gets it."""
    shelf, _workspace = bank
    monkeypatch.setenv("CLIENTELA_DATA", str(shelf.folder))
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)

    def go(email: str, page: str = "overview", *, claims: dict[str, Any] | None = None, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.secrets = SECRETS
        app.user = {"is_logged_in": bool(email), "email": email, "iat": int(time.time()), "sub": email} | (claims or {})
        if page != "overview":
            app.switch_page(f"pages/{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return go


def words(app: AppTest) -> str:
    said = (*app.title, *app.subheader, *app.markdown, *app.info, *app.error, *app.caption, *app.warning)
    return " ".join(str(each.value) for each in said)


def move_something(app: AppTest, chance: random.Random) -> None:
    """Set one control of the page to another value that it offers."""
    controls = [each for each in (*app.selectbox, *app.multiselect, *app.radio, *app.button_group, *app.toggle,
                                  *app.text_input) if not each.disabled and each.key != "language"]
    if not controls:
        return
    control = chance.choice(controls)
    if hasattr(control, "format_func"):  # options are what a browser shows, and go back as such
        control.root.session_state[TESTING_KEY][control.id] = str
    if control.type == "multiselect":
        control.set_value(chance.sample(control.options, min(1, len(control.options))))
    elif control.type == "toggle":
        control.set_value(not control.value)
    elif control.type == "button_group":
        option = chance.choice(control.options)
        control.set_value(option if control._is_single_select else [option])
    elif control.type == "text_input":
        control.set_value(chance.choice(["Plain", "PlainC1", "12", "x"]))
    elif getattr(control, "options", None):
        control.set_value(chance.choice(control.options))
    with contextlib.suppress(ValueError):  # AppTest cannot send back what another control shows; the app was not run
        app.run()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_the_south_is_in_what_the_north_receives(come, received, page):
    for email in (EVA, BEA) if STEPS or page in TO_EXECUTIVES else (EVA,):
        app = come(email, page)
        assert not app.exception
        chance = random.Random(f"{page} {email}")
        for _step in range(STEPS):
            move_something(app, chance)
            assert not app.exception
    assert MARK.casefold() not in received.text()
    assert len(received.messages) > 5


def test_a_link_to_the_south_tells_the_north_nothing_but_what_it_said_itself(come, received):
    link = json.dumps({"v": 1, "book": "x", "to": "2026-03", "regions": [SOUTH], "types": [], "page": "customer",
                       "set": {"customer": f"{MARK}C1"}})
    app = come(EVA, "customer", link=link)
    assert "which this data does not have" in words(app)
    assert f"{MARK} ltd".casefold() not in received.text()
    assert f"{MARK} region".casefold() not in received.text()


def test_an_executive_reads_pages_of_sums_and_is_told_why_of_the_others(come):
    for page in ("overview", "demand", "regions", "resources"):
        shown = words(app := come(BEA, page))
        assert app.title[0].value == PAGES[page].question
        assert "executive shows neither" not in shown
    assert "executive shows neither" in words(refused := come(BEA, "tiers"))
    assert not (*refused.selectbox, *refused.slider, *refused.multiselect), "no control of a page that shows nothing"


def test_an_executive_is_offered_no_way_to_a_page_that_refuses(come):
    said = words(app := come(BEA, "overview"))
    assert "No targets yet" not in said
    assert not [each for each in app.get("page_link") if "signals" in str(each.proto)]
    assert "Customers" not in come(BEA, "changes").button_group(key="changes.by").options


def test_the_mark_would_be_found_in_what_a_steward_receives(come, received):
    come(ROOT_PERSON, "pareto")
    files = [file() for file in received.files if callable(file)]
    marked = {content[:4] for content in files if isinstance(content, bytes)
              and MARK.casefold() in unpacked(content).decode("utf-8", "ignore").casefold()}
    assert {b"PK\x03\x04", b"PAR1"} <= marked, "a workbook and a Parquet file"
    received.files = []
    assert MARK.casefold() in received.text()


def test_who_is_not_signed_in_receives_nothing_of_the_book(come, received):
    app = come("", "pareto")
    assert [each.value for each in app.title] == ["Clientela"]
    assert {"Sign in"} == {each.label for each in app.button}
    sent = received.text()
    assert "plain" not in sent
    assert MARK.casefold() not in sent
    assert "contribution" not in sent


@pytest.mark.parametrize(("claims", "sentence"), [
    ({"iat": int(time.time()) - 13 * 3600}, "You signed in more than 12 hours ago"),
    ({"auth_time": int(time.time()) - 13 * 3600}, "You signed in more than 12 hours ago"),
    ({"iat": int(time.time()) + 3600}, "You signed in at a moment that is still to come by this machine's clock"),
    ({"iat": None}, "You signed in more than 12 hours ago"),
    ({"iat": "now"}, "You signed in more than 12 hours ago"),
    ({"email": None}, "The provider did not say your e-mail"),
    ({"email_verified": False}, "The provider has not verified eva@bank.example"),
    ({"email": MAX}, "max@bank.example has no permit for Clientela"),
    ({"is_logged_in": "yes"}, "Sign in to see"),
])
def test_a_sign_in_that_does_not_count_is_told_why(come, received, claims, sentence):
    app = come(EVA, "pareto", claims=claims)
    assert escape(sentence) in words(app)
    assert "plain" not in received.text()


def test_a_permit_that_changes_counts_at_the_next_click(bank, come):
    _shelf, workspace = bank
    workspace.people.give(MAX, Permit("planner", regions=(NORTH,)), by="the test")
    app = come(MAX, "pareto")
    assert "regions NORTE" in words(app)
    workspace.people.give(MAX, Permit("planner", managers=("PlainM1",)), by="the test")
    assert "managers PlainM1" in words(app.run())
    workspace.people.take_away(MAX, by="the test")
    assert "has no permit" in words(app.run())
    assert not app.metric


def test_a_planner_cannot_load_data_and_one_of_a_region_does_not_see_the_account_of_it(bank, come):
    _shelf, workspace = bank
    workspace.people.give(MAX, Permit("planner"), by="the test")
    app = come(MAX, "import_data")
    assert "Data is loaded and put in use by stewards" in words(app)
    assert "data.people.take" not in {each.key for each in come(MAX, "data").button}
    workspace.people.take_away(MAX, by="the test")
    for page in ("data", "quality", "import_data"):
        assert "your permit is for a part of it" in words(come(EVA, page))
    assert "is kept by those who plan with customers" in words(come(BEA, "lists"))


def test_who_signed_in_is_in_the_record_once_and_read_by_stewards(bank, come):
    _shelf, workspace = bank
    moment = int(time.time())
    for _tab in range(2):
        come(EVA, "economy", claims={"iat": moment, "nonce": "of this test"})
    entered = [each for each in workspace.record.latest() if each.what == "signed in" and each.who == EVA]
    assert len({each.subject for each in entered}) == len(entered)
    app = come(ROOT_PERSON, "data")
    assert "people have a permit" in words(app)
    assert any("signed in" in each.value.to_csv() for each in app.dataframe)


def test_a_sign_in_that_was_ended_lets_nobody_in_again(bank, come):
    _shelf, workspace = bank
    claims = {"iat": int(time.time()), "nonce": "ended"}
    app = come(EVA, "economy", claims=claims)
    assert app.title[0].value != "Clientela"
    next(each for each in app.button if each.key == "gate.out").click().run()
    assert workspace.record.latest()[0].what == "signed out"
    assert "You are signed out." in words(come(EVA, "economy", claims=claims))
    assert "You are signed out." not in words(come(EVA, "economy", claims=claims | {"nonce": "another"}))


def test_a_steward_gives_and_takes_permits_on_the_page(bank, come):
    _shelf, workspace = bank
    app = come(ROOT_PERSON, "data")
    app.text_input(key="data.people.email").set_value(MAX)
    app.multiselect(key="data.people.regions").set_value([NORTH])
    next(each for each in app.button if each.label == "Give").click().run()
    assert workspace.people.permit_of(MAX) == Permit("planner", regions=(NORTH,))
    assert workspace.record.latest()[0].who == ROOT_PERSON
    app.selectbox(key="data.people.gone").set_value(MAX)
    app.button(key="data.people.take").click().run()
    assert workspace.people.permit_of(MAX) is None


def test_a_damaged_file_of_secrets_lets_nobody_in(come, tmp_path, monkeypatch):
    damaged = tmp_path / "secrets.toml"
    damaged.write_text("[auth")
    get = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: [str(damaged)] if name == "secrets.files" else get(name))
    monkeypatch.setattr("tests.pages.test_people.SECRETS", {})
    assert "cannot be read, so nobody is let in" in words(come(EVA, "pareto"))


@pytest.fixture
def claims_count(monkeypatch):
    """The provider's groups stand for permits."""
    monkeypatch.setitem(SECRETS, "permits", {"claim": "groups", "of": {
        "north": {"role": "planner", "regions": [NORTH]}, "heads": {"role": "steward"}}})


@pytest.mark.usefixtures("claims_count")
def test_a_claim_gives_a_first_permit_that_is_in_the_record(bank, come):
    _shelf, workspace = bank
    app = come("new@bank.example", "economy", claims={"groups": ["north"]})
    assert "regions NORTE" in words(app)
    assert workspace.people.permit_of("new@bank.example") == Permit("planner", regions=(NORTH,))
    given = next(each for each in workspace.record.latest() if each.what == "permit given")
    assert (given.who, given.subject) == ("the claim groups: north", "new@bank.example")


@pytest.mark.usefixtures("claims_count")
def test_what_was_given_or_taken_away_stands_whatever_is_claimed(bank, come):
    _shelf, workspace = bank
    come(BEA, "economy", claims={"groups": ["heads"]})
    assert workspace.people.permit_of(BEA) == Permit("executive", regions=(NORTH,))
    workspace.people.give("gone@bank.example", Permit("planner"), by="the test")
    workspace.people.take_away("gone@bank.example", by="the test")
    assert "has no permit" in words(come("gone@bank.example", "economy", claims={"groups": ["heads"]}))
    assert workspace.people.permit_of("gone@bank.example") is None


@pytest.mark.usefixtures("claims_count")
@pytest.mark.parametrize("claims", [{}, {"groups": ["others"]}, {"groups": ["heads"], "email_verified": False}])
def test_a_claim_that_means_nothing_lets_nobody_in(bank, come, received, claims):
    _shelf, workspace = bank
    assert come("stranger@bank.example", "pareto", claims=claims).title[0].value == "Clientela"
    assert workspace.people.permit_of("stranger@bank.example") is None
    assert "plain" not in received.text()


def test_without_settings_no_claim_counts(bank, come):
    _shelf, workspace = bank
    assert "has no permit" in words(come("stranger@bank.example", "pareto", claims={"groups": ["heads"]}))
    assert workspace.people.permit_of("stranger@bank.example") is None
