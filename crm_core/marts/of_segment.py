"""Cubes of the customers of one segment, by the SQL of the marts, from the rows of these customers alone.

They are temporary tables of the connection that asks: a book that is opened to be read takes no others. What holds a
rank among all customers, or a rate of the whole bank, is not made anew: a customer keeps its rank in any segment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from crm_core.engines import Connection, DuckDBEngine
from crm_core.macros.cubes import APART, CUBES, PREFIX
from crm_core.marts.build import (
    BY_MONTHS,
    CHANGES,
    MONTHLY,
    WORKBENCH_OF_CHANGES,
    YEARLY,
    closure,
    select,
    some_months,
    years_of,
)
from crm_core.marts.build import CUBES as LATER
from crm_core.question import Question

BY_CUSTOMER = ("customers", "customer_spells", "activity", "activity_money", "groups", "customer_years",
               "customer_moves", "one_off_fees")
"""What cubes are made from, with a row or more for each customer."""
_HOLDINGS, _CUSTOMERS, _GROUPS = "valued_holdings", "valued_customers", "book_groups"
_IN_ORDER = tuple(name for name in (*MONTHLY, *BY_MONTHS, *CHANGES, *YEARLY, *LATER) if name in CUBES)


def reads_activity(wanted: Collection[str]) -> bool:
    """Whether the `wanted` cubes of a segment are made from the months of single customers."""
    texts = [select(name) for name in closure(" ".join(frozenset(wanted) & CUBES)) & CUBES]
    return any(re.search(rf"\bactivity(_money)?\b|{_HOLDINGS}|{WORKBENCH_OF_CHANGES}", text) for text in texts)


def build_of_segment(connection: Connection, wanted: Collection[str], made: Collection[str] = ()) -> frozenset[str]:
    """Make the `wanted` cubes of the customers in the table `segment_members` of `connection`, and those that they are
    made from; those already `made` are read. Returns the names of the new ones: their tables have `PREFIX` before them.
    """
    needed = (closure(" ".join(frozenset(wanted) & CUBES)) & CUBES) - frozenset(made)
    if frozenset(wanted) & APART:
        _hold_apart(connection)
        needed |= APART
    with _narrowed(connection, made):
        for name in (each for each in _IN_ORDER if each in needed):
            if name in BY_MONTHS:
                _by_months(connection, name)
            elif name in YEARLY:
                _by_years(connection, name)
            elif WORKBENCH_OF_CHANGES in select(name):
                _of_held_months(connection, name)
            else:
                _keep(connection, name, 0)
    return needed


def _hold_apart(connection: Connection) -> None:
    """All customers with their tiers, and all desks: of those of the segment as of others, which makes two desks of one
    where it has both."""
    connection.execute(f"""create or replace temp view {PREFIX}tier_years as
        select * replace (2 * desk_id + in_segment as desk_id, 2 * group_id + in_segment as group_id)
        from (select *, case when customer_id in (select customer_id from segment_members) then 1 else 0 end
              as in_segment from tier_years)""")
    connection.execute(f"""create or replace temp table {PREFIX}desks as
        select * replace (2 * desk_id as desk_id, 2 * group_id as group_id), 0 as in_segment from desks
        union all
        select * replace (2 * desk_id + 1 as desk_id, 2 * group_id + 1 as group_id), 1 as in_segment from desks
        where 2 * desk_id + 1 in (select desk_id from {PREFIX}tier_years)
        order by desk_id""")


def _by_months(connection: Connection, name: str) -> None:
    for position, (first, last) in enumerate(some_months(DuckDBEngine(connection), BY_MONTHS[name])):
        _keep(connection, name, position, first_month=first, last_month=last)


def _of_held_months(connection: Connection, name: str) -> None:
    """What it is made from is made first, and goes with it."""
    held = WORKBENCH_OF_CHANGES
    for position, (first, last) in enumerate(some_months(DuckDBEngine(connection), BY_MONTHS[held])):
        _make(connection, held, held, position, first_month=first, last_month=last)
    _keep(connection, name, 0)
    connection.execute(f"drop table temp.{held}")


def _by_years(connection: Connection, name: str) -> None:
    """One trailing year after the other, as the marts are made; with what is held in it, where the mart reads that."""
    for position, years_ago in enumerate(years_of(DuckDBEngine(connection))):
        connection.execute(f"create or replace temp view {_CUSTOMERS} as "
                           f"select * from customer_years where years_ago = {years_ago:d}")
        if _HOLDINGS in select(name):
            _make(connection, _HOLDINGS, _HOLDINGS, 0, years_ago=years_ago)
        _keep(connection, name, position, years_ago=years_ago)
    for kind, each in (("view", _CUSTOMERS), ("table", _HOLDINGS)):
        connection.execute(f"drop {kind} if exists temp.{each}")


def _keep(connection: Connection, name: str, position: int, **values: Any) -> None:
    """The first part of a cube makes its table, and the name by which the SQL of other marts reads it."""
    _make(connection, name, f"{PREFIX}{name}", position, **values)
    _read_as(connection, name)


def _make(connection: Connection, name: str, table: str, position: int, **values: Any) -> None:
    """The rows of a mart into a temporary table: the first part makes it."""
    sql, bound = Question.from_file(__file__, f"{name}.sql").bind(values)
    start = f"create or replace temp table {table} as" if position == 0 else f"insert into {table}"
    connection.execute(f"{start} {sql}", bound)


def _read_as(connection: Connection, cube: str) -> None:
    connection.execute(f"create or replace temp view {cube} as select * from {PREFIX}{cube}")


@contextmanager
def _narrowed(connection: Connection, made: Collection[str]) -> Iterator[None]:
    """While the cubes are made, the tables of customers have the rows of the segment alone, and the cubes already
    `made` are those of the segment: temporary views that stand before the tables of the same name."""
    book = connection.execute("select current_database()").fetchall()[0][0]
    try:
        for name in BY_CUSTOMER:
            connection.execute(f'create or replace temp view {name} as select * from "{book}".main.{name} '
                               f"where customer_id in (select customer_id from segment_members)")
        # groups do not count as one in a segment, so their half of the ranked values is not made
        connection.execute(f"create or replace temp view {_GROUPS} as "
                           f'select * from "{book}".main.{_GROUPS} where false')
        for name in frozenset(made) & CUBES:
            _read_as(connection, name)
        yield
    finally:
        for name in (_CUSTOMERS, _GROUPS, *BY_CUSTOMER, *sorted(CUBES)):
            connection.execute(f"drop view if exists temp.{name}")
