"""What the tests copy instead of making it: a book of the same rows and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crm_core.intake.draft import Draft, Terms, drafting
from crm_core.warehouse import Shelf
from tests import odd_books
from tests.finished_books import FinishedBooks, held
from tests.tiny_books import publish


def noting(keys: list[str | None]) -> Callable[[Draft, str], str]:
    """`Draft.complete` as it is, which notes what each draft held."""
    first = Draft.complete

    def complete(draft: Draft, content_hash: str) -> str:
        keys.append(held(draft, content_hash))
        return first(draft, content_hash)

    return complete


@pytest.fixture
def begin(monkeypatch, tmp_path):
    """`begin(needed)`: from here on books are finished as another process of the run does it, with what is needed.
    Gives the drafts of all of them that were completed and not copied."""
    keys: list[str | None] = []
    complete, folder = noting(keys), tmp_path / "finished"
    folder.mkdir()

    def process(needed: str = "") -> list[str | None]:
        books = FinishedBooks(complete, folder, needed=needed)

        def finish(draft: Draft, content_hash: str) -> str:
            return books.of(draft, content_hash)

        monkeypatch.setattr(Draft, "complete", finish)
        return keys

    return process


@pytest.fixture
def made(begin):
    return begin()


def test_the_same_rows_are_finished_once_and_a_book_that_differs_in_a_cell_the_terms_or_the_order_is_made(
        made, tmp_path):
    first, again = (publish(tmp_path / name, [5.0, -2.0]) for name in ("a", "b"))
    assert len(made) == 1
    assert first.fingerprint == again.fingerprint
    assert first.path.read_bytes() == again.path.read_bytes()
    publish(tmp_path / "c", [5.0, -2.5])
    publish(tmp_path / "d", [-2.0, 5.0])
    publish(tmp_path / "e", [5.0, -2.0], terms=Terms("Tiny bank", hurdle_rate=0.2))
    assert len(set(made)) == 4


def test_what_one_process_has_finished_another_copies_unless_it_needs_more(begin, tmp_path):
    made = begin()
    first = publish(tmp_path / "a", [5.0])
    begin()
    again = publish(tmp_path / "b", [5.0])
    assert len(made) == 1
    assert first.fingerprint == again.fingerprint
    assert first.path.read_bytes() == again.path.read_bytes()
    begin("more")
    publish(tmp_path / "c", [5.0])
    assert len(made) == 2


@pytest.mark.parametrize(("patch", "is_on"), [
    (lambda patching: patching.setenv("CLIENTELA_LANGUAGE", "es"), True),
    (lambda patching: patching.delenv("CLIENTELA_LANGUAGE", raising=False), True),
    (lambda patching: patching.setattr("streamlit.title", None), True),
    (lambda patching: patching.setattr(odd_books, "DAY", None), False),
    (lambda patching: patching.setattr("tests.odd_books.DAY", None), False),
    (lambda patching: patching.setattr(odd_books.OddBook, "publish", None), False),
    (lambda patching: patching.delattr(odd_books, "DAY"), False),
    (lambda patching: patching.setitem(odd_books.OPTIONAL, "pilots", None), False),
    (lambda patching: patching.delitem(odd_books.OPTIONAL, "pilots"), False),
])
def test_code_that_is_patched_makes_its_own_books_and_a_variable_of_the_environment_does_not(monkeypatch, patch, is_on):
    books = FinishedBooks(Draft.complete)
    monkeypatch.setattr(pytest, "MonkeyPatch", type("Patching", (pytest.MonkeyPatch,), {}))
    books.anew_where_code_is_patched()
    patching = pytest.MonkeyPatch()
    patch(patching)
    patching.undo()
    assert books.is_on is is_on


def test_a_book_beside_one_in_use_is_a_copy_only_where_its_like_stood_beside_the_same(made, tmp_path):
    """As it is compared with that one."""
    publish(tmp_path / "a", [5.0])
    publish(tmp_path / "b", [6.0])
    beside = publish(tmp_path / "b", [5.0])
    assert len(made) == 3
    publish(tmp_path / "c", [6.0])
    assert publish(tmp_path / "c", [5.0]).path.read_bytes() == beside.path.read_bytes()
    assert len(made) == 3
    publish(tmp_path / "d", [7.0])
    publish(tmp_path / "d", [5.0])
    assert len(made) == 5


def test_every_table_of_a_draft_counts_whatever_made_it(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Tiny bank")) as draft:
        before = held(draft, "x")
        assert held(draft, "x") == before
        draft.connection.execute("create temp table of_a_loader as select 1 as line")
        assert held(draft, "x") != before
        draft.connection.execute("create table many as select * from range(20_001)")
        assert held(draft, "x") is None
