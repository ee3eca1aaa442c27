"""What a server sends over its socket and by HTTP to people with different permits, whatever they ask of it.

A visitor here may send values that no page offers, links and numbers of others, and press buttons that are older than
their permit. `make proof` goes to every page and sends more.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlencode

import pytest

from crm_core.chapters import PAGES
from crm_core.limited_books import limited_shelf
from crm_core.permit import Permit
from crm_core.workspace import Workspace
from crm_core.workspace.engine import file_url
from tests.limited_books.banks import AMOUNT, MARK, NORTH, SOUTH, publish
from tests.limited_books.leavers import publish_leavers
from tests.pages.wire import FIELDS, Wire, serving_who_signs_in, visiting

STEPS = int(os.environ.get("CLIENTELA_PROOF_STEPS", "0"))
"""Times that all controls of every page are sent values at once."""
EVERYWHERE = tuple(PAGES)
SOME = ("customer", "economy")
EVA, BEA, ADA, MAX, BOSS = (f"{name}@bank.example" for name in ("eva", "bea", "ada", "max", "boss"))
OF_THE_NORTH = Permit("planner", regions=(NORTH,))
FORM = "retention.list.form"
NAMES = f"{MARK} ".casefold()
"""How names of the south go on, and ids do not: what is sent is ids, and comes back where it is refused."""


class Place(NamedTuple):
    """Where the app answers with the books of `folder`, the workspace of the bank, and that of the planners of the
    north."""

    app: str
    folder: Path
    bank: Workspace
    north: Workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Place]:
    shelf = publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)
    north = limited_shelf(shelf, OF_THE_NORTH).folder
    north.mkdir(parents=True)
    bank = Workspace(file_url(shelf.folder))
    for email, permit in ((BOSS, Permit("steward")), (EVA, OF_THE_NORTH),
                          (BEA, Permit("executive", regions=(NORTH,)))):
        bank.people.give(email, permit, by="the test")
    for room, card in (("customer", f"{MARK}C1"), ("pareto", "curve"), ("customer", "PlainC1")):
        bank.notes.add(room, card, f"{MARK} note", author=f"{MARK} author")
    for room in ("tiers", "demand"):
        bank.scenarios.save(room, f"{MARK} plan", "{}", author=f"{MARK} author")
    with serving_who_signs_in(shelf.folder) as app:
        yield Place(app, shelf.folder, bank, Workspace(file_url(north)))


@pytest.fixture
def come(place) -> Iterator[Callable[..., Wire]]:
    """`come(EVA, "pareto")` → a visit that has opened this page."""
    with visiting(place.app) as go:
        yield go


def forged(visit: Wire, chance: random.Random) -> dict[str, tuple[str, Any]]:
    """Half of the controls on the screen with other values, those of the south among them, and all buttons but the way
    out."""
    values: dict[str, tuple[str, Any]] = {}
    south = [f"{MARK}C1", f"{MARK}M1", f"{MARK}B2", SOUTH, f"{MARK}G"]
    for kind, drawn in visit.controls():
        field, options = FIELDS.get(kind, ""), [str(each) for each in getattr(drawn, "options", ())]
        if not field or chance.random() < 1 / 2 or drawn.id.endswith(("-gate.out", "-language")):
            continue
        values[drawn.id] = (field, {
            "string_value": chance.choice([*options, *south]), "bool_value": True, "trigger_value": True,
            "string_array_value": [chance.choice([*options, *south])], "double_value": 3.0,
            "double_array_value": [chance.choice([-1e9, 0.5, 1e9])],
        }[field])
    return values


def nothing_of_the_south(visit: Wire) -> bool:
    text = visit.text.casefold()
    return NAMES not in text and str(AMOUNT) not in text and f"{AMOUNT:,}" not in text


@pytest.mark.parametrize("page", EVERYWHERE if STEPS else SOME)
@pytest.mark.parametrize("email", [EVA, BEA] if STEPS else [EVA])
def test_whatever_is_sent_brings_nothing_of_the_south(come, email, page):
    chance, visit = random.Random(f"{page} {email}"), come(email, page)
    for _step in range(max(1, STEPS)):
        visit.send_raw(forged(visit, chance))
    visit.go(page).files()
    assert nothing_of_the_south(visit)


def test_what_is_searched_for_is_in_what_a_steward_receives(come):
    visit = come(BOSS, "pareto")
    assert not nothing_of_the_south(visit)
    visit.received.clear()
    assert len(visit.files()) > len("ab")
    assert NAMES in visit.text.casefold()


def links(visit: Wire) -> set[str]:
    """The queries of the links that a page holds: to what is on the screen, and to other pages."""
    written = re.findall(r"link=(%7B[\w%+.-]+)", visit.text)
    assert written
    return {unquote_plus(each) for each in written}


@pytest.mark.parametrize("page", EVERYWHERE if STEPS else SOME)
def test_the_links_of_another_bring_nothing_of_the_south(come, page):
    boss, eva = come(BOSS, page, f"link={link_to(page)}"), come(EVA, "economy")
    for link in sorted(links(boss)):
        eva.go(json.loads(link)["page"], urlencode({"link": link}))
        assert "error on our side" not in eva.text
    assert nothing_of_the_south(eva)


def link_to(page: str) -> str:
    """To what is told of the south, by every name that a page may call it by."""
    return json.dumps({"v": 1, "book": "x", "to": "2026-03", "regions": [SOUTH], "types": [], "page": page,
                       "set": {"customer": f"{MARK}C2", "search": f"{MARK}C", "list": "1"}, "segment": "value 0 top"})


def to_a_customer(name: str) -> str:
    return json.dumps({"v": 1, "book": "x", "to": "2026-03", "regions": [], "types": [], "page": "customer",
                       "set": {"customer": name}})


def test_a_view_of_the_bank_is_not_found_by_its_number(come, place):
    view = place.bank.views.save("pareto", f"{MARK} view", link_to("pareto"), author=f"{MARK} author", owner="x" * 32)
    assert SOUTH in come(BOSS, "pareto", f"view={view.short_id}").text
    visit = come(EVA, "pareto", f"view={view.short_id}")
    assert nothing_of_the_south(visit)
    assert SOUTH not in visit.text


def change(place: Place, permit: Permit | None) -> None:
    if permit is None:
        place.bank.people.take_away(MAX, by="the test")
    else:
        place.bank.people.give(MAX, permit, by="the test")


@pytest.mark.parametrize("permit", [None, Permit("planner", managers=("PlainM1",))])
def test_a_file_that_was_offered_is_not_given_once_the_permit_has_changed(come, place, permit):
    change(place, OF_THE_NORTH)
    visit = come(MAX, "pareto")
    assert len(visit.files()) == len(visit.downloads())
    change(place, permit)
    assert visit.downloads()
    assert visit.files() == []


def test_nor_once_the_sign_in_was_ended_elsewhere(come):
    moment = int(time.time())
    visit, other = (come(EVA, page, iat=moment, nonce="ended elsewhere") for page in ("pareto", "economy"))
    other.send({"gate.out": True})
    assert visit.downloads()
    assert visit.files() == []


def test_a_button_that_is_older_than_the_permit_does_nothing(come, place):
    change(place, Permit("planner"))
    visit = come(MAX, "customer", urlencode({"link": to_a_customer("PlainC2")}))
    kept = place.north.notes.everywhere()
    change(place, OF_THE_NORTH)
    visit.send({".text": f"a remark on {MARK}", ".add": True})
    assert "nothing was done" in visit.words
    assert place.north.notes.everywhere() == kept


def test_what_was_done_under_another_permit_is_neither_said_nor_taken_back(come, place):
    change(place, Permit("planner"))
    visit = come(MAX, "customer", urlencode({"link": to_a_customer("PlainC2")}))
    visit.send({".text": f"a remark on {MARK}", ".add": True})
    assert "The note is saved" in visit.words
    change(place, OF_THE_NORTH)
    visit.go("customer", urlencode({"link": to_a_customer("PlainC2")}))
    assert "PlainC2" in visit.words
    assert "The note is saved" not in visit.words
    assert not [each for _kind, each in visit.controls() if each.id.endswith(".undo")]


def to_controls(page: str, **controls: object) -> str:
    return urlencode({"link": json.dumps({"v": 1, "book": "x", "to": "2026-09", "regions": [], "types": [],
                                          "page": page, "set": controls})})


WHO_MAY_LEAVE = to_controls("retention", view="leave", capacity=40)


def draw_a_pilot(visit: Wire, name: str) -> Wire:
    """Press the button of the form that is on the page, with a tenth left out."""
    shares, due_on = (visit.control(f"{FORM}.{name}")[1] for name in ("left_out", "due_on"))
    visit.states[due_on.id] = ("string_array_value", list(due_on.default))  # a browser sends what a field begins with
    return visit.send({f"{FORM}.name": name, f"{FORM}.left_out": shares.options[1], f"{FORM}.make": True})


@pytest.fixture(scope="module")
def drawn(place) -> None:
    """Other data is in use from here on, of which who may leave can be told; and a pilot of everybody's, drawn by Ada,
    and one of the north, drawn by Eva, are handed out."""
    publish_leavers(place.folder)
    place.bank.people.give(ADA, Permit("planner"), by="the test")
    with visiting(place.app) as come:
        for email, name in ((ADA, f"{MARK} pilot"), (EVA, "Plain pilot")):
            visit = draw_a_pilot(come(email, "retention", WHO_MAY_LEAVE), name)
            assert "left out by lot" in visit.words
            assert visit.go("lists").files(), "the first file hands it out"


@pytest.mark.usefixtures("drawn")
def test_a_pilot_is_of_those_whom_who_drew_it_may_see(place):
    for workspace, name, marks in ((place.bank, f"{MARK} pilot", {MARK, "Plain"}),
                                   (place.north, "Plain pilot", {"Plain"})):
        (pilot,) = workspace.pilots.all("closed")
        assert pilot.name == name
        assert {each.split("C")[0] for each in (*pilot.called, *pilot.left_out)} == marks
        assert len(pilot.left_out) == 4


@pytest.mark.usefixtures("drawn")
def test_the_pilot_of_another_is_on_no_page_and_in_no_file(come):
    """Not by its number either: both are the first of their workspace."""
    ada, visit = (come(email, "lists", to_controls("lists", list="1")) for email in (ADA, EVA))
    assert (len(ada.files()), len(visit.files())) == (3, 3), "workbook, CSV, and who was left out"
    assert f"{MARK} pilot" in ada.text
    visit.go("retention", WHO_MAY_LEAVE).files()
    for page in ("retention", "customer", "decisions", "data"):
        visit.go(page, to_controls(page, customer=f"{MARK}C2", list="1"))
    assert "Plain pilot" in visit.text
    received = visit.text.replace(f"{MARK}C2", "")
    assert MARK not in received
    assert ADA not in received


@pytest.mark.usefixtures("drawn")
def test_every_lot_is_in_the_record_that_stewards_read_and_that_nobody_else_does(place, come):
    """Those of a limited permit too, whose own workspace no steward opens."""
    draw_a_pilot(come(EVA, "retention", WHO_MAY_LEAVE), "Plain again").send({"retention.list.undo": True})
    entered = {(each.what, each.who, each.subject, each.rows) for each in place.bank.record.latest()
               if each.what.startswith("lot")}
    assert entered == {("lot drawn", ADA, f"{MARK} pilot", 40), ("lot drawn", EVA, "Plain pilot", 40),
                       ("lot drawn", EVA, "Plain again", 40), ("lot deleted", EVA, "Plain again", None)}
    assert "Plain pilot" in come(BOSS, "data").text
    assert f"{MARK} pilot" not in come(ADA, "data").text


@pytest.mark.usefixtures("drawn")
def test_a_form_that_is_older_than_the_permit_draws_no_pilot_and_gives_no_file(place, come):
    change(place, Permit("planner"))
    drawing, taking = come(MAX, "retention", WHO_MAY_LEAVE), come(MAX, "lists", to_controls("lists", list="1"))
    kept = place.bank.lists.all(), place.north.lists.all()
    change(place, OF_THE_NORTH)
    assert taking.downloads()
    assert taking.files() == []
    assert "nothing was done" in draw_a_pilot(drawing, f"{MARK} again").words
    assert (place.bank.lists.all(), place.north.lists.all()) == kept
