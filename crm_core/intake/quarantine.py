"""The rejected rows, handed back to whoever can correct them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from crm_core import contract
from crm_core.export import FORMULA_STARTS
from crm_core.language import _
from crm_core.language.stored import told
from crm_core.question import Question
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
_NUMBER = re.compile(r"[+-]?[\d.,]+")


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
    return [harmless(file), line, harmless(told(reasons)), harmless(raw or "")]


def rejected_count(book: Book, table_name: str) -> int:
    """How many rows `rejected_csv` gives."""
    return int(book.read(COUNT, table_name=table_name)["n"].iloc[0])


def harmless(cell: str) -> str:
    """`cell`, such that no spreadsheet takes it for a formula."""
    if cell.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unharmed(cell: str) -> str:
    """What `harmless` made `cell` of."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
