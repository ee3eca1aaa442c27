"""The cards of scenarios and notes and the export log, on a page that exists only here."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from crm_core.workspace import Workspace
from tests.workspace.approving import approve

TRIAL = Path(__file__).with_name("trial.py")
CARD, NOTES = "overview.scenarios", "overview.notes.N*"


@pytest.fixture
def kept(books, tmp_path, monkeypatch):
    """The workspace of the app under test."""
    monkeypatch.setenv("CLIENTELA_DATA", str(books[0]))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


@pytest.fixture
def app(kept):
    return AppTest.from_file(str(TRIAL), default_timeout=60).run()


def words(app: AppTest) -> str:
    assert not app.exception
    kinds = (app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error, app.text)
    return "\n".join(each.value for kind in kinds for each in kind).replace("\\", "").replace("\u00a0", " ")


def save(app: AppTest, name: str, *, cut: int = 80, note: str = "", author: str = "") -> AppTest:
    """Move the slider, fill in the form and save."""
    app.slider(key="trial.cut").set_value(cut).run()
    app.text_input(key=f"{CARD}.name").set_value(name)
    app.text_area(key=f"{CARD}.note").set_value(note)
    if author:
        app.text_input(key=f"{CARD}.author").set_value(author)
    return app.button(key=f"{CARD}.save").click().run()


def undo(app: AppTest, place: str = CARD) -> str:
    return words(app.button(key=f"{place}.undo").click().run())


@pytest.fixture
def two(app, kept):
    """Two scenarios saved by Ana: the cut at 70 and at 60."""
    save(app, "Plan A", cut=70, note="first try", author="Ana")
    save(app, "Plan B", cut=60)
    second, first = kept.scenarios.all("trial")
    return app, first, second


def test_what_is_on_the_screen_is_saved_with_its_note_author_and_book(app, kept, books):
    assert "No scenario saved yet" in words(app)
    said = words(save(app, " Plan *A* ", cut=65, note="first\ntry", author="Ana"))
    assert "Saved as 'Plan *A*'." in said
    assert "1 saved scenario, none approved" in said
    (scenario,) = kept.scenarios.all("trial")
    assert json.loads(scenario.content)["cut"] == 65
    assert (scenario.author, scenario.note, scenario.book_fingerprint) == ("Ana", "first\ntry", books[1])
    assert scenario.book_title == "Bank first"
    assert app.text_input(key=f"{CARD}.name").value == "", "the form is ready for the next one"
    assert undo(app).count("'Plan *A*' is deleted.") == 1
    assert kept.scenarios.all("trial") == ()
    assert "'Plan *A*' is restored." in undo(app)


def test_one_says_ones_name_once(two):
    app, _, second = two
    assert second.author == "Ana"
    assert app.text_input(key=f"{NOTES}.author").value == "Ana"


@pytest.mark.parametrize(("name", "author", "said"), [
    ("", "Ana", "The name is empty. Write one of up to 80 characters."),
    ("n" * 81, "Ana", "has 81 characters and may have 80"),
    ("Plan A", "", "The author is empty"),
])
def test_a_refusal_is_said_in_the_form_and_nothing_that_was_written_is_lost(app, kept, name, author, said):
    save(app, name, note="long thoughts", author=author)
    assert [said in each.value for each in app.warning] == [True]
    assert app.text_area(key=f"{CARD}.note").value == "long thoughts"
    assert kept.scenarios.all("trial") == ()


def test_a_name_that_is_taken_can_be_another_or_replace(two, kept):
    app, first, _ = two
    save(app, "plan a", cut=55, note="second try")
    assert "There is already a scenario 'Plan A' (by Ana" in app.warning[0].value
    app.button(key=f"{CARD}.instead").click().run()
    assert "Saved as 'Plan A (2)'." in words(app)
    assert json.loads(kept.scenarios.all("trial")[0].content)["cut"] == 55
    save(app, "PLAN A", cut=50)
    app.button(key=f"{CARD}.replace").click().run()
    assert "Saved as 'Plan A'." in words(app)
    assert [each.name for each in kept.scenarios.all("trial")] == ["Plan A", "Plan A (2)", "Plan B"]
    assert "'Plan A' is restored." in undo(app)
    assert kept.scenarios.get(first.id)[0].note == "first try"
    assert len(kept.scenarios.all("trial")) == 3


def test_loading_sets_the_controls_as_they_were(two):
    app, first, _ = two
    app.button(key=f"{CARD}.{first.id}.load").click().run()
    assert app.slider(key="trial.cut").value == 70
    assert "The cut is 70." in words(app)
    assert "'Plan A' is loaded." in words(app)
    assert "The cut is 60." in undo(app), "what was on the screen is not lost"


def test_a_scenario_of_another_book_says_so_in_the_list_and_when_it_is_loaded(app, kept):
    made = kept.scenarios.save("trial", "Old", '{"cut": 40, "tiers": []}', author="Ben", book_fingerprint="0ld",
                               book_title="Bank *")
    app.run()
    assert ":orange-badge[Other data]" in words(app)
    app.button(key=f"{CARD}.{made.id}.load").click().run()
    assert "'Old' was made on other data (Bank *, version 0ld), so its figures may differ here." in words(app)
    assert app.slider(key="trial.cut").value == 40


@pytest.mark.parametrize(("content", "said"), [
    ('{"cot": 40}', "This scenario has no cut"), ("[]", "This scenario has no cut"), ("3", "in the log under number"),
    ('{"cut": 40, "tiers": 5}', "This scenario has no tiers"),
])
def test_content_that_the_page_cannot_follow_is_said_and_changes_nothing(app, kept, content, said):
    made = kept.scenarios.save("trial", "Old", content, author="Ben")
    app.run()
    app.button(key=f"{CARD}.{made.id}.load").click().run()
    assert said in app.warning[0].value
    assert app.slider(key="trial.cut").value == 80


def more(app: AppTest, scenario, choice: str) -> str:
    return words(app.menu_button(key=f"{CARD}.{scenario.id}.more").click(choice).run())


def step(app: AppTest, scenario, choice: str, reason: str = "It pays.", author: str = "Ana") -> str:
    """Choose a step from the menu of a scenario, and fill in its dialog."""
    more(app, scenario, choice)
    return fill_in(app, reason, author)


def fill_in(app: AppTest, reason: str, author: str = "Ana") -> str:
    app.text_area(key=f"{CARD}.reason").set_value(reason)
    app.text_input(key=f"{CARD}.dialog.author").set_value(author)
    return words(app.button(key=f"{CARD}.take").click().run())


def test_one_is_approved_in_the_place_of_the_other_and_back(two, kept):
    app, first, second = two
    assert "Nothing is in force." in words(app)
    assert "'Plan A' is proposed for approval." in step(app, first, "Propose for approval", "Why not.", "Ben")
    said = more(app, first, "Approve")
    assert "Proposed by Ben on " in said
    assert "Why not." in said
    assert "Nothing is approved now." in said
    assert "The cut would be 70." in said, "what would change"
    assert "'Plan A' is approved." in fill_in(app, "Agreed.")
    step(app, second, "Propose for approval")
    assert "It replaces 'Plan A', approved on " in more(app, second, "Approve")
    said = fill_in(app, "Better.")
    assert "'Plan B' is approved; it replaces 'Plan A'." in said
    assert "2 saved scenarios, 'Plan B' approved" in said
    assert "In force: Plan B." in said
    assert ":gray-badge[Replaced]" in said
    said = undo(app)
    assert "Undone: 'Plan B' is as it was. 'Plan A' is approved." in said
    assert "In force: Plan A." in said
    assert "neither deleted nor replaced" in more(app, first, "Delete")
    assert "The approval of 'Plan A' is withdrawn." in step(app, first, "Withdraw approval", "Too dear.")
    assert kept.scenarios.in_force("trial") is None
    assert "In force: Plan A." in undo(app)


def test_a_step_without_a_reason_is_refused_in_its_dialog_and_a_closed_dialog_asks_nothing(two, kept):
    app, first, _ = two
    more(app, first, "Propose for approval")
    app.text_area(key=f"{CARD}.reason").set_value(" ")
    app.button(key=f"{CARD}.take").click().run()
    assert kept.approvals.history("trial") == ()
    assert app.session_state[f"{CARD}.dialog.done"].sentence.startswith("The reason is empty.")
    app.run()
    assert not [each for each in app.text_area if each.key == f"{CARD}.reason"]


def test_the_history_says_who_when_and_why_and_returns_to_what_was_approved(two, kept):
    app, first, second = two
    assert not [each for each in app.button if each.key == f"{CARD}.history"]
    earlier = approve(kept, first.id, author="Ben", reason="First *try*.")
    approve(kept, second.id, author="Cleo", reason="Better.")
    app.session_state[f"{CARD}.history"] = True
    said = words(app.run())
    assert "Plan B: approved in the place of Plan A" in said
    assert "Ben · " in said
    assert "First *try*." in said
    app.button(key=f"{CARD}.history.{earlier.id}").click().run()
    assert "'Plan A' is approved; it replaces 'Plan B'." in fill_in(app, "It worked better.")
    assert kept.scenarios.in_force("trial").name == "Plan A"
    latest = kept.approvals.history("trial")[0]
    assert (latest.kind, latest.about_id, latest.reason) == ("returned", earlier.id, "It worked better.")


def test_deleting_is_undone_even_when_the_name_was_given_away(two, kept):
    app, first, _ = two
    assert "'Plan A' is deleted." in more(app, first, "Delete")
    kept.scenarios.save("trial", "Plan A", "{}", author="Ben")
    assert "'Plan A' is restored as 'Plan A (2)', because its name was taken in the meantime." in undo(app)
    assert kept.scenarios.get(first.id)[0].note == "first try"


def test_renaming_keeps_what_is_not_changed(two, kept):
    app, first, _ = two
    more(app, first, "Rename")
    app.text_input(key=f"{CARD}.{first.id}.name").set_value("plan b")
    app.button(key=f"{CARD}.{first.id}.renamed").click().run()
    assert "There is already a scenario 'Plan B'" in app.warning[0].value
    app.text_input(key=f"{CARD}.{first.id}.name").set_value("Plan C")
    app.button(key=f"{CARD}.{first.id}.renamed").click().run()
    assert "'Plan A' is now 'Plan C'." in words(app)
    assert kept.scenarios.get(first.id)[0].note == "first try"
    assert not [each for each in app.text_input if each.key == f"{CARD}.{first.id}.name"], "the form is gone"


def test_scenarios_are_compared_with_what_is_on_the_screen(two, kept):
    app, first, second = two
    app.slider(key="trial.cut").set_value(70).run()
    app.multiselect(key=f"{CARD}.compared").set_value([first.id]).run()
    assert "No difference" in words(app)
    app.multiselect(key=f"{CARD}.compared").set_value([second.id, first.id]).run()
    (table,) = [each.value for each in app.dataframe]
    assert table.to_numpy().tolist() == [["cut", "70", "60", "70"]]
    assert "compared: ['Plan B', 'Plan A']" in words(app)
    more(app, second, "Delete")
    assert "compared: ['Plan A']" in words(app), "what is gone is no longer compared"
    for number in range(5):
        kept.scenarios.save("trial", f"More {number}", "{}", author="Ben")
    assert app.run().multiselect(key=f"{CARD}.compared").proto.max_selections == 4


def test_a_long_list_has_pages(app, kept):
    for number in range(20):
        kept.scenarios.save("trial", f"Plan {number:02}", "{}", author="Ben")
    app.run()
    rows = [each.label for each in app.button].count("Load")
    assert rows == 8
    assert "20 saved scenarios" in words(app)


def test_a_workspace_that_cannot_be_used_does_not_take_the_page_with_it(books, tmp_path, monkeypatch):
    (tmp_path / "workspace.sqlite").write_bytes(b"nonsense" * 1_000)
    monkeypatch.setenv("CLIENTELA_DATA", str(books[0]))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    app = AppTest.from_file(str(TRIAL), default_timeout=60).run()
    said = words(app)
    assert "The cut is 80." in said
    assert said.count("is damaged or not a workspace") == 3, "in both cards, and where the page asked what is in force"


def test_a_note_is_added_dated_taken_away_and_brought_back(app, kept):
    assert "No notes on Norte *" in words(app)
    app.text_area(key=f"{NOTES}.text").set_value("New *plant*\nopens in May")
    app.text_input(key=f"{NOTES}.source").set_value("Gazette")
    app.date_input(key=f"{NOTES}.date").set_value(dt.date(2026, 5, 3))
    app.button(key=f"{NOTES}.add").click().run()
    assert "The author is empty" in app.warning[0].value
    app.text_input(key=f"{NOTES}.author").set_value("Ana")
    said = words(app.button(key=f"{NOTES}.add").click().run())
    assert "1 note on Norte *" in said
    assert "New *plant*  \nopens in May" in said
    assert "3 May 2026 · Ana · Gazette" in said
    (note,) = kept.notes.about("trial", "N*")
    assert app.text_area(key=f"{NOTES}.text").value == ""
    said = words(app.button(key=f"{NOTES}.{note.id}.delete").click().run())
    assert "The note is deleted." in said
    assert "No notes on" in said
    assert "The note is restored." in undo(app, NOTES)
    assert kept.notes.about("trial", "N*") == (note,)
