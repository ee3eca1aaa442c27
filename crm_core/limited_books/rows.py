"""Which rows of each source table a permit lets through: one condition a table, written once."""

from __future__ import annotations

from crm_core import contract
from crm_core.permit import Permit

CUSTOMERS = "select customer_id from bank.main.customers"
_OF_CUSTOMERS = "customer_id in (select customer_id from customers)"
"""Of a table with a row for a customer; `customers` are by then those of the limited book."""
_OF_THE_BANK = frozenset({"products", "rates", "loss_rates"})
"""What says nothing of customers: everybody may read it."""
_CONDITIONS = {
    "regions": "region_id in (select region_id from seen_regions)",
    "region_economy": "region_id in (select region_id from seen_regions)",
    "region_industry": "region_id in (select region_id from seen_regions)",
    "branches": "branch_id in (select branch_id from seen_branches)",
    "pilots": "branch_id in (select branch_id from seen_branches)",
    "staff": "manager_id in (select manager_id from seen_managers)",
}
"""Of what customers lie in: `seen_regions`, `seen_branches` and `seen_managers` are tables of the build."""


STRANGE_PLACES = (
    "update staff set branch_id = null where branch_id not in (select branch_id from seen_branches)",
    "update staff set region_id = null where region_id not in (select region_id from seen_regions)",
    "update branches set region_id = null where region_id not in (select region_id from seen_regions)",
)
"""A manager who looks after one customer here may belong elsewhere."""


def condition(table: str, permit: Permit) -> str:
    """The rows of `table` that may be in the book of this permit.

    A table that the contract gains later lets nothing through until somebody says here what it may.
    """
    if table in _OF_THE_BANK:
        return "true"
    if table == "customers":
        return _customers(permit)
    if table == "market":
        whole_regions = not (permit.branches or permit.managers)
        return _CONDITIONS["regions"] if whole_regions else "false"  # a market share of some customers is none
    if table in _CONDITIONS:
        return _CONDITIONS[table]
    return _OF_CUSTOMERS if "customer_id" in contract.TABLES[table].names else "false"


def _customers(permit: Permit) -> str:
    limits = (("region_id", permit.regions), ("branch_id", permit.branches), ("manager_id", permit.managers))
    asked = [f"{column} in ({', '.join(map(quoted, ids))})" for column, ids in limits if ids]
    return " and ".join(asked) or "true"


def seen(permit: Permit) -> dict[str, str]:
    """What makes the tables of the regions, branches and managers that are seen: those named, those of the customers,
    and in a region that is seen as a whole all of its branches and staff."""
    is_by_region = not (permit.branches or permit.managers)
    regions = [f"select unnest([{', '.join(map(quoted, permit.regions))}])"] if permit.regions and is_by_region else []
    in_regions = "where region_id in (select region_id from seen_regions)" if is_by_region else "where false"
    everywhere = is_by_region and not permit.regions
    return {
        "seen_regions": _union("region_id", [*regions, *(["select region_id from bank.main.regions"]
                                                         if everywhere else [])]),
        "seen_branches": _union("branch_id", [f"select branch_id from bank.main.branches {in_regions}"]),
        "seen_managers": _union("manager_id", [f"select manager_id from bank.main.staff {in_regions}"]),
    }


def _union(column: str, further: list[str]) -> str:
    return " union ".join([f"select {column} from customers where {column} is not null", *further])


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
