"""The rejected rows, handed back to whoever can correct them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from crm_core import contract
from crm_core.language import _
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.spreadsheet_cells import harmless
from crm_core.warehouse import Book

REJECTED = Question(
    "rejected",
    "select file, line, reasons, raw from quarantine where table_name = :table_name order by file, line",
)
NAMES = Question("rejected_names", "select distinct table_name from book_files order by table_name")
COUNT = Question("rejected_count", "select count(*) as n from quarantine where table_name = :table_name")
HEADINGS = ("file", "line", "reason", "raw")
SECONDS = 120.0
"""Handing over every rejected row of a large file takes longer than a page's question may."""


def rejected_csv(book: Book, table_name: str) -> bytes:
    """The rejected rows of a table as CSV: `file`, `line`, `reason` (in the language spoken) and `raw`, the row as it
    stood in the file.

    UTF-8 with a mark, as spreadsheets like it. A cell that a spreadsheet would run as a formula is preceded by an
    apostrophe; negative numbers are left alone. Raises ValueError for a table that neither the contract nor the
    book's files know, whose names may be those of the source (`trans`, `loan`).
    """
    table_names = dict.fromkeys([*contract.TABLES, *book.read(NAMES)["table_name"]])
    if table_name not in table_names:
        raise ValueError(_("Table {name} is not one of {names}.", name=repr(table_name), names=", ".join(table_names)))
    rows = book.read(REJECTED, seconds=SECONDS, table_name=table_name)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(map(as_handed_over, rows.itertuples(index=False)))
    return text.getvalue().encode("utf-8-sig")


def as_handed_over(row: Iterable[Any]) -> list[Any]:
    """One rejected row (file, line, reasons, raw) under `HEADINGS`, its reasons in the language spoken."""
    file, line, reasons, raw = row
    return [harmless(file, is_number_kept=True), line, harmless(told(reasons), is_number_kept=True),
            harmless(raw or "", is_number_kept=True)]


def rejected_count(book: Book, table_name: str) -> int:
    """How many rows `rejected_csv` gives."""
    return int(book.read(COUNT, table_name=table_name)["n"].iloc[0])
