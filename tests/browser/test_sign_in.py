"""Signing in end to end: a browser, the app, and a real provider of OpenID Connect that runs beside them, offline."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crm_core.permit import Permit
from crm_core.workspace import Workspace
from tests.browser.conftest import DESK, PATIENCE, POLLING, READY, free_port, serving, wait_for
from tests.limited_books.banks import MARK, NORTH, SOUTH, publish

pytestmark = pytest.mark.browser
EVA, MAX, BOSS, NEW = "eva@bank.example", "max@bank.example", "boss@bank.example", "new@bank.example"
CLAIMS: dict[str, dict[str, Any]] = {NEW: {"groups": ["Clientela north", "others"]}}
SECRETS = """[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "a secret of these tests, of enough letters"
client_id = "clientela"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[permits]
claim = "groups"

[permits.of."Clientela north"]
role = "planner"
regions = ["NORTE"]
"""


class Place(NamedTuple):
    """Where the app answers, the provider too, the bank's workspace, and what is wrong with the provider's tokens."""

    app: str
    provider: str
    workspace: Workspace
    fault: Path


@contextlib.contextmanager
def providing(folder: Path) -> Iterator[str]:
    """A provider that knows four people; gives its address."""
    port = free_port()
    people = [word for email in (EVA, MAX, BOSS, NEW)
              for word in ("--user-claims", json.dumps({"sub": email, "email": email} | CLAIMS.get(email, {})))]
    log = folder / "provider.log"
    (folder / "fault").write_text("")
    with open(log, "wb") as out:
        program = [sys.executable, "-m", "tests.browser.wrong_provider", str(folder / "fault")]
        provider = subprocess.Popen([*program, "--port", str(port), *people],
                                    stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", provider, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            provider.terminate()
            provider.wait()


@pytest.fixture(scope="module")
def place(tmp_path_factory, browser) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("bank")
    publish(folder, NORTH, SOUTH)
    workspace = Workspace(f"sqlite:///{folder / 'workspace.sqlite'}")
    workspace.people.give(BOSS, Permit("steward"), by="the test")
    workspace.people.give(EVA, Permit("planner", regions=(NORTH,)), by="the test")
    port, secrets = free_port(), folder / "secrets.toml"
    with providing(folder) as provider:
        secrets.write_text(SECRETS.format(app=f"http://127.0.0.1:{port}", provider=provider))
        with serving(folder, "--secrets.files", str(secrets), port=port) as app:
            yield Place(app, provider, workspace, folder / "fault")


class Tab:
    """A browser with one tab, and everything that it receives."""

    def __init__(self, context: Any, place: Place, cookies: list[dict[str, Any]] | None = None) -> None:
        self.place, self.received, self.context = place, [], context
        if cookies:
            self.context.add_cookies(cookies)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._note))

    def _note(self, frame: Any) -> None:
        self.received.append(frame if isinstance(frame, bytes) else str(frame).encode())

    def go(self, path: str = "/") -> Tab:
        self.page.goto(self.place.app + path, timeout=PATIENCE)
        self.ready()
        return self

    def ready(self) -> None:
        self.page.wait_for_function(READY, polling=POLLING, timeout=PATIENCE)

    def sign_in(self, email: str) -> Tab:
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(re.compile(re.escape(self.place.provider)), timeout=PATIENCE)
        self.page.get_by_role("button", name=email).first.click()
        self.page.wait_for_url(re.compile(re.escape(self.place.app)), timeout=PATIENCE)
        self.page.get_by_role("button", name="Sign out").wait_for(timeout=PATIENCE)
        self.ready()
        return self

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        return b"\n".join(self.received).decode("utf-8", "ignore")


@pytest.fixture(scope="module")
def idle(browser) -> Iterator[list[Any]]:
    """Browsers that know the files of the app and nobody: to read these anew takes longer than to sign in."""
    browsers: list[Any] = []
    yield browsers
    for each in browsers:
        each.close()


@pytest.fixture
def tab(browser, place, idle) -> Iterator[Any]:
    """`tab()` → a browser that knows nobody; `tab(cookies)` → one with these cookies."""
    opened: list[Tab] = []

    def new(cookies: list[dict[str, Any]] | None = None) -> Tab:
        opened.append(Tab(idle.pop() if idle else browser.new_context(viewport=DESK, reduced_motion="reduce"), place,
                          cookies))
        return opened[-1]

    yield new
    for each in opened:
        each.page.close()
        each.context.clear_cookies()
        idle.append(each.context)


def test_a_token_that_cannot_be_trusted_lets_nobody_in_and_is_told(tab, place):
    eva = tab().go()
    for fault in ("signature", "issuer", "expired"):
        place.fault.write_text(fault)
        try:
            eva.page.get_by_role("button", name="Sign in").click()
            eva.page.wait_for_url(re.compile(re.escape(place.provider)), timeout=PATIENCE)  # what was told has gone
            eva.page.get_by_role("button", name=EVA).first.click()
            eva.page.get_by_text("the provider's answer could not be trusted").wait_for(timeout=PATIENCE)
        finally:
            place.fault.write_text("")
        assert eva.title == "Clientela", fault
        assert "Plain" not in eva.text, fault
        assert "Traceback" not in eva.page.content(), fault
        assert "_streamlit_user" not in {each["name"] for each in eva.context.cookies()}, fault


def test_a_link_is_kept_through_the_sign_in_and_only_the_permit_is_seen(tab, place):
    link = ('{"v":1,"book":"x","to":"2026-03","regions":[],"types":["business"],"page":"pareto","set":'
            '{"by":"balance"}}')
    eva = tab()
    eva.page.goto(f"{place.app}/pareto?link={link}", timeout=PATIENCE)
    eva.page.get_by_role("button", name="Sign in").wait_for(timeout=PATIENCE)
    assert eva.title == "Clientela"
    assert "Plain" not in eva.text
    eva.sign_in(EVA)
    eva.page.get_by_text("businesses").first.wait_for(timeout=PATIENCE)
    assert "/pareto?" in eva.page.url
    assert "profit rests" in eva.title
    assert "planner: regions NORTE" in eva.page.inner_text("[data-testid=stSidebar]")
    eva.go("/customer")
    assert "Plain" in eva.text
    assert MARK not in eva.text


def test_a_changed_cookie_lets_nobody_in_nor_does_a_copy_after_signing_out(tab, place):
    eva = tab().go("/dependence").sign_in(EVA)
    cookies = eva.context.cookies()
    changed = tab([{**each, "value": f"{each['value'][:-6]}AAAAAA"} if each["name"] == "_streamlit_user" else each
                   for each in cookies]).go("/pareto")
    assert changed.title == "Clientela"
    assert "Plain" not in changed.text
    eva.page.get_by_role("button", name="Sign out").click()
    eva.page.get_by_role("button", name="End session").click()  # at the provider, which is asked to forget too
    eva.page.get_by_role("button", name="Sign in").wait_for(timeout=PATIENCE)
    thief = tab(cookies).go("/pareto")
    assert thief.title == "Clientela"
    assert "You are signed out" in thief.page.inner_text("body")
    assert "Plain" not in thief.text
    assert [each.what for each in place.workspace.record.latest(2)] == ["signed out", "signed in"]


def test_who_has_no_permit_is_told_and_a_permit_taken_away_counts_while_somebody_is_in(tab, place):
    nobody = tab().go().sign_in(MAX)
    assert "has no permit for Clientela" in nobody.page.inner_text("body")
    assert "Plain" not in nobody.text
    place.workspace.people.give(MAX, Permit("planner", regions=(NORTH,)), by="the test")
    nobody.go("/economy")
    assert nobody.title != "Clientela"
    place.workspace.people.take_away(MAX, by="the test")
    nobody.page.get_by_text("Español").click()
    nobody.page.get_by_role("button", name="Iniciar sesión").wait_for(timeout=PATIENCE)
    assert "no tiene permiso" in nobody.page.inner_text("body")


def test_a_group_of_the_provider_is_the_first_permit_and_none_after_it_was_taken_away(tab, place):
    new = tab().go("/dependence").sign_in(NEW)
    assert "Plain" in new.text
    assert "planner: regions NORTE" in new.page.inner_text("[data-testid=stSidebar]")
    assert MARK not in new.text
    given = next(each for each in place.workspace.record.latest() if each.what == "permit given")
    assert (given.who, given.subject) == ("the claim groups: Clientela north", NEW)
    place.workspace.people.take_away(NEW, by="the test")
    assert "has no permit for Clientela" in new.go("/economy").page.inner_text("body")
    assert "has no permit for Clientela" in tab().go().sign_in(NEW).page.inner_text("body")


def test_a_file_is_of_the_permit_and_in_the_record(tab, place):
    eva = tab().go("/dependence").sign_in(EVA)
    eva.page.get_by_role("button", name="Export").click()
    with eva.page.expect_download(timeout=PATIENCE) as download:
        eva.page.get_by_role("button", name="CSV").click()
    content = Path(download.value.path()).read_text("utf-8-sig")
    assert "Plain" in content
    assert MARK not in content
    entry = place.workspace.record.latest(1)[0]
    assert (entry.what, entry.who) == ("exported", EVA)
    assert entry.subject.startswith("clientela-dependence")
    assert entry.rows == len(content.splitlines()) - 1
    assert entry.book_fingerprint


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/media/x.csv", "/app/static/../data/current"])
def test_nothing_of_the_book_lies_open_beside_the_gate(place, path):
    try:
        with urllib.request.urlopen(place.app + path, timeout=10) as answer:
            content = answer.read().decode("utf-8", "ignore")
    except urllib.error.HTTPError as refused:
        content = refused.read().decode("utf-8", "ignore")
    assert "Plain" not in content
    assert "book-" not in content
