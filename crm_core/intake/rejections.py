"""Too much rejected: what a build says, and keeps to read, when too little of its files would become the book."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.amounts import number, percent
from crm_core.intake.quarantine import HEADINGS, as_handed_over
from crm_core.intake.statements import BuildRefused
from crm_core.language import N_, _, all_of, ngettext
from crm_core.language.stored import told
from crm_core.question import Question

MAX_REJECTED = 0.05
"""The fraction of a file's rows, or of one of its amounts, that a book may lack unless somebody accepts more."""

MAX_HANDED_OVER = 100_000
"""Rejected rows of a table that a refused build writes down: more are not read, and a disk has an end."""

ROWS, CUSTOMERS = "rows", "customers"
"""The measures of `book_totals` that are no column."""

_KINDS = Question.from_file(__file__, "rejection_kinds.sql")
_VALUES = r'"(value|there|late|early|line|file|found)":("(\\.|[^"\\])*"|[0-9]+|null)'
"""The places of a stored reason that differ from row to row."""
_MAX_SAID = 5
"""Files and kinds of reasons that a refusal names."""
_BLOCK = 10_000
REPEATED = N_("the same {columns} as in line {line} of {file}, which was kept: remove one of the two")
"""The reason of a row whose key was there before (`files/other_rows.py`)."""
_ADDED_UP = {
    "neither the first nor the last day of a month": N_(
        "If one row of {file} is a movement, write row = \"movement\" under [{table}] in mapping.toml: movements are "
        "added up by month."),
    "which was kept: remove one of the two": N_(
        "If one row of {file} is one account in a month, write row = \"account-month\" under [{table}] in "
        "mapping.toml: accounts of a customer are added up by product."),
}
"""What fits when many rows have a reason with these words: the table was meant to be made from the file, not to be it.
A day within a month is a slip in one row and a log of movements in thousands."""


@dataclass(frozen=True)
class Kind:
    """Reasons alike but for their values: how many rows, the first of them, and what is said of it."""

    table_name: str
    reasons: str
    """A stored text (`language.stored`) with the values of the first row."""
    rejected: int
    first_file: str
    first_line: int

    @property
    def sentence(self) -> str:
        return ngettext("{count} row ({file}, line {line}): {why}.",
                        "{count} rows (the first in {file}, line {line}): {why}.", self.rejected,
                        file=self.first_file, line=number(self.first_line), why=told(self.reasons))


@dataclass(frozen=True)
class Excess:
    """A file of which too much was rejected; `amounts` are the columns that pass the limit, with their shares."""

    table_name: str
    file: str
    rows: int
    rejected: int
    amounts: dict[str, float]

    @property
    def sentence(self) -> str:
        rows = ngettext("{rejected} of {count} row ({share})", "{rejected} of {count} rows ({share})", self.rows,
                        rejected=number(self.rejected), share=percent(self.rejected / self.rows if self.rows else 0.0))
        parts = [rows, *(_("{share} of {column}", share=percent(share), column=name)
                         for name, share in self.amounts.items())]
        return _("{file}: {parts} were rejected.", file=self.file, parts=all_of(parts))


class TooMuchRejected(BuildRefused):
    """More was rejected than the limit allows; somebody may read why and accept it. `copies` hold the rejected rows."""

    def __init__(self, limit: float, excesses: Sequence[Excess], kinds: Sequence[Kind], copies: Sequence[Path], *,
                 has_mapping: bool = True) -> None:
        self.excesses, self.kinds, self.copies = tuple(excesses), tuple(kinds), tuple(copies)
        super().__init__("\n".join([
            *_first(each.sentence for each in excesses),
            _("No more than {limit} may be, so nothing was published; the data in use is as it was.",
              limit=percent(limit)),
            *(f"- {each}" for each in _first(kind.sentence for kind in kinds)),
            *advice(kinds, limit * sum(each.rows for each in excesses if each.table_name == "activity")),
            _where(copies),
            _("Correct the files or mapping.toml and build again. If the book may do without these rows, add "
              "--accept-rejected, or set max_rejected under [book] in mapping.toml.") if has_mapping else
            _("Correct the files and build again. If the book may do without these rows, add --accept-rejected."),
        ]))


