"""A file of any kind as rows of text that SQL can read: `line`, `raw`, `v0`, `v1`, …"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import duckdb

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.archives import unzipped
from crm_core.intake.files.below import found_below
from crm_core.intake.files.copies import Account, copy_text
from crm_core.intake.files.databases import copy_database
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import needed_values, understand
from crm_core.intake.files.json_lines import copy_json
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.parquet import read_parquet
from crm_core.intake.files.row_filter import filtered
from crm_core.intake.files.select import Select
from crm_core.intake.files.sifter import ALL_QUOTED, BREAK, UNIT
from crm_core.intake.files.text import Tick
from crm_core.intake.files.workbook import copy_workbook
from crm_core.intake.table_formats import CurrentVersion, written
from crm_core.language import N_, _
from crm_core.language.stored import stored
from crm_core.machine_words import words_of

_BYTES_OF_A_CHARACTER = 4
_BUFFER = 32 * 1024 * 1024
"""DuckDB's own choice; left alone it would grow with the longest line, and two threads would hold 270 MB."""


@dataclass(frozen=True)
class Copied:
    """A file written down for SQL: its `rows` and those that could not be split, or where it lies itself (`select`).

    `needed` is how many values a row had to have. `files` are the copies to delete when done.
    """

    kind: str
    account: Account
    content_hash: str
    needed: int = 0
    select: Select | None = None
    rows: Path = Path()
    unsound: Path = Path()
    files: tuple[Path, ...] = ()

    def remove(self) -> None:
        for each in self.files:
            each.unlink(missing_ok=True)


@dataclass(frozen=True)
class Staged:
    """A source ready to be judged.

    `rows` selects `line`, `raw` and a text column for each column of the file; `unsound` selects `line`, `raw` and
    `reason` of what could not be split into values, None when the kind of file knows no such rows.
    """

    source: Source
    account: Account
    content_hash: str
    rows: Select
    unsound: Select | None

    @property
    def is_typed(self) -> bool:
        """Whether the file holds numbers, and not texts that are to be read as such."""
        return self.source.kind in {"workbook", "parquet", "database", "versions"}


def copied(source: Source, connection: duckdb.DuckDBPyConnection, copy: Path, *, limits: Limits, tick: Tick) -> Copied:
    """Write `source` down for SQL, in files whose names begin with `copy`.

    Raises BuildRefused when the file is empty, damaged, too large, of another encoding, or lacks a required column.
    """
    content_hash = "" if source.file_format.source else _hash(source)
    unpacked = unpacked_from(source, connection, copy, limits)
    files = () if unpacked.path == source.path else (unpacked.path,)
    if unpacked.kind == "parquet":
        account, select = read_parquet(unpacked, connection, limits)
        if source.current:
            account.notes.append(_version_read(source.current))
        tick(source.size)
        return Copied(unpacked.kind, account, content_hash, select=select, files=files)
    rows, unsound = copy.with_name(f"{copy.name}.rows"), copy.with_name(f"{copy.name}.unsound")
    with (open(rows, "w+", encoding="utf-8", newline="") as good,
          open(unsound, "w+", encoding="utf-8", newline="") as bad):
        account = copied_from(unpacked, good, bad, limits=limits, tick=tick)
    needed = needed_values(source, account.header)
    return Copied(unpacked.kind, account, content_hash or _hash_of(rows), needed, None, rows, unsound,
                  (rows, unsound, *files))


def unpacked_from(source: Source, connection: duckdb.DuckDBPyConnection, copy: Path, limits: Limits) -> Source:
    """`source` with its one file where it is packed, or its rows where it is a table with versions, at a path that
    begins with `copy`; as it is when it is a plain file."""
    if not source.current:
        return unzipped(source, copy, limits)
    most = max(limits.ratio_from, limits.ratio * source.size)
    path = written(source.current, copy.with_name(f"{copy.name}.parquet"), connection, most_values=int(most),
                   rows=limits.rows)
    return replace(source, path=path, current=None)


