"""What an executive's book holds: sums of large groups, and no row of a customer.

All of its sums are made of the same parts, the customers of one region: every part has the smallest group or more, so
the difference of two sums has too. Kinds of customers, branches and managers are not told apart in it. A table in which
any group is smaller all the same is left out as a whole, as what is left of a table tells what was taken out.
"""

from __future__ import annotations

import duckdb

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _

UNTOLD = "update customers set customer_type = 'unstated', branch_id = null, manager_id = null"
"""Before the marts are made: what an executive's book does not tell apart."""

COUNTED = {"business_years": "customers", "product_years": "holders", "demand_months": "customers"}
"""Cubes that may stay, by the column that counts the customers of a group."""
OF_NOBODY = (
    "book_caveats", "book_info", "book_months", "book_products", "book_regions", "book_terms", "book_years",
    "known_months", "loss_rates", "market", "market_changes", "market_rows", "market_standings", "open_month",
    "products", "rate_months", "rates", "region_economy", "region_industry", "region_resources", "regions",
    "value_curves",
)
"""What holds no figure of customers, or sums that the market reports. Of curves it is their numbers alone, of
months how many rows there are."""


def join_small_regions(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Make one region, which is not told, of those with fewer customers, and of the next larger one where they are
    too few together."""
    sizes = connection.execute("select region_id, count(*) from customers group by region_id "
                               "order by count(*), region_id").fetchall()
    joined: list[str] = []
    together = 0
    for region, customers in sizes:
        if customers >= smallest and (not joined or together >= smallest):
            break
        joined.append(region)
        together += customers
    if together < smallest and joined:
        raise CannotAnswer(_("There are {customers} customers here, and an executive sees groups of {count} or more. "
                             "Ask a steward for another permit.", customers=number(together), count=smallest))
    if joined:
        connection.execute("update customers set region_id = 'unstated' where region_id in (select unnest(?))",
                           [joined])


def tables_of_large_groups(connection: duckdb.DuckDBPyConnection, smallest: int) -> list[str]:
    """The tables of the book in the making that an executive may read."""
    return [*OF_NOBODY, *(name for name in COUNTED if _is_large(connection, name, smallest))]


def _is_large(connection: duckdb.DuckDBPyConnection, table: str, smallest: int) -> bool:
    """Whether each of its groups has nobody or enough."""
    counted = COUNTED[table]
    fewest = connection.execute(f'select min({counted}) from "{table}" where {counted} > 0').fetchall()[0][0]
    return fewest is None or fewest >= smallest
