"""Control totals of one file: its customers and the sum of each amount, as read and as accepted."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.shape import TIMES
from crm_core.intake.rejections import CUSTOMERS

AMOUNTS = frozenset({"money", "count", "number"})
"""The kinds of columns that are added up. A rate is not: the sum of rates is nothing."""
_PLACES_AND_SCORES = frozenset({"map_row", "map_column", "technical_score", "functional_score"})

_LIKE_MONEY = (r"[^0-9A-Za-z/]*([A-Za-z]{3}[ \x{a0}])?[^0-9A-Za-z/]*"
               r"[0-9][0-9., '’_\x{a0}\x{2009}\x{202f}]*"
               r"[^0-9A-Za-z/]*([A-Za-z]{1,3})?[^0-9A-Za-z/]*")
"""A number with separators of any kind, a sign, and a currency before or behind it."""
_ROUGH = r"""
    case
        when not regexp_full_match({text}, $money) then 0
        when regexp_full_match({text}, '[^0-9]*[0-9]*[.,]([0-9]{{1,2}}|[0-9]{{4,}})[^0-9]*')
            then try_cast(regexp_extract({text}, '([0-9]*)[.,]', 1) as double)
        else try_cast(regexp_replace(
            regexp_replace({text}, '[.,][0-9]{{1,2}}([^0-9]*)$', '\1'), '[^0-9]', '', 'g'
        ) as double)
    end
"""
"""The size of a value that could not be read, as it looks to a reader: its digits before the decimals. It only serves
to tell whether much money is among such values: amounts from a thousand on may be written in another way than those
below, and would be few rows."""
_FACTORS = [f"split_part(value, '{TIMES}', {place})" for place in (1, 2)]
_ROUGH_PRODUCT = " * ".join(
    f"case when regexp_full_match({text}, $money) then greatest(1, {_ROUGH.format(text=text)}) else 0 end"
    for text in _FACTORS)
"""The same of two factors that could not be multiplied; a price of 0.99 counts as 1."""

_Total = tuple[str, float, float, float, int]
"""measure, before, after, rejected_share, unread: a row of `book_totals`."""
_SUMS = 5


def is_added_up(column: contract.Column) -> bool:
    """Whether the sum of a column says something."""
    return column.kind in AMOUNTS and column.name not in _PLACES_AND_SCORES


def enter_totals(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int, file: str) -> None:
    """Write the totals of part `number` of `table` to `book_totals`, once its rows are judged and quarantined."""
    _enter(connection, table, _judged_rows(connection, table, number), file)


def enter_totals_of(connection: duckdb.DuckDBPyConnection, table: contract.Table, rows: str, file: str) -> None:
    """The same for a file all of whose rows are sound: `rows` is what SQL selects them from."""
    _enter(connection, table, Select(f"select *, true as is_sound from {rows}"), file, is_all_sound=True)


def _enter(connection: duckdb.DuckDBPyConnection, table: contract.Table, rows: Select, file: str, *,
           is_all_sound: bool = False) -> None:
    found = _customers(connection, rows) if "customer_id" in table.names else []
    columns = list(filter(is_added_up, table.columns))
    if columns:
        sums = ", ".join(map(_sound_sums if is_all_sound else _sums, columns))
        unread = {} if is_all_sound else _unread(connection, table.name, file)
        found += _amounts(connection, Select(f"select {sums} from ({rows.sql})", rows.values), columns, unread)
    for total in found:
        connection.execute("insert into book_totals values (?, ?, ?, ?, ?, ?, ?)", [table.name, file, *total])


def _judged_rows(connection: duckdb.DuckDBPyConnection, table: contract.Table, number: int) -> Select:
    """The typed rows of one part, each with `is_sound`; looked up among the rejected ones only where there are any."""
    part = {"part": number}
    rejected = Select("select line from workshop.rejected where table_name = $table and part = $part",
                      {"table": table.name, **part})
    if not rejected.run(connection, "select count(*) from (", "limit 1)"):
        return Select(f"select *, true as is_sound from workshop.{table.name} where part = $part", part)
    return Select(
        f"""
        select judged.*, rejected.line is null as is_sound
        from workshop.{table.name} as judged
        left join ({rejected.sql}) as rejected on judged.line = rejected.line
        where judged.part = $part
        """, rejected.values)


def _customers(connection: duckdb.DuckDBPyConnection, rows: Select) -> list[_Total]:
    """Grouped first: a count of distinct ones would hold them all in memory."""
    before, after = connection.execute(
        f"""
        select count(*), count(*) filter (is_sound)
        from (
            select bool_or(is_sound) as is_sound from ({rows.sql}) where customer_id is not null group by customer_id
        )
        """, rows.values).fetchall()[0]
    return [(CUSTOMERS, before, after, 1 - after / before if before else 0.0, 0)]


def _amounts(connection: duckdb.DuckDBPyConnection, sums: Select, columns: Sequence[contract.Column],
             unread: dict[str, tuple[int, float]]) -> list[_Total]:
    """One total a column that has any value."""
    row = connection.execute(sums.sql, sums.values).fetchall()[0]
    totals: list[_Total] = []
    for place, column in enumerate(columns):
        values, before, after, size, lost = row[_SUMS * place:_SUMS * (place + 1)]
        count, rough = unread.get(column.name, (0, 0.0))
        if values or count:
            size, lost = (size or 0.0) + rough, (lost or 0.0) + rough
            share = lost / size if size else 0.0
            totals.append((column.name, round(before or 0.0, 6), round(after or 0.0, 6), share, count))
    return totals


def _sums(column: contract.Column) -> str:
    """Values, their sum, that of sound rows, the absolute sum, that of rejected rows; exact whatever the order."""
    name, add = quoted(column.name), "fsum" if column.kind == "number" else "sum"
    return (f"count({name}), cast({add}({name}) as double), cast({add}({name}) filter (is_sound) as double), "
            f"cast({add}(abs({name})) as double), cast({add}(abs({name})) filter (not is_sound) as double)")


def _sound_sums(column: contract.Column) -> str:
    """The same where no row is rejected: one sum is all of them."""
    name, add = quoted(column.name), "fsum" if column.kind == "number" else "sum"
    total = f"cast({add}({name}) as double)"
    return f"count({name}), {total}, {total}, 0.0, 0.0"


def _unread(connection: duckdb.DuckDBPyConnection, table: str, file: str) -> dict[str, tuple[int, float]]:
    """By column: how many values could not be read as what is expected there, and their size as it looks."""
    rows = connection.execute(
        f"""
        with clauses as (
            select unnest(from_json(
                case when starts_with(reasons, '[') then reasons else '[' || reasons || ']' end, '["json"]'
            )) as clause
            from quarantine
            where table_name = $table and file = $file
                and (contains(reasons, '"expected":') or contains(reasons, '"second":'))
        ),
        unread as (
            select clause->>'column' as name, clause->>'value' as value, clause->>'second' is not null as is_product
            from clauses
            where coalesce(clause->>'expected', clause->>'second') is not null and clause->>'column' is not null
        )
        select name, count(*), coalesce(sum(if(is_product, {_ROUGH_PRODUCT}, {_ROUGH.format(text="value")})), 0)
        from unread group by name
        """, {"table": table, "file": file, "money": _LIKE_MONEY}).fetchall()
    return {name: (count, rough) for name, count, rough in rows}
