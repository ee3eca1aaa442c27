"""What the tests copy instead of making it: a book of the same rows and no other."""

from __future__ import annotations

import pytest

from crm_core.intake.draft import Draft, Terms, drafting
from crm_core.warehouse import Shelf
from tests.finished_books import FinishedBooks, held
from tests.tiny_books import publish


@pytest.fixture
def made(monkeypatch):
    """The drafts that were completed and not copied, by what they held."""
    keys = []
    first = Draft.complete

    def noting(draft, content_hash):
        keys.append(held(draft, content_hash))
        return first(draft, content_hash)

    books = FinishedBooks(noting)

    def complete(draft, content_hash):
        return books.of(draft, content_hash)

    monkeypatch.setattr(Draft, "complete", complete)
    return keys


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


def test_a_book_beside_one_in_use_is_made_as_it_is_compared(made, tmp_path):
    publish(tmp_path / "a", [5.0])
    publish(tmp_path / "b", [6.0])
    publish(tmp_path / "b", [5.0])
    assert len(made) == 3


def test_every_table_of_a_draft_counts_whatever_made_it(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Tiny bank")) as draft:
        before = held(draft, "x")
        assert held(draft, "x") == before
        draft.connection.execute("create temp table of_a_loader as select 1 as line")
        assert held(draft, "x") != before
        draft.connection.execute("create table many as select * from range(6000)")
        assert held(draft, "x") is None
