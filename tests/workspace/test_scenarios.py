"""Scenarios by hand: saved and found again, named once, put in force one at a time, never lost by deleting."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer
from crm_core.workspace import NameTaken, Workspace
from tests.workspace.conftest import START


def names(scenarios, room: str = "tiers") -> list[str]:
    return [each.name for each in scenarios.all(room)]


def test_what_is_saved_is_found_again_as_it_was(scenarios, url):
    kept = scenarios.save("tiers", "  Plan\nA ", '{"cut":  80}', author=" Ana  Vidal ", note=" first\r\ntry ",
                          book_fingerprint="f1", book_title="Bank first")
    assert (kept.name, kept.author, kept.note) == ("Plan A", "Ana Vidal", "first\ntry")
    assert kept.content == '{"cut":  80}'
    assert kept.created_at == kept.changed_at == START
    assert not kept.is_in_force
    assert Workspace(url).scenarios.all("tiers") == (kept,)


def test_a_list_holds_one_room_and_what_changed_last_comes_first(scenarios, save):
    first = save("Plan A")
    save("Plan B")
    save("Plan A", room="demand")
    assert names(scenarios) == ["Plan B", "Plan A"]
    scenarios.rename(first.id, "Plan C")
    assert names(scenarios) == ["Plan C", "Plan B"]
    assert names(scenarios, "demand") == ["Plan A"]
    assert names(scenarios, "regions") == []


@pytest.mark.parametrize("again", ["Plan A", "plan a", " PLAN  A ", "Plan\tA"])
def test_a_name_is_taken_once_whatever_its_capitals_and_blanks(scenarios, save, again):
    first = save("Plan A")
    with pytest.raises(NameTaken) as refused:
        save(again)
    assert str(refused.value) == ("There is already a scenario 'Plan A' (by Ana, 1 March 2026). Choose another name, "
                                  "such as 'Plan A (2)'.")
    assert refused.value.by == first
    save(refused.value.instead)
    with pytest.raises(NameTaken, match=r"such as 'Plan A \(3\)'"):
        save("Plan A")
    assert names(scenarios) == ["Plan A (2)", "Plan A"]


def test_the_name_that_is_offered_is_never_too_long(save):
    save("x" * 80)
    with pytest.raises(NameTaken) as refused:
        save("X" * 80)
    assert len(save(refused.value.instead).name) == 80


def test_renaming_keeps_the_content_and_refuses_a_name_that_another_has(scenarios, save):
    first, second = save("Plan A", '{"a":1}', note="why"), save("Plan B")
    renamed = scenarios.rename(first.id, "plan a")
    assert (renamed.name, renamed.content, renamed.note) == ("plan a", '{"a":1}', "why")
    assert renamed.changed_at > first.changed_at
    assert scenarios.rename(first.id, "Plan A", note="").note == ""
    with pytest.raises(NameTaken, match="'Plan B'"):
        scenarios.rename(first.id, "plan b")
    assert scenarios.get(first.id, second.id)[1] == second


def test_what_was_deleted_comes_back_whole(scenarios, save):
    kept = save("Plan A", note="why")
    scenarios.delete(kept.id)
    assert names(scenarios) == []
    with pytest.raises(CannotAnswer, match=r"'Plan A' was deleted on 1 March 2026. Restore it to use it again\."):
        scenarios.get(kept.id)
    assert scenarios.restore(kept.id) == kept
    assert scenarios.restore(kept.id) == kept, "a second click on undo does no harm"
    assert scenarios.all("tiers") == (kept,)


def test_a_name_given_away_meanwhile_does_not_stop_the_undo(scenarios, save):
    first = save("Plan A", '{"old":1}')
    scenarios.delete(first.id)
    save("Plan A", '{"new":1}')
    back = scenarios.restore(first.id)
    assert (back.name, back.content) == ("Plan A (2)", '{"old":1}')


def test_replacing_keeps_the_one_before_for_an_undo(scenarios, save):
    first = save("Plan A", '{"a":1}')
    second = save("plan a", '{"a":2}', replace=True)
    assert scenarios.all("tiers") == (second,)
    assert scenarios.restore(first.id).content == '{"a":1}'
    assert len(scenarios.all("tiers")) == 2


def test_one_a_room_is_in_force_and_the_next_takes_its_place(scenarios, save):
    first, second, other = save("Plan A"), save("Plan B"), save("Plan A", room="demand")
    assert scenarios.in_force("tiers") is None
    scenarios.put_in_force(other.id)
    since = scenarios.put_in_force(first.id).in_force_since
    assert since > first.created_at
    assert scenarios.put_in_force(first.id).in_force_since == since, "in force already: since when stays"
    scenarios.put_in_force(second.id)
    assert scenarios.in_force("tiers").id == second.id
    assert names(scenarios)[0] == "Plan B", "what is in force stands first"
    assert scenarios.in_force("demand").id == other.id
    scenarios.withdraw("tiers")
    assert scenarios.in_force("tiers") is None
    assert scenarios.in_force("demand").id == other.id


def test_what_is_in_force_is_neither_deleted_nor_replaced(scenarios, save):
    kept = save("Plan A")
    scenarios.put_in_force(kept.id)
    for attempt in (lambda: scenarios.delete(kept.id), lambda: save("Plan A", replace=True)):
        with pytest.raises(CannotAnswer, match="'Plan A' is the current approved scenario, so it can be neither"):
            attempt()
    assert scenarios.in_force("tiers").id == kept.id


def test_several_come_in_the_order_asked(scenarios, save):
    kept = [save(f"Plan {letter}") for letter in "ABCD"]
    asked = [kept[2], kept[0], kept[3]]
    assert list(scenarios.get(*(each.id for each in asked))) == asked
    assert scenarios.get() == ()


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 2**80, "1", 1.0, True, None])
def test_a_number_that_no_scenario_has_is_said(scenarios, save, number):
    if number is not True:
        save("Plan A")
    for ask in (scenarios.get, scenarios.delete, scenarios.restore, scenarios.put_in_force):
        with pytest.raises(CannotAnswer, match=rf"no scenario number {number}\. Choose one from the list"):
            ask(number)
    with pytest.raises(CannotAnswer, match="no scenario number"):
        scenarios.rename(number, "Plan Z")


@pytest.mark.parametrize(("change", "said"), [
    ({"name": " \n "}, "The name is empty. Write one of up to 80 characters."),
    ({"name": "n" * 93}, f"The name '{'n' * 40}…' has 93 characters and may have 80. Shorten it."),
    ({"name": "Plan\0A"}, "The text holds a character that cannot be shown (U+0000). Leave it out."),
    ({"name": "Plan \ud800"}, "The text holds a character that cannot be shown (U+D800). Leave it out."),
    ({"author": ""}, "The author is empty. Write one of up to 80 characters."),
    ({"note": "w" * 2_001}, f"The note '{'w' * 40}…' has 2,001 characters and may have 2,000. Shorten it."),
    ({"note": "a\x1bb"}, "The text holds a character that cannot be shown (U+001B). Leave it out."),
])
def test_what_cannot_be_kept_is_refused_in_a_sentence_and_nothing_is_saved(scenarios, change, said):
    with pytest.raises(CannotAnswer) as refused:
        scenarios.save("tiers", **{"name": "Plan A", "content": "{}", "author": "Ana"} | change)
    assert str(refused.value) == said
    assert scenarios.all("tiers") == ()


@pytest.mark.parametrize("content", ["", "{", "NaN", '{"a":Infinity}', '"' + "x" * 600_000 + '"', '"\ud800"'])
def test_content_that_is_no_json_is_the_rooms_mistake(scenarios, save, content):
    with pytest.raises(ValueError, match=r".+"):
        save("Plan A", content)
    assert scenarios.all("tiers") == ()


def test_a_scenario_made_on_another_book_says_so(save):
    kept = save("Plan A", book_title="Bank first")
    assert kept.remark("f1") == ""
    assert kept.remark("f2") == ("'Plan A' was made on other data (Bank first, version f1), so its figures may "
                                 "differ here.")


def test_times_are_kept_as_the_same_moment_whatever_the_zone_of_the_clock(url):
    east = dt.timezone(dt.timedelta(hours=9))
    kept = Workspace(url, now=lambda: START.astimezone(east)).scenarios.save("tiers", "Plan A", "{}", author="Ana")
    assert kept.created_at == START
    assert kept.created_at.tzinfo == dt.UTC


written = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=written, note=written, value=st.recursive(st.none() | st.integers() | written, st.lists, max_leaves=4))
def test_any_text_that_can_be_shown_comes_back_the_same(scenarios, name, note, value):
    content = json.dumps(value)
    kept = scenarios.save("tiers", name, content, author=name, note=note, replace=True)
    found = scenarios.get(kept.id)[0]
    assert found == kept
    assert json.loads(found.content) == value
    assert found.name.split() == found.author.split()
    scenarios.delete(kept.id)