def _version_read(current: CurrentVersion) -> str:
    return stored(N_("a {format} table as of version {version}; lines are places in the order of all values"),
                  format=current.format, version=current.version.removeprefix("v"))


def staged_from(copy: Copied, source: Source, connection: duckdb.DuckDBPyConnection, limits: Limits,
                needed: Collection[int]) -> Staged:
    """What `source` reads of a file that was written down: its columns, without the totals below, which lack one of
    the columns `needed` by whichever table reads the file."""
    account = copy.account
    if copy.select:
        account, select = filtered(source, *_with_line_number(account, copy.select), connection)
        return Staged(source, account, copy.content_hash, select, None)
    header = understand(source, list(account.names)) if account.names else account.header
    own = {header.positions[name] for name in source.table.required_names if name in header.positions}
    below = found_below(copy.rows, {*own, *needed})
    account = replace(account, header=header, header_lines=account.header_lines + len(below),
                      notes=[*account.notes, *(each.note for each in below)])
    rows = _copied_rows(copy.rows, account, limits)
    if below:
        rows.sql += f" where line not in ({', '.join(str(each.line) for each in below)})"
    account, rows = filtered(source, *_with_line_number(account, rows), connection)
    return Staged(source, account, copy.content_hash, rows, _copied_unsound(copy.unsound, limits))


def _with_line_number(account: Account, rows: Select) -> tuple[Account, Select]:
    """The rows with the number of their line as one more text, where the header counts it among the columns."""
    width = account.header.width
    if width not in account.header.positions.values():
        return account, rows
    numbered = Select(f"select *, cast(line as varchar) as v{width} from ({rows.sql})", rows.values)
    return replace(account, header=replace(account.header, width=width + 1)), numbered


def copied_from(source: Source, good: TextIO, bad: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """The account of a file of any kind but Parquet and zip, whose rows go to `good` and, unreadable, to `bad`."""
    match source.kind:
        case "workbook":
            return copy_workbook(source, good, limits=limits, tick=tick)
        case "database":
            return copy_database(source, good, limits=limits, tick=tick)
        case "json":
            return copy_json(source, good, bad, limits=limits, tick=tick)
        case _:
            return copy_text(source, good, bad, limits=limits, tick=tick)


def _copied_rows(copy: Path, account: Account, limits: Limits) -> Select:
    """`raw` is kept in the copy where it cannot be put together from the values."""
    values = [f"v{number}" for number in range(account.header.width)]
    texts = ", ".join(f"coalesce({each}, '')" for each in values)
    return Select(
        f"""
        select
            line,
            case
                when raw is null then concat_ws($delimiter, {texts})
                when raw = $all_quoted then '"' || concat_ws('"' || $delimiter || '"', {texts}) || '"'
                else replace(raw, $break, chr(10))
            end as raw,
            {', '.join(values)}
        from {_copied(['raw', *values], limits)}
        """,
        {"copy": str(copy), "unit": UNIT, "break": BREAK, "all_quoted": ALL_QUOTED, "delimiter": account.delimiter},
    )


def _copied_unsound(copy: Path, limits: Limits) -> Select:
    return Select(f"select line, raw, reason from {_copied(['raw', 'reason'], limits)}",
                  {"copy": str(copy), "unit": UNIT})


def _copied(columns: list[str], limits: Limits) -> str:
    """How a copy is read: nothing in it is quoted, and its longest row holds values and raw text once each."""
    types = ", ".join(["'line': 'bigint'", *(f"'{name}': 'varchar'" for name in columns)])
    longest = (2 * limits.line + 10_000) * _BYTES_OF_A_CHARACTER
    return f"""read_csv(
        $copy, auto_detect = false, header = false, delim = $unit, quote = '', escape = '', new_line = '\\n',
        columns = {{{types}}}, max_line_size = {longest}, buffer_size = {max(longest, _BUFFER)}
    )"""


def _hash(source: Source) -> str:
    if source.current:
        return source.current.identity
    try:
        return _hash_of(source.path)
    except OSError as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Copy it again, or allow reading it.", file=source.name,
                             error=words_of(error))) from error


def _hash_of(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
