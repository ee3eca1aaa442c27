"""The straight way for files about which nothing is in doubt: one pass of DuckDB over the file as it lies.

Text that is plain to the last byte (ASCII, no quotation mark, no control character, one kind of line end) needs no
copy, and rows against which nothing speaks need no place of their own to be judged in. Whether that is so shows only
at the end: as soon as one row is missing, all is taken back and the long way begins, which knows lines and reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import duckdb

from crm_core import contract
from crm_core.intake.draft import BuildRefused, Draft, SourceFile
from crm_core.intake.files.amounts import enter_totals_of
from crm_core.intake.files.copies import Account
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import understand
from crm_core.intake.files.layout import lay_out
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.load import make_workshop_table
from crm_core.intake.files.plain_text import PlainText, plain_text
from crm_core.intake.files.rules import judged
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.styles import found_dates, found_numbers
from crm_core.language.stored import stored_together


def load_straight(draft: Draft, table: contract.Table, sources: Sequence[Source], *, known: Collection[str],
                  limits: Limits, tick: Callable[[str, int], None]) -> list[Staged]:
    """Insert all rows of the files of `table`; its files as they were read, none when they want the long way. `tick` is
    told the files that were read, and their bytes."""
    found = [_plain(source, limits) for source in sources]
    texts = [each for each in found if each]
    if len(texts) < len(sources):
        return []
    parts: list[Staged] = []
    before = [0]
    try:
        for source, text in zip(sources, texts, strict=True):
            part = _inserted(draft.connection, source, text, limits)
            if part is None:
                break
            parts.append(part)
            before.append(before[-1] + part.account.lines - part.account.header_lines)
    except (BuildRefused, duckdb.DataError, duckdb.InvalidInputException, duckdb.ProgrammingError):
        parts = []  # the long way says what it is, with the line
    if len(parts) < len(sources) or _is_doubtful(draft.connection, table, known):
        draft.connection.execute(f"truncate {table.name}")
        return []
    _account(draft, table, parts, before)
    for part in parts:
        tick(part.source.name, part.source.size)
    return parts


def _plain(source: Source, limits: Limits) -> PlainText | None:
    how = source.file_format
    is_text = source.kind == "text" and source.path.suffix.lower() != ".gz" and not source.lookups
    if not is_text or how.widths or how.only or how.without or how.encoding not in {"", "utf-8", "cp1252", "latin-1"}:
        return None
    return plain_text(source.path, limits) if how.shape.is_plain(source.table.name) and not source.is_listed else None


def _inserted(connection: duckdb.DuckDBPyConnection, source: Source, text: PlainText,
              limits: Limits) -> Staged | None:
    """One file in its table; None when a row of it is not there."""
    table = source.table
    if not all(map(str.strip, text.beginning)):
        return None
    layout = lay_out(source, text.beginning)
    if layout.cut:
        return None
    header = understand(source, layout.names, layout.examples)
    if header.width in header.positions.values():
        return None  # rows told apart by their lines, which only the long way knows
    rows = Select(f"select 0 as line, '' as raw, * from {_read(header.width)}",
                  {"file": str(source.path), "delimiter": layout.delimiter, "above": layout.above,
                   "line_end": text.line_end, "longest": limits.line})
    account = Account(header, layout.delimiter, text.lines, layout.above, 0, list(layout.notes), is_ascii=True)
    part = Staged(source, account, text.content_hash, rows, None)
    file_format, notes = found_numbers(connection, part)
    file_format = replace(file_format, is_ascii=True, is_tight=text.is_tight)
    file_format, dated = found_dates(connection, table, file_format, header.positions, rows)
    account.notes.extend([*notes, *dated])
    before = connection.execute(f"select count(*) from {table.name}").fetchall()[0][0]
    _insert(connection, table, file_format, part)
    after = connection.execute(f"select count(*) from {table.name}").fetchall()[0][0]
    if after - before != text.lines - layout.above:
        return None
    return part


def _insert(connection: duckdb.DuckDBPyConnection, table: contract.Table, file_format: FileFormat,
            part: Staged) -> None:
    columns = ", ".join(map(quoted, table.names))
    judged(table, file_format, part.account.header.positions, part.rows, is_sound=True).run(
        connection, f"insert into {table.name} select {columns} from (", ")")


def _read(width: int) -> str:
    """Text in columns, and an error for a row that has more or fewer."""
    columns = ", ".join(f"'v{number}': 'varchar'" for number in range(width))
    return f"""read_csv(
        $file, auto_detect = false, header = false, skip = $above, delim = $delimiter, quote = '', escape = '',
        new_line = $line_end, columns = {{{columns}}}, max_line_size = $longest
    )"""


def _is_doubtful(connection: duckdb.DuckDBPyConnection, table: contract.Table, known: Collection[str]) -> bool:
    """Whether a row names what another table does not hold, or a key stands twice."""
    for column in table.columns:
        other, _, key = column.refers_to.partition(".")
        if other in known and _has_rows(connection, (
                f"select 1 from {table.name} as mine anti join {other} "
                f"on mine.{quoted(column.name)} = {other}.{quoted(key)} where mine.{quoted(column.name)} is not null")):
            return True
    keys = ", ".join(map(quoted, table.key))
    return bool(table.key) and _has_rows(
        connection, f"select hash({keys}) as mark from {table.name} group by mark having count(*) > 1")


def _has_rows(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    return bool(connection.execute(f"select count(*) from ({sql} limit 1)").fetchall()[0][0])


def _account(draft: Draft, table: contract.Table, parts: Sequence[Staged], before: Sequence[int]) -> None:
    """What the long way leaves too: an account of each file with its totals, and a place in the workshop, for others
    to look into. `before` is how many rows of the table stood before those of each file."""
    make_workshop_table(draft.connection, table)
    for number, part in enumerate(parts):
        draft.connection.execute("insert into workshop.parts values (?, ?, ?)",
                                 [table.name, number, part.source.name])
        account = part.account
        draft.account(SourceFile(
            table.name, part.source.name, account.lines, account.header_lines, account.lines - account.header_lines, 0,
            0, part.content_hash, stored_together(*account.notes) if account.notes else ""))
        own = f"(select * from {table.name} where rowid between {before[number]} and {before[number + 1] - 1})"
        enter_totals_of(draft.connection, table, own, part.source.name)
