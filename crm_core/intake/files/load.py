"""One table from its staged files: every row is judged, then stands in the book or, with its reasons, in quarantine."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from crm_core import contract
from crm_core.intake.draft import Draft, SourceFile
from crm_core.intake.files.amounts import enter_totals
from crm_core.intake.files.other_rows import find_repeated, find_unknown
from crm_core.intake.files.parquet import damaged
from crm_core.intake.files.rules import CLEANED, ENDLESS, judged
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.shape_rows import KEPT, judged_by, shaped
from crm_core.intake.files.shape_sums import add_up, is_grouped
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.styles import found_dates, found_numbers
from crm_core.language import N_
from crm_core.language.stored import stored, stored_together

_WORKSHOP = """
create table workshop.parts (table_name varchar, part integer, file varchar);
create table workshop.findings (table_name varchar, part integer, line bigint, place integer, reason varchar);
create table workshop.rejected (table_name varchar, part integer, line bigint, reasons varchar);
"""
"""`findings` are reasons that needed other rows; `rejected` is every judged row that will not stand in the book."""

_CLEANED = N_("ids cleaned of invisible or decomposed characters (rows: {rows_count})")
_ENDLESS = N_("left_on beyond all years read as not left (rows: {rows_count})")


def open_workshop(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach the database in which rows are judged; its file lies beside the draft and goes with it."""
    place = str(path).replace("'", "''")  # attach takes no parameters
    connection.execute(f"attach '{place}' as workshop")
    connection.execute(_WORKSHOP)


def load_table(draft: Draft, table: contract.Table, parts: Sequence[Staged], *, known: Collection[str],
               lookups: Sequence[Mapping[str, str]] = ()) -> None:
    """Judge the rows of all `parts` of `table`, insert the sound ones, quarantine the others, account for each file.

    `known` names the tables that were brought: what refers to another table need not exist. The tables that
    `table` refers to must have been loaded before. `lookups` says for each part in which table of the workshop its
    columns are looked up. Raises BuildRefused when the lines do not add up.
    """
    connection = draft.connection
    is_made = is_grouped(table, parts)
    _judge(connection, table, parts, lookups or [{}] * len(parts), is_made=is_made)
    for column in table.columns:
        if column.refers_to.split(".")[0] in known:
            find_unknown(connection, table, column)
    for key, numbers in _unrepeated(table, parts):
        find_repeated(connection, table, key, numbers)
    _gather(connection, table, is_made=is_made)
    for number, part in enumerate(parts):
        draft.account(_settle(connection, table, number, part, is_made=is_made))
        enter_totals(connection, table, number, part.source.name)
    if is_made:
        add_up(draft, table, parts)


