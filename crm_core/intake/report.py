"""The build report: what became of every source file, from the book itself."""

from __future__ import annotations

from typing import Any

from crm_core.json_values import as_json
from crm_core.question import Question
from crm_core.warehouse import Book

FILES = Question("files", "select * from book_files order by table_name, file")
CONTROLS = Question("controls", "select * from controls order by name")
SUSPICIONS = Question("suspicions", "select * from suspicions order by table_name, subject")
YEARS = Question("years", "select * from book_years order by years_ago")


def report(book: Book) -> dict[str, Any]:
    """`book` (its one row of facts), `years`, `files`, `controls` and `suspicions`, as plain values for JSON."""
    return {
        "book": {key: as_json(value) for key, value in book.info.items()},
        "years": as_json(book.read(YEARS)),
        "files": as_json(book.read(FILES)),
        "controls": as_json(book.read(CONTROLS)),
        "suspicions": as_json(book.read(SUSPICIONS)),
    }
