"""The build report: what became of every source file, from the book itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crm_core.intake.comparison import AGAINST
from crm_core.json_values import as_json
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import Book

FILES = Question("files", "select * from book_files order by table_name, file")
TOTALS = Question("totals", "select * from book_totals order by table_name, file, measure <> 'rows', "
                            "measure <> 'customers', measure")
REJECTIONS = Question(
    "rejections", "select * from book_rejections order by rejected desc, table_name, first_file, first_line")
UNUSED = Question("unused", "select * from book_unused order by table_name, file")
CONTROLS = Question("controls", "select * from controls order by name")
SUSPICIONS = Question("suspicions", "select * from suspicions order by subject <> :first, table_name, subject, reason")
COMPARISON = Question("comparison", "select * from book_comparison")
DERIVATIONS = Question("derivations", "select * from derivations order by table_name, sentence")
YEARS = Question("years", "select * from book_years order by years_ago")


def report(book: Book) -> dict[str, Any]:
    """`book` (its one row of facts), `years`, `files`, their control `totals` before and after, the
    kinds of `rejections`, the columns `unused`, the `comparison` with the book before, `controls`,
    `suspicions` (what is not usual against that book first) and `derivations`, as plain values for JSON."""
    return {
        "book": {key: as_json(value) for key, value in book.info.items()},
        "years": as_json(book.read(YEARS)),
        "files": as_json(_told(book.read(FILES), "reading")),
        "totals": as_json(book.read(TOTALS)),
        "rejections": as_json(_told(book.read(REJECTIONS), "reasons")),
        "unused": as_json(book.read(UNUSED)),
        "comparison": as_json(book.read(COMPARISON)),
        "controls": as_json(_told(book.read(CONTROLS), "name", "note")),
        "suspicions": as_json(_told(book.read(SUSPICIONS, first=AGAINST), "subject", "reason")),
        "derivations": as_json(_told(book.read(DERIVATIONS), "sentence")),
    }


def _told(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """`rows` with these columns in the language spoken."""
    return rows.assign(**{name: rows[name].map(told) for name in names if name in rows})