def _unrepeated(table: contract.Table, parts: Sequence[Staged]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """What may stand once only in which parts: the table's key, or an account in a month, where accounts are named."""
    together: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for number, part in enumerate(parts):
        shape = part.source.file_format.shape
        if shape.account:
            together.setdefault((("account", "month"), part.source.way), []).append(number)
        elif table.key and not shape.adds_up(table.name):
            way = -1 if shape.is_plain(table.name) else part.source.way
            together.setdefault((table.key, way), []).append(number)
    return ((key, numbers) for (key, _), numbers in together.items())


def _judge(connection: duckdb.DuckDBPyConnection, table: contract.Table, parts: Sequence[Staged],
           lookups: Sequence[Mapping[str, str]], *, is_made: bool) -> None:
    make_workshop_table(connection, table, is_made=is_made)
    for number, (part, looked_up) in enumerate(zip(parts, lookups, strict=True)):
        connection.execute("insert into workshop.parts values (?, ?, ?)", [table.name, number, part.source.name])
        try:
            _judge_part(connection, table, number, part, looked_up, is_made=is_made)
        except (duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.IOException):
            raise
        except duckdb.Error as error:
            if part.unsound is None and not part.source.is_listed:
                # read where it lies: a damaged page shows when its rows are asked for
                raise damaged(part.source) from error
            raise


def make_workshop_table(connection: duckdb.DuckDBPyConnection, table: contract.Table, *, is_made: bool = False) -> None:
    """Where the rows of a table are judged. Those that are to be added up keep their amounts unrounded and their dates
    to the moment."""
    columns = ", ".join(f"{quoted(column.name)} {_kept_as(column) if is_made else column.sql_type}"
                        for column in (judged_by(table) if is_made else table).columns)
    more = "".join(f", {name} varchar" for name in KEPT) if is_made else ""
    connection.execute(f"create table workshop.{table.name} "
                       f"(part integer, line bigint, {columns}{more}, reasons varchar, noted tinyint)")


def _judge_part(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int, part: Staged,
                looked_up: Mapping[str, str], *, is_made: bool) -> None:
    file_format, notes = found_numbers(connection, part)
    rows = shaped(part, file_format, looked_up)
    file_format, dated = found_dates(connection, rows.table, file_format, rows.positions, rows.rows)
    is_ascii = part.account.is_ascii and part.source.file_format.shape.is_plain(table.name)
    kept = {name: rows.kept.get(name, "null") for name in KEPT} if is_made else {}
    judged(rows.table, replace(file_format, is_ascii=is_ascii), rows.positions, rows.rows,
           complaints=rows.complaints, kept=kept, outputs=rows.outputs).run(
        connection, f"insert into workshop.{table.name} select $part, * from (", ")", part=number
    )
    part.account.notes.extend([*notes, *dated, *_read_otherwise(connection, table, number)])


def _read_otherwise(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int) -> list[str]:
    """How many rows of a file were read otherwise than they stand, as stored texts."""
    cleaned, endless = connection.execute(
        f"select count(*) filter (where noted & {CLEANED} > 0), count(*) filter (where noted & {ENDLESS} > 0) "
        f"from workshop.{table.name} where part = ?", [number]).fetchall()[0]
    return [stored(template, rows_count=rows) for template, rows in ((_CLEANED, cleaned), (_ENDLESS, endless)) if rows]


def _kept_as(column: contract.Column) -> str:
    return "timestamp" if column.sql_type == "date" else column.sql_type


def _gather(connection: duckdb.DuckDBPyConnection, table: contract.Table, *, is_made: bool) -> None:
    """One line in `rejected` for each row with reasons, all of them in one list, its own values first.

    Most rows have one reason, and joining would hold them all in memory: only those with several are joined. A line
    that became several rows has what they share said once.
    """
    once = "distinct" if is_made else ""
    connection.execute(
        f"""
        insert into workshop.rejected
        with every_reason as (
            select {once} part, line, -1 as place, reasons as reason from workshop.{table.name} where reasons <> ''
            union all
            select {once} part, line, place, reason from workshop.findings where table_name = $table
        ),
        alone as (
            select part, line from every_reason group by part, line having count(*) = 1
        )
        select $table, part, line, reason from every_reason semi join alone using (part, line)
        union all
        -- the row's own reasons are a list already: one list, not lists within lists
        select $table, part, line,
            '[' || string_agg(if(place = -1, substr(reason, 2, length(reason) - 2), reason), ',' order by place) || ']'
        from every_reason anti join alone using (part, line)
        group by part, line
        """,
        {"table": table.name},
    )


def _settle(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int, part: Staged, *,
            is_made: bool) -> SourceFile:
    """Move the rows of one file to where they belong, and count them there; those to be added up stay, and their lines
    are counted."""
    of_this_part: dict[str, Any] = {"table": table.name, "part": number}
    rejected = "(select line, reasons from workshop.rejected where table_name = $table and part = $part)"
    columns = ", ".join(map(quoted, table.names))
    sound = Select(f"select {columns} from workshop.{table.name} anti join {rejected} using (line) where part = $part",
                   of_this_part)
    accepted = 0 if is_made else sound.run(connection, f"insert into {table.name}")
    if is_made or part.source.file_format.shape.unpivot:
        accepted = _count_lines(connection, table, of_this_part)
    quarantined = part.rows.run(
        connection, "insert into quarantine select $table, $file, line, raw, reasons from (",
        f") inner join {rejected} using (line)", file=part.source.name, **of_this_part,
    )
    if part.unsound:
        quarantined += part.unsound.run(
            connection, "insert into quarantine select $table, $file, line, raw, reason from (", ")",
            table=table.name, file=part.source.name,
        )
    account = part.account
    return SourceFile(table.name, part.source.name, account.lines, account.header_lines, accepted, quarantined,
                      account.blank, part.content_hash, stored_together(*account.notes) if account.notes else "")


def _count_lines(connection: duckdb.DuckDBPyConnection, table: contract.Table, of_this_part: dict[str, Any]) -> int:
    """The lines of a file that stand in the book, whatever became of them there."""
    rows = connection.execute(
        f"""
        select count(distinct line) from workshop.{table.name}
        anti join (select line from workshop.rejected where table_name = $table and part = $part) using (line)
        where part = $part
        """, of_this_part).fetchall()
    return int(rows[0][0])