def enter_kinds(connection: duckdb.DuckDBPyConnection) -> None:
    """Write `book_rejections` from the quarantine."""
    sql, values = _KINDS.bind({"values": _VALUES})
    connection.execute(f"insert into book_rejections {sql}", values)


def kinds(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> list[Kind]:
    """The kinds of reasons in the rejected rows of `tables`, most frequent first."""
    rows = connection.execute(
        "select table_name, reasons, rejected, first_file, first_line from book_rejections where table_name in "
        "(select unnest($tables)) order by rejected desc, table_name, first_file, first_line",
        {"tables": list(tables)}).fetchall()
    return [Kind(*row) for row in rows]


def excesses(connection: duckdb.DuckDBPyConnection, limit: float) -> list[Excess]:
    """The files of which more than `limit` of the rows, or of one amount, was rejected; the fullest first."""
    found = connection.execute(
        """
        select table_name, file, coalesce(max(before) filter (measure = $rows), 0),
            coalesce(max(before - after) filter (measure = $rows), 0),
            list(measure order by rejected_share desc, measure) filter (measure not in ($rows, $customers)
                and rejected_share > $limit),
            list(rejected_share order by rejected_share desc, measure) filter (measure not in ($rows, $customers)
                and rejected_share > $limit)
        from book_totals
        group by table_name, file
        having coalesce(max(rejected_share) filter (measure <> $customers), 0) > $limit
        order by 4 desc, table_name, file
        """,
        {"rows": ROWS, "customers": CUSTOMERS, "limit": limit}).fetchall()
    return [Excess(table, file, int(rows), int(rejected), dict(zip(names or [], shares or [], strict=True)))
            for table, file, rows, rejected, names, shares in found]


def hand_over(connection: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[str]) -> list[Path]:
    """Write the rejected rows of `tables` to `folder`, a CSV a table as `python -m crm_core rejected` gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in dict.fromkeys(tables):
        path = folder / f"{table}.csv"
        found = connection.execute("select file, line, reasons, raw from quarantine where table_name = ? "
                                   f"order by file, line limit {MAX_HANDED_OVER}", [table])
        with open(path, "w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADINGS)
            while rows := found.fetchmany(_BLOCK):
                writer.writerows(map(as_handed_over, rows))
        paths.append(path)
    return paths


def clear_handed_over(folder: Path) -> None:
    """Take away what an earlier refusal left: the next build tells of its own rows."""
    for table in folder.glob("*.csv"):
        table.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def why_empty(connection: duckdb.DuckDBPyConnection, table: contract.Table, folder: Path) -> list[str]:
    """That a required table has no rows; or how many were rejected, for what, and where in `folder` they are."""
    found = kinds(connection, [table.name])
    if not found:
        return [_("The required table '{table}' has no rows.", table=table.name)]
    rejected = int(connection.execute(
        "select count(*) from quarantine where table_name = ?", [table.name]).fetchall()[0][0])
    return [
        ngettext("The required table '{table}' has {count} row, and it was rejected.",
                 "The required table '{table}' has {count} rows, and all of them were rejected.", rejected,
                 table=table.name),
        *_first(kind.sentence for kind in found),
        *advice(found, MAX_REJECTED * rejected),
        _where(hand_over(connection, folder, [table.name])),
    ]


def _where(copies: Sequence[Path]) -> str:
    return _("The rejected rows with every reason are in {files}.", files=all_of(list(map(str, copies))))


def advice(kinds: Sequence[Kind], least: float) -> list[str]:
    """Where at least so many rows have one reason that the file holds something else than the table: what it may be."""
    return [_(remedy, file=kind.first_file, table=kind.table_name)
            for kind in kinds if kind.table_name == "activity" and kind.rejected > least
            for words, remedy in _ADDED_UP.items() if words in kind.reasons]


def _first(sentences: Iterable[str]) -> list[str]:
    every = list(sentences)
    more = len(every) - _MAX_SAID
    if more <= 0:
        return every
    return [*every[:_MAX_SAID], ngettext("… and {count} more.", "… and {count} more.", more)]
