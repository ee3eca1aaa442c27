"""One table from its staged files: every row is judged, then stands in the book or, with its reasons, in quarantine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.intake.draft import Draft, SourceFile
from crm_core.intake.files.other_rows import find_repeated, find_unknown
from crm_core.intake.files.parquet import damaged
from crm_core.intake.files.rules import CLEANED, ENDLESS, judged
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.styles import found_styles
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


def load_table(draft: Draft, table: contract.Table, parts: Sequence[Staged], *, known: Collection[str]) -> None:
    """Judge the rows of all `parts` of `table`, insert the sound ones, quarantine the others, account for each file.

    `known` names the tables that were brought: what refers to another table need not exist. The tables that
    `table` refers to must have been loaded before. Raises BuildRefused when the lines do not add up.
    """
    connection = draft.connection
    _judge(connection, table, parts)
    for column in table.columns:
        if column.refers_to.split(".")[0] in known:
            find_unknown(connection, table, column)
    if table.key:
        find_repeated(connection, table)
    _gather(connection, table)
    for number, part in enumerate(parts):
        draft.account(_settle(connection, table, number, part))
        for copy in part.copies:
            copy.unlink()


def _judge(connection: duckdb.DuckDBPyConnection, table: contract.Table, parts: Sequence[Staged]) -> None:
    columns = ", ".join(f"{quoted(column.name)} {column.sql_type}" for column in table.columns)
    connection.execute(f"create table workshop.{table.name} "
                       f"(part integer, line bigint, {columns}, reasons varchar, noted tinyint)")
    for number, part in enumerate(parts):
        connection.execute("insert into workshop.parts values (?, ?, ?)", [table.name, number, part.source.name])
        try:
            _judge_part(connection, table, number, part)
        except (duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.IOException):
            raise
        except duckdb.Error as error:
            if part.unsound is None:  # read where it lies: a damaged page shows when its rows are asked for
                raise damaged(part.source, error) from error
            raise


def _judge_part(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int, part: Staged) -> None:
    positions = part.account.header.positions
    given = replace(part.source.file_format, is_ascii=part.account.is_ascii)
    file_format, notes = found_styles(connection, table, given, positions, part.rows, is_typed=part.is_typed)
    judged(table, file_format, positions, part.rows).run(
        connection, f"insert into workshop.{table.name} select $part, * from (", ")", part=number
    )
    part.account.notes.extend([*notes, *_read_otherwise(connection, table, number)])


def _read_otherwise(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int) -> list[str]:
    """How many rows of a file were read otherwise than they stand, as stored texts."""
    cleaned, endless = connection.execute(
        f"select count(*) filter (where noted & {CLEANED} > 0), count(*) filter (where noted & {ENDLESS} > 0) "
        f"from workshop.{table.name} where part = ?", [number]).fetchall()[0]
    return [stored(template, rows_count=rows) for template, rows in ((_CLEANED, cleaned), (_ENDLESS, endless)) if rows]


def _gather(connection: duckdb.DuckDBPyConnection, table: contract.Table) -> None:
    """One line in `rejected` for each row with reasons, all of them in one list, its own values first.

    Most rows have one reason, and joining would hold them all in memory: only those with several are joined.
    """
    connection.execute(
        f"""
        insert into workshop.rejected
        with every_reason as (
            select part, line, -1 as place, reasons as reason from workshop.{table.name} where reasons <> ''
            union all
            select part, line, place, reason from workshop.findings where table_name = $table
        ),
        alone as (
            select part, line from every_reason group by part, line having count(*) = 1
        )
        select $table, part, line, reason from every_reason semi join alone using (part, line)
        union all
        select $table, part, line, '[' || string_agg(reason, ',' order by place) || ']'
        from every_reason anti join alone using (part, line)
        group by part, line
        """,
        {"table": table.name},
    )


def _settle(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int, part: Staged) -> SourceFile:
    """Move the rows of one file to where they belong, and count them there."""
    of_this_part = {"table": table.name, "part": number}
    rejected = "(select line, reasons from workshop.rejected where table_name = $table and part = $part)"
    columns = ", ".join(map(quoted, table.names))
    sound = Select(f"select {columns} from workshop.{table.name} anti join {rejected} using (line) where part = $part",
                   of_this_part)
    accepted = sound.run(connection, f"insert into {table.name}")
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
