"""How much of each table is there: counts of what is given, by column, region and type of customer.

The activity is counted from `quality_activity`, one small table made in one pass; the others each in a pass of their
own.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.contract import UNSTATED
from crm_core.question import Question

MEANINGFUL_WHEN_EMPTY = {
    ("customers", "left_on"), ("customers", "left_reason"), ("customers", "went_to"), ("customers", "manager_id"),
    ("outflows", "month"), ("regions", "parent"), ("contacts", "technical_score"), ("contacts", "functional_score"),
}
"""Columns whose emptiness says something: still a customer (who has no reason for leaving), no manager of one's own, a
standing order, no larger region, nobody asked. Nothing is missing there."""


def write_cells(connection: duckdb.DuckDBPyConnection, tables: Sequence[contract.Table]) -> None:
    """Fill `book_quality_cells`, `book_quality_months` and `book_quality_money` of the `tables` that hold rows."""
    for table, name in (("book_quality_cells", "activity_cells.sql"), ("book_quality_months", "activity_months.sql"),
                        ("book_quality_money", "activity_money_sizes.sql")):
        connection.execute(f"insert into {table} {Question.from_file(__file__, name).sql}")
    for each in tables:
        if each.name != "activity":
            _count(connection, each)


def region_of(table: contract.Table) -> tuple[str, str, str]:
    """SQL of where a row of `table` belongs: its region, its type of customer, and the join that tells them."""
    if table.name == "customers":
        return "source.region_id", "source.customer_type", ""
    if "customer_id" in table.names:
        return "customers.region_id", "customers.customer_type", "inner join customers using (customer_id)"
    return "coalesce(source.region_id, '')" if "region_id" in table.names else "''", "''", ""


def _count(connection: duckdb.DuckDBPyConnection, table: contract.Table) -> None:
    optional = [column.name for column in table.columns
                if not column.required and (table.name, column.name) not in MEANINGFUL_WHEN_EMPTY]
    region, kind, join = region_of(table)
    weight, weighed_by = "null", "null"
    if table.name == "customers":
        weighed_by = _best_amount(connection)
        weight = f"abs(years.{weighed_by})"
        join = "left join customer_years as years on source.customer_id = years.customer_id and years.years_ago = 0"
        weighed_by = f"'{weighed_by}'"
    counts = "".join(f', count({_given(name)}) as "given_{name}", '
                     f'sum(case when {_given(name)} is null then {weight} end) as "missing_{name}"'
                     for name in optional)
    connection.execute(
        f"create or replace temp table quality_rows as select {region} as region_id, {kind} as customer_type, "
        f'count(*) as held, coalesce(sum({weight}), 0) as weight{counts} from "{table.name}" as source {join} '
        "group by all having count(*) > 0")
    enter = ("insert into book_quality_cells select ?, ?, null, region_id, customer_type, held, {filled}, held, 0, "
             f"weight, {{missing}}, {weighed_by} from quality_rows {{where}}")
    connection.execute(enter.format(filled="held", missing="0", where=""), [table.name, ""])
    for name in optional:
        # What no customer of a type has (a person no industry) is expected of none of them.
        alike = "partition by customer_type" if table.name == "customers" and name != "customer_type" else ""
        connection.execute(enter.format(filled=f'"given_{name}"', missing=f'coalesce("missing_{name}", 0)',
                                        where=f'qualify sum("given_{name}") over ({alike}) > 0'), [table.name, name])


def _given(name: str) -> str:
    """SQL of a value that the bank gave: who is of no stated region or type has a code for it by now."""
    return f"nullif(source.{name}, '{UNSTATED}')" if name in {"region_id", "customer_type"} else f"source.{name}"


def _best_amount(connection: duckdb.DuckDBPyConnection) -> str:
    """What customers are weighed by: the revenue of their latest year, else the balance, else the turnover."""
    flags = connection.execute("select has_revenue, has_balance from book_years where years_ago = 0").fetchall()
    has_revenue, has_balance = flags[0] if flags else (False, False)
    return "revenue" if has_revenue else "balance" if has_balance else "turnover"
