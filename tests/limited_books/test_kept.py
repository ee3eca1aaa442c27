"""Books of permits that are damaged are made anew, and those of earlier data do not stay."""

from __future__ import annotations

import os
import time

import pytest

from crm_core import CannotAnswer
from crm_core.ask import ask
from crm_core.limited_books import LimitedBook, limited_shelf, open_limited, sweep_limited
from crm_core.limited_books.book import forget
from crm_core.permit import Permit
from crm_core.question import Question
from crm_core.scope import Scope
from crm_core.warehouse import shelf as warehouse_shelf
from crm_core.workspace import Workspace
from crm_core.workspace.engine import file_url
from tests.limited_books.banks import NORTH, SOUTH, everything, publish

pytestmark = pytest.mark.every_mart
HEAD, BLOCK = 12_288, 262_144
OF_NORTH, OF_SOUTH = Permit("planner", regions=(NORTH,)), Permit("planner", regions=(SOUTH,))


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)


def test_what_is_no_book_any_more_is_made_anew(bank):
    with open_limited(bank, OF_NORTH) as book:
        path, whole = book.path, everything(book.path)
    path.write_bytes(b"no book" * 9_000)
    with open_limited(bank, OF_NORTH) as book:
        found = everything(book.path)
        assert ask("pareto", book, Scope())["result"]["customers"] == 12
    assert {table for table in whole if whole[table] != found[table]} <= {"book_info"}, "but for when it was made"
    assert len(limited_shelf(bank, OF_NORTH).books()) == 1


def test_damage_that_a_question_comes_upon_is_told_and_gone_with_the_next_opening(bank):
    with open_limited(bank, OF_NORTH) as book:
        path = book.path
    shelf, whole, every = limited_shelf(bank, OF_NORTH), path.read_bytes(), Question("all", "select * from activity")
    told = []
    for start in range(HEAD, len(whole) - BLOCK, BLOCK):
        path.write_bytes(whole[:start] + b"\x5a" * BLOCK + whole[start + BLOCK:])
        try:
            book = LimitedBook(path, OF_NORTH, shelf)
        except CannotAnswer:
            continue  # every opening reads that: made anew at once, as above
        with book:
            try:
                book.read(every)
            except CannotAnswer as damaged:
                told.append(str(damaged))
                assert not book.is_in_use
                break
    assert told == ["The file of what you may see was damaged. It is made anew at the next click, which takes some "
                    "seconds."]
    with open_limited(bank, OF_NORTH) as book:
        assert len(book.read(every)) > 0
        assert book.is_in_use


def test_books_of_earlier_data_go_and_what_people_made_stays(bank):
    for permit in (OF_NORTH, OF_SOUTH):
        open_limited(bank, permit).close()
    north, south = limited_shelf(bank, OF_NORTH), limited_shelf(bank, OF_SOUTH)
    Workspace(file_url(south.folder)).notes.add("pareto", "curve", "ours", author="Eva")
    sweep_limited(bank)
    assert north.books()
    assert south.books(), "they are of the current data"
    ahead = time.time() + 60
    os.utime(bank.folder / bank.current(), (ahead, ahead))  # as where one was put in use within a second of another
    sweep_limited(bank)
    os.utime(bank.pointer, (ahead, ahead))  # by a clock that was wrong
    sweep_limited(bank)
    assert north.books()
    assert south.books()
    (north.folder / "book.tmp.whole").write_bytes(b"of a killed program")
    earlier = time.time() - 60
    for path in (*north.books(), *south.books()):
        os.utime(path, (earlier, earlier))
    os.utime(bank.pointer)  # as publishing new data, or going back, does
    sweep_limited(bank)
    assert not north.folder.exists()
    assert not south.books()
    assert len(Workspace(file_url(south.folder)).notes.all("pareto")) == 1


def test_who_comes_while_another_program_sweeps_waits_for_it(bank, monkeypatch):
    """It lets go within a moment, most often before anybody looks who it was."""
    forget(limited_shelf(bank, OF_NORTH))
    answers = iter([False])
    monkeypatch.setattr(warehouse_shelf, "hold", lambda lock: next(answers, True))
    with open_limited(bank, OF_NORTH) as book:
        assert book.is_in_use


def test_there_may_be_nothing_to_sweep(tmp_path):
    from crm_core.warehouse import Shelf

    sweep_limited(Shelf(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
