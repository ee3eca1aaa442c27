"""A file of any kind as rows of text that SQL can read: `line`, `raw`, `v0`, `v1`, …"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.copies import Account, copy_text, copy_workbook
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.sifter import ALL_QUOTED, BREAK, UNIT
from crm_core.intake.files.text import Tick
from crm_core.language import _

_WITH_A_POINT = ("DECIMAL", "DOUBLE", "FLOAT")
_FLOATING = ("DOUBLE", "FLOAT")
_EXACT = 1e15
"""Below this size a floating number is every whole number it seems to be."""
_BYTES_OF_A_CHARACTER = 4
_BUFFER = 32 * 1024 * 1024
"""DuckDB's own choice; left alone it would grow with the longest line, and two threads would hold 270 MB."""


@dataclass(frozen=True)
class Staged:
    """A source ready to be judged.

    `rows` selects `line`, `raw` and a text column for each column of the file; `unsound` selects `line`, `raw` and
    `reason` of what could not be split into values, None when the kind of file knows no such rows. `copies` are the
    files to delete when done.
    """

    source: Source
    account: Account
    content_hash: str
    rows: Select
    unsound: Select | None
    copies: tuple[Path, ...] = ()


def stage(source: Source, connection: duckdb.DuckDBPyConnection, copy: Path, *, limits: Limits, tick: Tick) -> Staged:
    """Make `source` readable for SQL; what must be copied goes to files whose names begin with `copy`.

    Raises BuildRefused when the file is empty, damaged, too large, of another encoding, or lacks a required column.
    """
    content_hash = _hash(source)
    if source.kind == "parquet":
        return _stage_parquet(source, connection, content_hash, tick)
    rows, unsound = copy.with_name(f"{copy.name}.rows"), copy.with_name(f"{copy.name}.unsound")
    with (open(rows, "w", encoding="utf-8", newline="") as good,
          open(unsound, "w", encoding="utf-8", newline="") as bad):
        if source.kind == "xlsx":
            account = copy_workbook(source, good, limits=limits, tick=tick)
        else:
            account = copy_text(source, good, bad, limits=limits, tick=tick)
    return Staged(source, account, content_hash, _copied_rows(rows, account, limits),
                  _copied_unsound(unsound, limits), (rows, unsound))


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


def _stage_parquet(source: Source, connection: duckdb.DuckDBPyConnection, content_hash: str, tick: Tick) -> Staged:
    """Parquet is read where it lies; a row's number is its line, and there is no header line."""
    path = {"path": str(source.path)}
    try:
        described = connection.execute("describe select * from read_parquet($path)", path).fetchall()
        count = connection.execute("select count(*) from read_parquet($path)", path).fetchall()[0][0]
    except duckdb.Error as error:
        raise BuildRefused(_("{file} is not a whole Parquet file ({error}). Export it again.", file=source.name,
                             error=str(error).splitlines()[0])) from error
    header = understand(source, [name for name, *_ in described])
    rows = Select(values=dict(path))
    texts = [_as_text(name, kind, source.file_format.decimal, rows) for name, kind, *_ in described]
    raw = ", ".join(f"coalesce({text}, '')" for text in texts)
    values = ", ".join(f"{text} as v{number}" for number, text in enumerate(texts))
    rows.sql = (f"select file_row_number + 1 as line, concat_ws(',', {raw}) as raw, {values} "
                "from read_parquet($path, file_row_number = true)")
    tick(source.size)
    return Staged(source, Account(header, ",", count, 0, 0), content_hash, rows, None)


def _as_text(name: str, kind: str, decimal: str, into: Select) -> str:
    """Whole numbers have no decimals, as in Excel sheets; moments of a time zone are those of UTC, on every machine."""
    value = quoted(name)
    text = value if kind == "VARCHAR" else f"cast({value} as varchar)"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"cast(make_timestamp(epoch_us({value})) as varchar)"
    if kind in _FLOATING:
        text = (f"case when {value} = trunc({value}) and abs({value}) < {_EXACT} "
                f"then cast(cast({value} as bigint) as varchar) else {text} end")
    if kind.startswith(_WITH_A_POINT) and decimal != ".":
        return f"replace({text}, '.', {into.put(decimal)})"
    return text


def _hash(source: Source) -> str:
    try:
        with open(source.path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BuildRefused(_("{file} cannot be read ({error}). Copy it again, or allow reading it.", file=source.name,
                             error=error)) from error
