"""Source rows made coarser, before anything is counted, until an executive may see every sum of them.

The parts of all sums are the customers of one region who hold one product in one month. Where a part has fewer than the
smallest group, its region or its product is joined with another one everywhere, so that each part has nobody or enough,
and so has every sum of parts and every difference of two sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from crm_core import CannotAnswer
from crm_core.language import _

KINDS = "update customers set customer_type = 'unstated', branch_id = null, manager_id = null"
"""What an executive's book does not tell apart."""
MONTHS = 36
"""Regions and products are told apart where they are large in each of so many last months: three years, as pages
compare. Of earlier months those are left out up to the last in which a part is small."""
_RECENT = f"month > (select cast(max(month) - interval '{MONTHS}' month as date) from activity)"
_GIVEN = ("balance", "turnover", "transactions", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss",
          "capital")
_MEASURED, _MONEY = _GIVEN[:3], _GIVEN[3:]
_HELD = (f"select customer_id, month, {', '.join(f'max({column}) as {column}' for column in _MEASURED)} from activity "
         f"where {_RECENT}")
"""What is given of customers in recent months, whatever products they hold."""


def _least(columns: tuple[str, ...]) -> str:
    """Of how many customers a part is, and each figure of it that is given of any."""
    return f"least({', '.join(['count(*)', *(f'nullif(count({column}), 0)' for column in columns)])})"


_NAMED = 3
"""Joined products that are named one by one."""


@dataclass(frozen=True)
class _Joined:
    """Products that are told as one, the largest first; `family` is empty where they are of several."""

    ids: tuple[str, ...]
    family: str
    fewest: int
    """Customers of its smallest part."""


def make_coarse(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Join the regions and products of the source tables, of which `customers` and `activity` hold the rows, until
    every part has nobody or `smallest` customers.

    A balance that is unknown of fewer than that in a part becomes nothing, which it is in sums of a month: left out of
    the mean of a year it would be told by difference.
    Raises CannotAnswer where there are fewer customers than that in all.
    """
    _leave_out_rare_figures(connection, smallest)
    _join_regions(connection, smallest)
    _join_products(connection, smallest)
    connection.execute(f"""delete from activity where month <= (select max(month) from (
        select month from activity inner join customers using (customer_id)
        group by month, region_id, product_id having {_least(_GIVEN)} < ?))""", [smallest])
    if not connection.execute("select count(*) from activity").fetchall()[0][0]:
        raise CannotAnswer(_too_few(smallest))
    connection.execute("""update activity set balance = 0 from (
            select region_id, product_id, month from activity inner join customers using (customer_id)
            group by region_id, product_id, month having count(*) - count(balance) between 1 and ? - 1
        ) as few, customers
        where activity.balance is null and activity.customer_id = customers.customer_id
            and few.region_id = customers.region_id and few.product_id = activity.product_id
            and few.month = activity.month""", [smallest])


def _leave_out_rare_figures(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Of a figure that fewer customers of all have in a recent month, no joining makes a large sum."""
    for column in _MEASURED:
        fewest = connection.execute(f"""select min(customers) from (
            select count({column}) as customers from ({_HELD} group by customer_id, month) group by month)
            where customers > 0""").fetchall()[0][0]
        if fewest is not None and fewest < smallest:
            connection.execute(f"update activity set {column} = null")


def _join_regions(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Make one region, which is not told, of those with fewer customers, or fewer with a figure in any recent month,
    and of the next larger one where they are too few together."""
    sizes: list[tuple[str, int]] = connection.execute(f"""
        select region_id, least(count(*), coalesce(min(active.customers), count(*)))
        from customers left join (
            select region_id, min(customers) as customers from (
                select region_id, {_least(_MEASURED)} as customers from ({_HELD} group by customer_id, month)
                inner join customers using (customer_id) group by region_id, month)
            group by region_id) as active using (region_id)
        group by region_id order by 2, 1""").fetchall()
    joined: list[str] = []
    together = 0
    for region, customers in sizes:
        if customers >= smallest and (not joined or together >= smallest):
            break
        joined.append(region)
        together = _fewest_of_regions(connection, joined)
    if joined and together < smallest:
        raise CannotAnswer(_too_few(smallest))
    if joined:
        connection.execute("update customers set region_id = 'unstated' where region_id in (select unnest(?))",
                           [joined])


def _too_few(smallest: int) -> str:
    return _("Fewer than {count} customers have business here in some month, and an executive sees groups of {count} "
             "or more. Ask a steward for another permit.", count=smallest)


def _fewest_of_regions(connection: duckdb.DuckDBPyConnection, regions: list[str]) -> int:
    """Customers of these regions together, or of them with activity in the month with the fewest."""
    found = connection.execute(f"""
        with members as (select customer_id from customers where region_id in (select unnest(?)))
        select least((select count(*) from members), (select min(customers) from (
            select {_least(_MEASURED)} as customers from ({_HELD} group by customer_id, month)
            semi join members using (customer_id) group by month)))""", [regions]).fetchall()
    return int(found[0][0])


def _join_products(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Tell as one what is rarely held: the rarest with the next rare one of its family, or else of all."""
    told = [_Joined((product,), family or "", fewest) for product, family, fewest in connection.execute(f"""
        select product_id, any_value(family), min(customers) from (
            select product_id, {_least(_GIVEN)} as customers from activity inner join customers using (customer_id)
            where {_RECENT} group by product_id, region_id, month)
        left join products using (product_id) group by product_id order by product_id""").fetchall()]
    while len(told) > 1 and (rarest := min(told, key=lambda each: each.fewest)).fewest < smallest:
        told.remove(rarest)
        other = min(told, key=lambda each: (each.family != rarest.family, each.fewest))
        told.remove(other)
        ids = (*other.ids, *rarest.ids)
        told.append(_Joined(ids, rarest.family if rarest.family == other.family else "",
                            _fewest_holders(connection, ids)))
    for each in told:
        if len(each.ids) > 1:
            _tell_as_one(connection, each)


def _fewest_holders(connection: duckdb.DuckDBPyConnection, products: tuple[str, ...]) -> int:
    found = connection.execute(f"""
        select min(customers) from (
            select {_least(_MEASURED)} as customers from (
                {_HELD} and product_id in (select unnest(?)) group by customer_id, month)
            inner join customers using (customer_id) group by region_id, month)""", [list(products)]).fetchall()
    return int(found[0][0])


def _tell_as_one(connection: duckdb.DuckDBPyConnection, joined: _Joined) -> None:
    """Make one product of several, with the money that the bank gives or its rate card makes of each; what is unknown
    adds nothing."""
    one, ids = joined.ids[0], list(joined.ids)
    figures = ", ".join([*(f"sum(activity.{each}) as {each}" for each in _MEASURED),
                         *(f"sum(priced.{each}) as {each}" for each in _MONEY)])
    connection.execute(f"""create or replace temp table as_one as
        select customer_id, $one as product_id, month, {figures}
        from activity inner join bank.main.activity_money as priced using (customer_id, product_id, month)
        where product_id in (select unnest($ids)) group by customer_id, month""", {"one": one, "ids": ids})
    names = dict(connection.execute("select product_id, name from products").fetchall())
    connection.execute("delete from activity where product_id in (select unnest(?))", [ids])
    connection.execute("insert into activity by name select * from as_one")
    connection.execute("delete from products where product_id in (select unnest(?)) and product_id <> ?", [ids, one])
    connection.execute("update products set name = ?, family = ? where product_id = ?",
                       [_name([names.get(each) or each for each in ids]), joined.family, one])


def _name(names: list[str]) -> str:
    return " + ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
