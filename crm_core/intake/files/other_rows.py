"""The rules for which a row must be held against others: what it refers to is known, and its key stands once."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.intake.files.select import quoted
from crm_core.intake.rejections import REPEATED
from crm_core.language import N_

_REFUSED = N_("{column} '{value}' was itself rejected in {other} ({file}, line {line}): correct that row first")
_ALIKE = N_("{column} '{value}' is not in {other}, where '{there}' is: write both the same way")
UNKNOWN = N_("{column} '{value}' is not in {other}: add it there, or correct it")

_AFTER_ALL_COLUMNS = 1000
"""A reason of a whole row is listed after those of its columns; no table has as many."""


def find_unknown(connection: duckdb.DuckDBPyConnection, table: contract.Table, column: contract.Column) -> None:
    """Enter in `findings` the rows of `table` whose `column` names what the other table does not hold.

    A value whose own row was rejected is told apart: it is that row which wants correcting. So is one that is there
    in other letters or with other zeros before it: spreadsheets eat them.
    """
    other, key = column.refers_to.split(".")
    mine, theirs = quoted(column.name), quoted(key)
    connection.execute(
        f"""
        create or replace table workshop.unknown as
        select part, line, mine.{mine} as value
        from workshop.{table.name} as mine
        anti join {other} on mine.{mine} = {other}.{theirs}
        where mine.{mine} is not null
        """
    )
    if not connection.execute("select count(*) from (select 1 from workshop.unknown limit 1)").fetchall()[0][0]:
        return
    connection.execute(
        f"""
        insert into workshop.findings
        with unknown as (
            select part, line, value, ltrim(lower(value), '0') as core from workshop.unknown
        ),
        alike as (
            select ltrim(lower({theirs}), '0') as core, min({theirs}) as there
            from {other}
            where core in (select core from unknown)
            group by core
        ),
        refused as (
            select judged.{theirs} as value, arg_min(parts.file, (part, line)) as file,
                arg_min(line, (part, line)) as first_line
            from workshop.{other} as judged
            inner join workshop.rejected using (part, line)
            inner join workshop.parts using (table_name, part)
            where table_name = $other
            group by all
        )
        select
            $table, part, line, $position,
            json_object(
                'text', case
                    when refused.file is not null then $refused when there is not null then $alike else $unknown
                end,
                'column', $name, 'other', $other, 'file', refused.file, 'line', refused.first_line,
                'there', left(there, 60), 'value', left(value, 60)
            )
        from unknown left join refused using (value) left join alike using (core)
        """,
        {"table": table.name, "other": other, "name": column.name, "position": table.names.index(column.name),
         "refused": _REFUSED, "alike": _ALIKE, "unknown": UNKNOWN},
    )


def find_repeated(connection: duckdb.DuckDBPyConnection, table: contract.Table, columns: Sequence[str],
                  parts: Sequence[int]) -> None:
    """Enter in `findings` the rows of these `parts` of `table` whose key, the `columns`, an earlier row has that
    nothing else speaks against.

    Keys are compared by their hashes first, and in full only where those meet: few bytes for many rows.
    """
    key = ", ".join(map(quoted, columns))
    among = f"part in ({', '.join(map(str, parts))})"
    connection.execute(
        f"""
        insert into workshop.findings
        with marks as (
            select hash({key}) as mark from workshop.{table.name} where {among} group by mark having count(*) > 1
        ),
        alike as (
            select part, line, {key}, reasons from workshop.{table.name}
            where {among} and hash({key}) in (select mark from marks)
        ),
        sound as (
            select * from alike
            anti join (
                select part, line from workshop.findings where table_name = $table
                union all
                select part, line from workshop.{table.name} where reasons <> ''
            ) using (part, line)
        ),
        firsts as (
            select {key}, min((part, line)) as first from sound group by all
        )
        select
            $table, alike.part, alike.line, {_AFTER_ALL_COLUMNS},
            json_object('text', $repeated, 'columns', $key, 'line', first[2], 'file', parts.file)
        from alike
        inner join firsts using ({key})
        inner join workshop.parts on parts.table_name = $table and parts.part = first[1]
        where (alike.part, alike.line) > first
        """,
        {"table": table.name, "key": ", ".join(columns), "repeated": REPEATED},
    )
