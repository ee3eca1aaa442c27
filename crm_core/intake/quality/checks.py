"""What can be checked row by row: validity, uniqueness, consistency, and months that are missing.

Each check is a rule with how many rows (or values, or months) it looked at and how many passed.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.intake.quality.completeness import region_of
from crm_core.intake.rejections import REPEATED
from crm_core.question import Question

_ENTER = "insert into book_quality_checks "
_FEW_ROWS = 20
"""Rows of a region in a month from which equal sums in two months are no accident."""
_WITHOUT_KEY = ("outflows", "contacts")
"""Tables without a key: a row that equals another in everything is most likely the same one twice."""


def write_checks(connection: duckdb.DuckDBPyConnection, tables: Sequence[contract.Table]) -> None:
    """Fill `book_quality_checks` of the `tables` that hold rows."""
    names = {table.name for table in tables}
    _valid(connection)
    _unique(connection, tables)
    _by_region(connection, "timeliness", "month", Question.from_file(__file__, "region_months.sql").sql)
    for table in tables:
        for column in table.columns:
            if column.refers_to and column.refers_to.split(".")[0] in names:
                _referred(connection, table, column)
    _within_membership(connection)
    connection.execute(f"{_ENTER} select 'consistency', 'control', '', '', '', count(*), count(*) filter (agrees), "
                       "null from controls having count(*) > 0")
    connection.execute(_ENTER + Question.from_file(__file__, "agreeing_sums.sql").sql)
    if "market" in names:
        _by_region(connection, "consistency", "market", "select region_id, count(*) as checked, "
                   "count(*) filter (suspicion is null) as passed from market_rows group by region_id", table="market")


def _by_region(connection: duckdb.DuckDBPyConnection, dimension: str, rule: str, counts: str, *,
               table: str = "activity", column: str = "") -> None:
    """Enter `counts` (region_id, checked, passed) of every region, and their sum for all of the book."""
    connection.execute(
        f"{_ENTER} with counts as ({counts}) "
        "select $dimension, $rule, $table, $column, coalesce(region_id, ''), sum(checked), sum(passed), null "
        "from counts group by grouping sets ((), (region_id)) having sum(checked) > 0 "
        "and (grouping(region_id) = 1 or region_id <> '')",
        {"dimension": dimension, "rule": rule, "table": table, "column": column})


def _valid(connection: duckdb.DuckDBPyConnection) -> None:
    """Rows accepted of those read, and of the rejected each kind of reason with its column, where it names one."""
    connection.execute(f"{_ENTER} select 'validity', 'accepted', table_name, '', '', sum(accepted + rejected), "
                       "sum(accepted), null from book_files group by table_name having sum(accepted + rejected) > 0")
    connection.execute(
        f"{_ENTER} select 'validity', 'reason', table_name, case when json_valid(reasons) then "
        "coalesce(json_extract_string(reasons, '$.column'), '') else '' end, '', read.checked, "
        "greatest(read.checked - rejected, 0), reasons from book_rejections inner join (select table_name, "
        "sum(accepted + rejected) as checked from book_files group by table_name) as read using (table_name)")


def _unique(connection: duckdb.DuckDBPyConnection, tables: Sequence[contract.Table]) -> None:
    """Keys that stand once, rows of keyless tables that do, and months that are not the one before again.

    Of the activity no key is counted: whoever loads a book does, and there may be a billion of them.
    """
    for table in tables:
        key = ", ".join(f'"{name}"' for name in table.key)
        distinct = "count(*)" if table.name == "activity" else f"count(distinct ({key}))"
        if table.name in _WITHOUT_KEY:
            distinct = "count(distinct hash(source))"
        elif not table.key:
            continue
        connection.execute(
            f"{_ENTER} select 'uniqueness', $rule, $table, $columns, '', count(*) + rejected, {distinct}, null "
            f'from "{table.name}" as source, (select coalesce(sum(rejected), 0) as rejected from book_rejections '
            "where table_name = $table and contains(reasons, $repeated)) group by rejected having count(*) > 0",
            {"rule": "key" if table.key else "row", "table": table.name, "columns": ", ".join(table.key),
             "repeated": REPEATED})
    sql, values = Question.from_file(__file__, "repeated_months.sql").bind({"few": _FEW_ROWS})
    connection.execute("create or replace temp table quality_repeated as " + sql, values)
    _by_region(connection, "uniqueness", "month_again", "select * from quality_repeated")


def _referred(connection: duckdb.DuckDBPyConnection, table: contract.Table, column: contract.Column) -> None:
    """Values of a column that refers to another table, and those that are found in it."""
    other, key = column.refers_to.split(".")
    region, _, join = region_of(table)
    if table.name == "activity":  # which loses no row between its table and `quality_activity` when all are found
        counts = "select '' as region_id, (select coalesce(sum(activity_rows), 0) from activity_months) as checked, " \
                 "sum(held) as passed from quality_activity"
        if column.name != "customer_id":
            counts = f'select region_id, sum(held) as checked, sum(case when {column.name} in (select "{key}" from ' \
                     f'"{other}") then held else 0 end) as passed from quality_activity group by region_id'
    elif other == "customers":
        counts = f"select '' as region_id, count({column.name}) as checked, " \
                 f'count({column.name}) filter ({column.name} in (select "{key}" from "{other}")) as passed ' \
                 f'from "{table.name}"'
    else:
        value = f"nullif(source.{column.name}, '{contract.UNSTATED}')"
        counts = f'select {region} as region_id, count({value}) as checked, count({value}) filter ({value} in ' \
                 f'(select "{key}" from "{other}")) as passed from "{table.name}" as source {join} group by 1'
    _by_region(connection, "consistency", "reference", counts, table=table.name, column=column.name)


def _within_membership(connection: duckdb.DuckDBPyConnection) -> None:
    """Rows of activity of customers who had left, or had not yet joined."""
    _by_region(connection, "consistency", "left", "select region_id, sum(held) as checked, "
               "sum(held - after_leaving) as passed from quality_activity "
               "where (select count(left_on) > 0 from customers) group by region_id", column="month")
    _by_region(connection, "consistency", "joined", "select region_id, sum(with_joining) as checked, "
               "sum(with_joining - before_joining) as passed from quality_activity group by region_id", column="month")
