"""Judged rows of a file added up to rows of the contract: movements by month, accounts by customer and product."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.intake.draft import Draft
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.shape import Shape
from crm_core.intake.files.staged import Staged
from crm_core.language import N_
from crm_core.language.stored import stored

GROUPED = ("customers", "products", "activity")
"""Tables of which several rows of a file may become one."""

_CENT = 0.01
_HALF_A_CENT = 0.005
_VARYING = N_("{customers_count} customers differ in {column} from row to row; what stands in the latest row was "
              "taken. Check {file}.")


def is_grouped(table: contract.Table, parts: Sequence[Staged]) -> bool:
    """True when rows of `table` are made from those of its files and are not simply they."""
    return table.name in GROUPED and any(not _shape(part).is_plain(table.name) for part in parts)


def add_up(draft: Draft, table: contract.Table, parts: Sequence[Staged]) -> None:
    """Insert the sound rows of all `parts` of `table`, those of one key as one; check that no amount was lost."""
    sound = f"(select * from workshop.{table.name} anti join {_REJECTED} using (part, line))"
    match table.name:
        case "activity":
            _add_activity(draft, sound, parts)
        case "customers":
            _take_latest(draft.connection, table, sound, dates={
                "joined_on": "min(joined_on)",
                "left_on": "case when count(*) = count(left_on) then max(left_on) end",
            })
            _doubt_varying(draft.connection, table, sound, parts)
        case _:
            _take_latest(draft.connection, table, sound, dates={})


_REJECTED = "(select part, line from workshop.rejected where table_name = $table)"


def _shape(part: Staged) -> Shape:
    return part.source.file_format.shape


def _add_activity(draft: Draft, sound: str, parts: Sequence[Staged]) -> None:
    table = contract.ACTIVITY
    amounts = [column.name for column in table.columns if column.kind == "money"]
    numbered = {number: _shape(part) for number, part in enumerate(parts)}
    rows = Select(values={"table": table.name})
    added = {name: f"sum({name})" for name in amounts}
    rows.sql = f"""
        select customer_id, product_id, cast(month as date),
            {', '.join(_transactions(numbered, parts) if name == 'transactions' else added[name]
                       for name in table.names[3:])}
        from {sound}
        group by customer_id, product_id, cast(month as date)
    """
    rows.run(draft.connection, "insert into activity")
    before = ", ".join(f"coalesce({added[name]}, 0), count({name})" for name in amounts)
    after = ", ".join(f"coalesce(sum({name}), 0), count({name})" for name in amounts)
    expected = draft.connection.execute(f"select {before} from {sound}", rows.values).fetchall()[0]
    found = draft.connection.execute(f"select {after} from activity").fetchall()[0]
    for place, name in enumerate(amounts):
        if expected[2 * place + 1]:
            is_in_cents = expected[2 * place] % 1 * 100 % 1 == 0
            draft.control(
                stored(N_("Sum of {column} before and after adding up"), column=name),
                float(expected[2 * place]), float(found[2 * place]),
                tolerance=_CENT * _HALF_A_CENT if is_in_cents else _HALF_A_CENT * found[2 * place + 1],
                note=stored(N_("{rows_count} rows of the files became {added_count} rows of activity."),
                            rows_count=expected[2 * place + 1], added_count=found[2 * place + 1]),
            )


def _transactions(numbered: dict[int, Shape], parts: Sequence[Staged]) -> str:
    """Those that the files count, and where they count none, the movements or what names a transaction."""
    own = {number for number, part in enumerate(parts) if "transactions" in part.account.header.positions
           or "transactions" in part.source.file_format.fixed}
    named = [number for number, shape in numbered.items() if shape.count and number not in own]
    counted = [number for number, shape in numbered.items()
               if shape.row == "movement" and not shape.count and number not in own]
    terms = ["sum(transactions)"]
    if counted:
        terms.append(f"nullif(count(case when part in ({', '.join(map(str, counted))}) then 1 end), 0)")
    if named:
        terms.append(f"nullif(count(distinct case when part in ({', '.join(map(str, named))}) then item end), 0)")
    known = " + ".join(f"coalesce({term}, 0)" for term in terms)
    return f"case when coalesce({', '.join(terms)}) is not null then cast({known} as bigint) end"


def _take_latest(connection: duckdb.DuckDBPyConnection, table: contract.Table, sound: str, *,
                 dates: dict[str, str]) -> None:
    """One row for each key: of every column what the latest row has that has any."""
    key = table.key[0]
    order = "(coalesce(joined_on, timestamp '0001-01-01'), part, line)" if dates else "(part, line)"
    columns = ", ".join(
        key if name == key else
        f"cast({dates[name]} as date)" if name in dates else
        f"arg_max({quoted(name)}, {order}) filter (where {quoted(name)} is not null)"
        for name in table.names)
    Select(f"select {columns} from {sound} group by {key}", {"table": table.name}).run(
        connection, f"insert into {table.name}")


def _doubt_varying(connection: duckdb.DuckDBPyConnection, table: contract.Table, sound: str,
                   parts: Sequence[Staged]) -> None:
    """Customers who are of several regions, types or names in the file from which they were derived."""
    brought = {name for part in parts for name in part.account.header.positions} & {"region_id", "customer_type"}
    for name in sorted(brought):
        varying = connection.execute(
            f"select count(*) from (select customer_id from {sound} group by customer_id "
            f"having count(distinct {name}) > 1)", {"table": table.name}).fetchall()[0][0]
        if varying:
            file = ", ".join(dict.fromkeys(part.source.name for part in parts))
            doubt = stored(_VARYING, customers_count=varying, column=name, file=file)
            connection.execute("insert into suspicions values (?, ?, ?)", [table.name, name, doubt])
