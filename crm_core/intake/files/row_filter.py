"""Rows that the recipe leaves out by what stands in a column of theirs: counted and told, neither used nor rejected.

They count as lines that are no rows of the table, as titles and totals do (decision 79).
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from crm_core import contract
from crm_core.intake.files.copies import Account
from crm_core.intake.files.file_format import FileFormat, refuse
from crm_core.intake.files.filter_settings import FILTERS
from crm_core.intake.files.folder import Source
from crm_core.intake.files.select import Select
from crm_core.language import N_, _
from crm_core.language.stored import stored

_LEFT_OUT = N_("rows left out by the recipe ({rule}): {left_count}")
_SHOWN = 12
"""Values that a sentence repeats."""


def filter_columns(file_format: FileFormat) -> dict[str, str]:
    """The columns of theirs by which rows are left out, by the name under which the header finds them."""
    return {f"{kind} {column}": column for kind in FILTERS for column in getattr(file_format, kind)}


def with_filter_columns(source: Source) -> Source:
    """`source` whose header is asked for the columns of its filters too."""
    wanted = filter_columns(source.file_format)
    if not wanted:
        return source
    columns = (*source.table.columns, *(contract.Column(name, "text", "", "") for name in wanted))
    return replace(source, table=replace(source.table, columns=columns), file_format=replace(
        source.file_format, columns={**source.file_format.columns, **wanted}))


def filtered(source: Source, account: Account, rows: Select, connection: duckdb.DuckDBPyConnection,
             ) -> tuple[Account, Select]:
    """The account and the rows of a file without those that the recipe leaves out.

    Raises BuildRefused when it leaves out all of them: a value is then misspelled.
    """
    if not filter_columns(source.file_format):
        return account, rows
    into = Select(values=dict(rows.values))
    tests = [_test(kind, f"v{account.header.positions[f'{kind} {column}']}", values, into)
             for kind in FILTERS for column, values in getattr(source.file_format, kind).items()]
    kept = " and ".join(tests)
    total, left = connection.execute(f"select count(*), count(*) filter (not ({kept})) from ({rows.sql})",
                                     into.values).fetchall()[0]
    if total and left == total:
        _refuse_none_left(source, account, rows, connection)
    into.sql = f"select * from ({rows.sql}) where {kept}"
    notes = [*account.notes, stored(_LEFT_OUT, rule=rule(source.file_format), left_count=left)]
    return replace(account, header_lines=account.header_lines + left, left_out=left, notes=notes), into


def rule(file_format: FileFormat) -> str:
    """What the filters say, as the recipe writes it."""
    return "; ".join(f"{kind} {column} = {', '.join(repr(value) for value in values)}"
                     for kind in FILTERS for column, values in getattr(file_format, kind).items())


def _test(kind: str, text: str, values: tuple[str, ...], into: Select) -> str:
    listed = ", ".join(into.put(value) for value in values)
    return f"coalesce(trim({text}), '') {'in' if kind == 'only' else 'not in'} ({listed})"


def _refuse_none_left(source: Source, account: Account, rows: Select, connection: duckdb.DuckDBPyConnection) -> None:
    column = next(iter(filter_columns(source.file_format)))
    text = f"v{account.header.positions[column]}"
    there = connection.execute(f"select distinct coalesce(trim({text}), '') as value from ({rows.sql}) order by value "
                               f"limit {_SHOWN}", rows.values).fetchall()
    refuse(_("[{table}] leaves out every row of {file} ({rule}). The column holds: {values}.", table=source.table.name,
             file=source.name, rule=rule(source.file_format), values=", ".join(repr(value) for (value,) in there)))
