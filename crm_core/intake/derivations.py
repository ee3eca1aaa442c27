"""What a book says of how its figures were worked out, in a table of its own: stored texts, told on the Data page."""

from __future__ import annotations

import duckdb

from crm_core.contract import UNSTATED
from crm_core.language import N_
from crm_core.language.stored import stored

_UNSTATED = {
    "joined_on": N_("Of {missing_count} of {customers_count} customers the date of joining is not known: they count "
                    "from their first activity, are new in no month, and have no tenure."),
    "region_id": N_("Of {missing_count} of {customers_count} customers the region is not stated: they are in no "
                    "comparison of regions."),
    "customer_type": N_("Of {missing_count} of {customers_count} customers the type is not stated: they are compared "
                        "with one another, and have no thresholds of their own."),
}
"""What follows from a column of the customers that is empty, by column."""


def state(connection: duckdb.DuckDBPyConnection, table_name: str, sentence: str) -> None:
    """Enter how a figure of a table was worked out from what the files hold: a stored text."""
    connection.execute("insert into derivations values (?, ?)", [table_name, sentence])


def mark_unstated(connection: duckdb.DuckDBPyConnection) -> None:
    """Customers of no stated region or type become a group of their own, which says so; the marts group by both.

    A date of joining that is not known stays empty. Of each, what follows is stated.
    """
    counts = ", ".join(f"count({column})" for column in _UNSTATED)
    customers, *stated = connection.execute(f"select count(*), {counts} from customers").fetchall()[0]
    for (column, sentence), known in zip(_UNSTATED.items(), stated, strict=True):
        if known < customers:
            state(connection, "customers", stored(sentence, missing_count=customers - known, customers_count=customers))
            if column != "joined_on":
                connection.execute(f"update customers set {column} = ? where {column} is null", [UNSTATED])
