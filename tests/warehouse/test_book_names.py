"""What a folder holds of a book."""

from __future__ import annotations

from crm_core.warehouse.book_names import alike


def test_a_folder_that_is_still_to_be_made_holds_no_book(tmp_path):
    assert alike(tmp_path / "limited" / "of-the-north", "0123456789abcdef") == []


def test_a_book_and_its_successor_are_found_in_their_order(tmp_path):
    for name in ("book-0123456789abcdef01.duckdb", "book-0123456789abcdef.duckdb", "book-fedcba9876543210.duckdb"):
        (tmp_path / name).touch()
    assert [path.name for path in alike(tmp_path, "0123456789abcdef")] == [
        "book-0123456789abcdef.duckdb", "book-0123456789abcdef01.duckdb"]
