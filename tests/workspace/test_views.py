"""Saved views: by name for whoever keeps them, behind a short id for whoever has the link."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from crm_core import CannotAnswer
from crm_core.workspace import ViewNameTaken
from crm_core.workspace.store import Store
from crm_core.workspace.view import SHORT_ID_LENGTH, SHORT_ID_LETTERS, new_short_id
from crm_core.workspace.views import Views
from tests.workspace.conftest import Clock
from tests.workspace.test_processes import finish

ANA, BEN = "a" * 32, "b" * 32


@pytest.fixture
def views(workspace):
    return workspace.views


@pytest.fixture
def keep(views):
    """`keep("Board")` → Ana's view of the page pareto."""

    def save(name: str, link: str = '{"top":20}', page: str = "pareto", **options):
        return views.save(page, name, link, **{"owner": ANA, "author": "Ana"} | options)

    return save


def names(views: Views, owner: str) -> list[str]:
    return [each.name for each in views.listed(owner)]


def test_a_short_id_is_eight_letters_that_nobody_confuses():
    ids = {new_short_id() for _ in range(500)}
    assert len(ids) == 500
    assert {len(each) for each in ids} == {SHORT_ID_LENGTH}
    assert set("".join(ids)) <= set(SHORT_ID_LETTERS)
    assert not set("ilo01") & set(SHORT_ID_LETTERS)


def test_a_view_opens_by_its_short_id_however_it_is_typed(views, keep):
    board = keep(" Board ", note="for May")
    assert (board.name, board.note, board.author, board.is_shared) == ("Board", "for May", "Ana", False)
    assert views.open(f" {board.short_id.upper()} ") == board


@pytest.mark.parametrize("typed", ["zzzzzzzz", "", "not one", "' or 1=1", "a" * 5_000, "ááááááá8"])
def test_an_unknown_short_id_is_said_in_a_sentence(views, keep, typed):
    keep("Board")
    with pytest.raises(CannotAnswer, match="There is no view '") as said:
        views.open(typed)
    assert len(str(said.value)) < 160


