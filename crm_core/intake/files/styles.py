"""What nobody said of a file's amounts and dates, found out from its rows before they are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from crm_core import contract
from crm_core.intake.files.date_styles import date_formats, is_iso, written
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.number_styles import NumberStyle, is_plain, number_style
from crm_core.intake.files.select import Select
from crm_core.intake.files.shape_rows import amounts_of
from crm_core.intake.files.staged import Staged
from crm_core.intake.files.values import text_of
from crm_core.language import N_
from crm_core.language.stored import stored

_SAMPLE = 20_000
"""Rows that are looked at first. Where they leave nothing open, the others are not."""
_MAX_SHAPES = 5000
_DATED = frozenset({"date", "month", "moment"})
_MAX_LENGTH = 40


def found_numbers(connection: duckdb.DuckDBPyConnection, part: Staged) -> tuple[FileFormat, list[str]]:
    """How the files of `part` are read, with the marks of amounts that its rows show; and that, as stored texts.

    What the mapping says stands. Typed files hold numbers and not their texts, so that a point is a point.
    """
    file_format = part.source.file_format
    if file_format.decimal or file_format.thousands:
        return file_format, []
    style = _numbers(connection, amounts_of(part), file_format, part.account.header.positions, part.rows)
    found = replace(file_format, decimal=style.decimal, thousands=style.thousands,
                    is_doubtful=style.is_doubtful and not part.is_typed)
    is_unusual = (style.decimal, style.thousands) not in {("", ""), (".", "")}
    return found, [stored(N_("amounts as {example}"), example=style.example)] if is_unusual else []


def found_dates(connection: duckdb.DuckDBPyConnection, table: contract.Table, file_format: FileFormat,
                positions: Mapping[str, int], rows: Select) -> tuple[FileFormat, list[str]]:
    """`file_format` with the dates that the rows show, and how they were read, as stored texts."""
    if file_format.date_format:
        return file_format, []
    formats = _dates(connection, table, file_format, positions, rows)
    return replace(file_format, formats=formats), [
        stored(N_("{column} as {form}"), column=name, form=", ".join(map(written, each)))
        for name, each in formats.items()]


def _numbers(connection: duckdb.DuckDBPyConnection, columns: list[contract.Column], file_format: FileFormat,
             positions: Mapping[str, int], rows: Select) -> NumberStyle:
    shapes = _shapes(connection, columns, file_format, positions, rows, limit=_SAMPLE)
    if not shapes or is_plain(shapes):
        return NumberStyle()
    return number_style(_shapes(connection, columns, file_format, positions, rows), file_format.currency)


def _shapes(connection: duckdb.DuckDBPyConnection, columns: list[contract.Column], file_format: FileFormat,
            positions: Mapping[str, int], rows: Select, *, limit: int | None = None) -> dict[str, int]:
    """How often each shape stands in `columns`: digits are 9, but for a 0 at the beginning."""
    if not columns:
        return {}
    into = Select(values=dict(rows.values))
    texts = ", ".join(text_of(column, file_format, positions[column.name], into) for column in columns)
    into.sql = f"""
        with texts as (select unnest([{texts}]) as text from (select * from ({rows.sql}) {_first(limit)})),
        shapes as (
            select case when starts_with(ltrim(text, '+-'), '0') then '0' else '' end as zero,
                translate(left(ltrim(text, '+-'), {_MAX_LENGTH}), '0123456789', '9999999999') as shape,
                count(*) as times
            from texts where text is not null group by all order by times desc limit {_MAX_SHAPES}
        )
        select if(zero = '0', '0' || substr(shape, 2), shape), sum(times) from shapes group by all
    """
    return {shape: int(times) for shape, times in connection.execute(into.sql, into.values).fetchall()}


def _dates(connection: duckdb.DuckDBPyConnection, table: contract.Table, file_format: FileFormat,
           positions: Mapping[str, int], rows: Select) -> dict[str, tuple[str, ...]]:
    columns = [column for column in table.columns if column.kind in _DATED and column.name in positions]
    sample = {column.name: _texts(connection, column, file_format, positions, rows, limit=_SAMPLE)
              for column in columns}
    odd = [column for column in columns if not all(map(is_iso, sample[column.name]))]
    texts = {column.name: _texts(connection, column, file_format, positions, rows) for column in odd}
    return date_formats(texts, frozenset(column.name for column in odd if column.kind == "month"))


def _texts(connection: duckdb.DuckDBPyConnection, column: contract.Column, file_format: FileFormat,
           positions: Mapping[str, int], rows: Select, *, limit: int | None = None) -> dict[str, int]:
    """The texts of a column without their times, and how often each stands there."""
    into = Select(values=dict(rows.values))
    text = text_of(column, file_format, positions[column.name], into)
    into.sql = f"""
        with texts as (select {text} as text from (select * from ({rows.sql}) {_first(limit)}))
        select regexp_replace(left(text, {_MAX_LENGTH}), '[ T]\\d{{1,2}}:\\d{{2}}.*$', '') as day, count(*)
        from texts where text is not null group by day order by count(*) desc limit 100000
    """
    return dict(connection.execute(into.sql, into.values).fetchall())


def _first(limit: int | None) -> str:
    return "" if limit is None else f"limit {limit}"
