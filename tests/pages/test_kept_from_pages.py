"""What is kept from a page and comes back: views and short links, the start page, notes on cards, decisions."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crm_core.evidence import Evidence, Figure, Told
from crm_core.workspace import Workspace
from pages.frame.saving.card_notes import PREFIX
from pages.frame.saving.sharing import MENU
from pages.frame.visit import owner
from tests.pages.test_pages import words

VIEWS, DECISION = "sign_alone.views", "sign_alone.decision"
TODAY = dt.datetime.now(dt.UTC).astimezone().date()


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


def open_menu(app, key: str):
    app.session_state[key] = True
    return app.run()


def fill(app, **texts: str):
    """Write into the fields of the page by their keys, `_` for `.`."""
    for key, text in texts.items():
        name = key.replace("__", ".")
        (field,) = [each for each in (*app.text_input, *app.text_area) if each.key == name]
        field.set_value(text)
    return app


def press(app, key: str):
    return app.button(key=key).click().run()


def test_a_view_saves_what_is_on_the_screen_and_opens_it_in_another_visit(visit, workspace):
    app = visit("pareto")
    app.slider(key="pareto.top").set_value(35)
    app.multiselect(key="scope.regions").set_value(["N"])
    open_menu(app, VIEWS)
    assert "private means not listed to others" in str([each.help for each in app.checkbox])
    fill(app, views__form__name="Board", views__form__author="Ana")
    said = words(press(app, "views.form.save"))
    assert "The view 'Board' is saved." in said
    mine = app.session_state[owner._MADE]
    (view,) = workspace.views.listed(owner._hashed(mine))
    assert (view.page, view.author, view.is_shared) == ("pareto", "Ana", False)
    assert mine not in str(view), "nobody who reads the workspace can take the browser's place"
    assert workspace.views.listed("") == ()

    other = visit("pareto", view=view.short_id)
    assert other.slider(key="pareto.top").value == 35
    assert other.multiselect(key="scope.regions").value == ["N"]
    assert not other.info, "all of it could be honoured"

    fill(app.run(), views__form__name="BOARD", views__form__author="Ana")
    assert "You already have a view 'Board'" in press(app, "views.form.save").warning[0].value
    assert "'BOARD' holds what is on the screen now." in words(press(app, "views.form.replace"))
    assert "'Board' holds again what it held before." in words(press(app, "views.undo"))


def test_a_view_goes_along_with_newer_data_and_a_short_link_says_that_it_does_not(visit, workspace):
    settings = json.loads(visit("pareto").session_state["link.written"]["text"])
    before = settings | {"to": "2025-12", "book": "older", "set": {"top": 7}}
    moving = workspace.views.shorten("pareto", json.dumps(before | {"latest": True}))
    fixed = workspace.views.shorten("pareto", json.dumps(before))
    app = visit("pareto", view=moving.short_id)
    assert (app.slider(key="pareto.top").value, len(app.info)) == (7, 0)
    app = visit("pareto", view=fixed.short_id)
    assert app.slider(key="pareto.top").value == 7
    assert "made with other data" in app.info[0].value
    assert "asks for the 12 months to December 2025" in app.info[1].value


def test_a_view_that_is_gone_or_never_was_is_said_above_the_usual_page(visit, workspace):
    view = workspace.views.save("pareto", "Board", '{"v":1}', owner="a" * 32, author="Ana")
    damaged = visit("pareto", view=view.short_id)
    workspace.views.delete(view.id, owner="a" * 32)
    for app, said in ((damaged, "This link is damaged"), (visit("pareto", view=view.short_id), "'Board' was deleted"),
                      (visit("pareto", view="zzzzzzzz"), "There is no view 'zzzzzzzz'")):
        assert said in app.info[0].value
        assert app.slider(key="pareto.top").value == 20


def test_a_short_link_holds_what_the_complete_one_says(visit, workspace):
    app = visit("pareto")
    app.slider(key="pareto.top").set_value(35)
    press(open_menu(app, MENU), "share.shorten")
    complete, short = (each.value for each in app.code)
    view = workspace.views.open(short.rpartition("view=")[2])
    assert json.loads(view.link)["set"]["top"] == 35
    assert "latest" not in json.loads(view.link)
    assert len(short) < 60 < len(complete)
    app.slider(key="pareto.top").set_value(36).run()
    assert len(app.code) == 1, "the short link of other settings is not offered for these"


def test_one_arrives_at_ones_start_page_unless_a_link_says_otherwise(visit, workspace):
    app = open_menu(visit("regions"), VIEWS)
    assert "You will arrive here." in words(press(app, "views.start"))
    cookie = app.session_state[owner._MADE]
    assert workspace.start_pages.of(owner._hashed(cookie))

    def arrive(**query: str):
        fresh = visit(**query)
        fresh.session_state[owner._MADE] = cookie
        del fresh.session_state["arrival.arrived"]
        return fresh.run()

    assert arrive().title[0].value == "Where should we invest, maintain or reduce?"
    link = visit().session_state["link.written"]["text"]
    assert arrive(link=link).title[0].value == "Where do we stand?"
    press(app, "views.start_reset")
    assert arrive().title[0].value == "Where do we stand?"


def test_a_card_has_notes_of_its_own_in_every_language(visit, workspace):
    app = visit("pareto")
    form = f"card_notes.{PREFIX}pareto.curve"
    open_menu(app, f"{form}.popover")
    app.text_area(key=f"{form}.text").set_value("Gold *sellers*")
    assert "The author is empty" in press(app, f"{form}.add").warning[0].value
    app.text_input(key=f"{form}.author").set_value("Ana")
    press(app, f"{form}.add")
    said = words(open_menu(app, f"{form}.popover")).replace("\\", "")
    assert "1 note" in said, "the sign closes, and says how many there are"
    assert "Gold *sellers*" in said
    (note,) = workspace.notes.about(f"{PREFIX}pareto", "curve")
    assert "all regions" in note.scope
    assert json.loads(note.link)["page"] == "pareto"
    app.session_state["language"] = "es"
    labels = [each.proto.popover.label for each in app.run().get("popover")]
    assert (labels.count("1 nota"), "Añadir una nota" in labels) == (1, True)


def test_a_note_on_a_customers_card_is_that_customers_alone(visit, workspace):
    workspace.notes.add(f"{PREFIX}customer", "months/N0", "Sold the plant", author="Ana")
    link = json.loads(visit("customer").session_state["link.written"]["text"])
    found = {typed: words(visit("customer", link=json.dumps(link | {"set": {"customer": typed}}))) for typed in
             ("N0", "N1")}
    assert [("1 note" in said) for said in found.values()] == [True, False]


def test_a_decision_is_kept_with_the_figures_of_the_day_in_both_languages(visit, workspace):
    app = open_menu(visit("pareto"), DECISION)
    fill(app, decision__form__title="Name managers", decision__form__reason="They carry us",
         decision__form__author="Ana")
    app.date_input(key="decision.form.review_on").set_value(TODAY)
    assert "“Name managers” is recorded." in words(press(app, "decision.form.record"))
    (decision,) = workspace.decisions.all(TODAY)
    evidence = Evidence.read(decision.evidence)
    assert (evidence.room, evidence.options["top"], evidence.last_month) == ("pareto", 0.2, "2026-03")
    shown = [each.value.replace("\\", "") for each in app.metric]
    assert [each.value for each in evidence.told["en"].figures] == shown
    assert evidence.told["es"].figures[2].label == "Clientes no rentables"

    page = visit("decisions")
    assert "1 decision is due for review." in words(page)
    assert "The page says the same." in words(page)
    table = page.dataframe[0].value
    assert table["then"].tolist() == table["now"].tolist() == shown
    assert set(table["change"]) == {"no change"}

    place = f"decisions.{decision.id}"
    open_menu(page, f"{place}.popover")
    page.text_area(key=f"{place}.form.text").set_value("Works")
    page.text_input(key=f"{place}.form.author").set_value("Ben")
    said = words(press(page, f"{place}.form.add"))
    assert "1 decision is recorded, and none is due for review." in said
    assert "Ben reviewed it on" in said
    page.text_input(key="decisions.search").set_value("nobody said this").run()
    assert "No decision matches." in words(page)


def test_the_log_opens_without_any_data(visit, workspace, tmp_path, monkeypatch):
    workspace.decisions.record("Close Sur", reason="It loses", author="Ana", evidence=Evidence(
        {"en": Told("It lost.", (Figure("Loss", "€3"),))}, "2026-03", "EUR", room="pareto").text())
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "nothing"))
    said = words(visit("decisions"))
    assert "Close Sur" in said
    assert "There is no data yet." in said


def test_without_a_workspace_pages_are_as_they_are_and_the_menu_says_why(visit, tmp_path, monkeypatch):
    (tmp_path / "workspace.sqlite").write_bytes(b"nonsense" * 1_000)
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    app = visit("dependence")
    assert not app.exception
    assert app.metric
    assert "is damaged or not a workspace" in words(open_menu(app, VIEWS))
