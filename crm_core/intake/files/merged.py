"""Customers whom the recipe says to be one: their rows become one, and everything of theirs is the kept one's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from crm_core import contract
from crm_core.intake import derivations
from crm_core.intake.draft import Draft
from crm_core.intake.files.select import quoted
from crm_core.language import N_
from crm_core.language.stored import stored

_MERGED = N_("Customers merged into others, as the recipe says: {merged_count} ({pairs}). What one row left empty was "
             "taken from the other; the customer counts from the earliest date.")
_ADDED = N_("Rows of merged customers in {table}: {rows_count}, which became {made_count} of the customers kept.")
_NOBODY = N_("The recipe merges {customer} into {kept}, and there is no customer {missing} in these files. Take the "
             "line out, or correct it.")
_SUM = N_("Sum of {column} before and after merging customers")
_SHOWN = 20
"""Merged customers that the account names; the recipe names all."""


def merge_customers(draft: Draft, kept: Mapping[str, str]) -> None:
    """Merge the customers of the draft as `kept` says (merged → kept): the row itself, and every table that names
    customers. Each derived figure is stated; who is not there is told among what looks wrong."""
    connection = draft.connection
    connection.execute("create temp table merges (merged varchar, kept varchar)")
    for customer, other in kept.items():
        missing = [each for each in (customer, other) if not _exists(connection, each)]
        if missing:
            connection.execute("insert into suspicions values ('customers', ?, ?)", [
                customer, stored(_NOBODY, customer=customer, kept=other, missing=missing[0])])
        else:
            connection.execute("insert into merges values (?, ?)", [customer, other])
    pairs = connection.execute("select merged, kept from merges order by kept, merged").fetchall()
    if pairs:
        _merge_rows(connection)
        shown = [f"{customer} → {other}" for customer, other in pairs[:_SHOWN]]
        derivations.state(connection, "customers", stored(
            _MERGED, merged_count=len(pairs), pairs=", ".join([*shown, *(["…"] if len(pairs) > _SHOWN else [])])))
        for table in contract.TABLES.values():
            if table.name != "customers" and "customer_id" in table.names:
                _rename(draft, table)
    connection.execute("drop table merges")


def _exists(connection: duckdb.DuckDBPyConnection, customer: str) -> bool:
    return bool(connection.execute("select count(*) from customers where customer_id = ?", [customer]).fetchall()[0][0])


def _merge_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """The kept one's values, filled from the others in the order of their ids; the earliest date of joining; of
    leaving the latest, and none while one of them has not left."""
    columns = ", ".join(
        "kept" if name == "customer_id" else
        "min(joined_on)" if name == "joined_on" else
        "case when count(*) = count(left_on) then max(left_on) end" if name == "left_on" else
        f"arg_min({quoted(name)}, (customer_id <> kept, customer_id)) filter (where {quoted(name)} is not null)"
        for name in contract.CUSTOMERS.names)
    connection.execute(
        f"""
        create temp table merged_rows as
        with everybody as (
            select merged as customer_id, kept from merges union select kept, kept from merges
        )
        select {columns} from customers inner join everybody using (customer_id) group by kept
        """)
    connection.execute("delete from customers where customer_id in (select merged from merges union "
                       "select kept from merges)")
    connection.execute("insert into customers select * from merged_rows")
    connection.execute("drop table merged_rows")


def _rename(draft: Draft, table: contract.Table) -> None:
    """Rows of merged customers become rows of those kept; where a key then comes twice, they are added up."""
    connection = draft.connection
    touched = f"from {table.name} where customer_id in (select merged from merges)"
    rows = connection.execute(f"select count(*) {touched}").fetchall()[0][0]
    if not rows:
        return
    if not table.key:
        connection.execute(f"update {table.name} set customer_id = kept from merges where customer_id = merged")
        made = rows
    else:
        made = _add_up(draft, table)
    derivations.state(connection, table.name, stored(_ADDED, table=table.name, rows_count=rows, made_count=made))


def _add_up(draft: Draft, table: contract.Table) -> int:
    """Of rows with one key, numbers are summed, and everything else is as the kept one's row has it: a group keeps its
    own name. How many the added rows became."""
    connection = draft.connection
    numbers = [column.name for column in table.columns if column.kind in {"money", "count", "number"}]
    before = _sums(connection, table, numbers)
    columns = ", ".join(
        "coalesce(kept, customer_id) as customer_id" if name == "customer_id" else
        quoted(name) if name in table.key else
        f"cast(sum({quoted(name)}) as {table.column(name).sql_type})" if name in numbers else
        f"first({quoted(name)} order by kept is not null, {table.name}.customer_id)"
        for name in table.names)
    groups = ", ".join("coalesce(kept, customer_id)" if name == "customer_id" else quoted(name) for name in table.key)
    connection.execute(
        f"create temp table added as select {columns} from {table.name} left join merges on customer_id = merged "
        f"where customer_id in (select merged from merges union select kept from merges) group by {groups}")
    connection.execute(f"delete from {table.name} where customer_id in (select merged from merges union "
                       "select kept from merges)")
    connection.execute(f"insert into {table.name} select * from added")
    made = connection.execute("select count(*) from added where customer_id in (select kept from merges)").fetchall()
    connection.execute("drop table added")
    for name, expected, found in zip(numbers, before, _sums(connection, table, numbers), strict=True):
        if expected is not None:
            draft.control(stored(_SUM, column=name), float(expected), float(found))
    return int(made[0][0])


def _sums(connection: duckdb.DuckDBPyConnection, table: contract.Table, numbers: list[str]) -> tuple[Any, ...]:
    if not numbers:
        return ()
    sums = ", ".join(f"sum({quoted(name)})" for name in numbers)
    return tuple(connection.execute(f"select {sums} from {table.name}").fetchall()[0])