def test_a_short_id_that_is_taken_is_drawn_again(url):
    drawn: Iterator[str] = iter(["aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "bbbbbbbb"])
    views = Views(Store(url), Clock(), lambda: next(drawn))
    first = views.save("pareto", "One", "{}", owner=ANA, author="Ana")
    views.delete(first.id, owner=ANA)
    second = views.save("pareto", "Two", "{}", owner=ANA, author="Ana")
    assert [first.short_id, second.short_id] == ["aaaaaaaa", "bbbbbbbb"], "also of one that was deleted"


def test_private_views_are_listed_to_their_owner_and_shared_ones_to_all(views, keep):
    keep("Mine")
    keep("Ours", is_shared=True)
    keep("Bens", owner=BEN, author="Ben")
    assert names(views, ANA) == ["Ours", "Mine"]
    assert names(views, BEN) == ["Bens", "Ours"]
    assert names(views, "") == ["Ours"], "who has kept nothing sees what is shared"


def test_a_name_is_ones_own_on_one_page_whatever_its_capitals(views, keep):
    board = keep("Board")
    keep("Board", page="tiers")
    keep("Board", owner=BEN, author="Ben")
    with pytest.raises(ViewNameTaken, match="You already have a view 'Board' of this page") as taken:
        keep("BOARD", '{"top":10}')
    assert taken.value.by == board


def test_replacing_keeps_the_link_and_loses_nothing(views, keep):
    board = keep("Board")
    replaced = keep("BOARD", '{"top":10}', replace=True)
    assert replaced.short_id == board.short_id
    assert views.open(board.short_id).link == '{"top":10}'
    assert names(views, ANA) == ["BOARD"]
    keep(board.name, board.link, replace=True)
    assert views.open(board.short_id).link == '{"top":20}', "undone by saving what was there"
    with views._store.reading() as connection:
        assert len(connection.exec_driver_sql("select id from views").all()) == 3


def test_only_the_owner_changes_a_view(views, keep):
    shared = keep("Ours", is_shared=True)
    for owner in (BEN, ""):
        for change in (lambda who: views.delete(shared.id, owner=who),
                       lambda who: views.describe(shared.id, "Theirs", owner=who),
                       lambda who: views.restore(shared.id, owner=who)):
            with pytest.raises(CannotAnswer, match="was saved by Ana, and only they can change it"):
                change(owner)
    with pytest.raises(ValueError, match="A view that has a name"):
        keep("Nobody's", owner="")
    assert views.open(shared.short_id) == shared


def test_a_view_is_renamed_noted_and_shared(views, keep):
    board, other = keep("Board"), keep("Other")
    changed = views.describe(board.id, "For May", owner=ANA, note="n", is_shared=True)
    assert (changed.name, changed.note, changed.is_shared, changed.link) == ("For May", "n", True, board.link)
    assert views.describe(board.id, "FOR MAY", owner=ANA).name == "FOR MAY", "its own name is not taken"
    with pytest.raises(ViewNameTaken):
        views.describe(other.id, "for may", owner=ANA)


def test_a_deleted_view_says_so_and_comes_back(views, keep):
    board = keep("Board")
    views.delete(board.id, owner=ANA)
    assert names(views, ANA) == []
    with pytest.raises(CannotAnswer, match="The view 'Board' was deleted on 1 March 2026 by whoever saved it"):
        views.open(board.short_id)
    views.restore(board.id, owner=ANA)
    assert views.open(board.short_id).name == "Board"
    views.delete(board.id, owner=ANA)
    keep("board")
    with pytest.raises(ViewNameTaken):
        views.restore(board.id, owner=ANA)


def test_the_same_settings_get_the_same_short_link_which_no_list_shows(views):
    short = views.shorten("pareto", '{"top":20}')
    assert views.shorten("pareto", '{"top":20}') == short
    assert views.shorten("pareto", '{"top":21}').short_id != short.short_id
    assert views.shorten("tiers", '{"top":20}').short_id != short.short_id
    assert views.open(short.short_id).link == '{"top":20}'
    assert names(views, ANA) == names(views, "") == []


@pytest.mark.parametrize(("change", "said"), [
    ({"name": " "}, "The name is empty"), ({"name": "n" * 81}, "has 81 characters and may have 80"),
    ({"author": ""}, "The author is empty"), ({"note": "n" * 2_001}, "has 2,001 characters"),
])
def test_a_view_that_cannot_be_kept_says_why(views, keep, change, said):
    with pytest.raises(CannotAnswer, match=said):
        keep(**{"name": "Board"} | change)
    assert names(views, ANA) == []


def test_everybody_has_one_start_page_and_can_do_without(workspace):
    starts = workspace.start_pages
    starts.choose(ANA, "k7m2q9xa")
    starts.choose(ANA, "aaaaaaaa")
    starts.choose(BEN, "bbbbbbbb")
    assert (starts.of(ANA), starts.of(BEN), starts.of("")) == ("aaaaaaaa", "bbbbbbbb", "")
    starts.choose(ANA, "")
    assert (starts.of(ANA), starts.of(BEN)) == ("", "bbbbbbbb")
    with pytest.raises(ValueError, match="A start page has an owner"):
        starts.choose("", "k7m2q9xa")


WRITER = """
import sys
from crm_core.workspace import ViewNameTaken, Workspace
views = Workspace(sys.argv[1], seconds=30).views
for number in range(12):
    try:
        print(views.save("pareto", f"View {number}", '"%s"' % sys.argv[2], owner="a" * 32, author=sys.argv[2]).id)
    except ViewNameTaken:
        pass
"""


def test_of_two_who_want_the_same_names_at_once_each_name_goes_to_one(url, workspace):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, url, name], text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE) for name in ("Ana", "Ben")]
    numbers = [finish(writer) for writer in writers]
    kept = workspace.views.listed(ANA)
    assert sorted(each.name for each in kept) == sorted(f"View {number}" for number in range(12))
    assert {str(each.id) for each in kept} == {*numbers[0], *numbers[1]}
    assert len({each.short_id for each in kept}) == 12
