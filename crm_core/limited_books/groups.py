"""What an executive's book holds: sums of large groups, and no row of a customer.

Its rows were made coarser before anything was counted (`coarse.py`), so a cube of regions, products and months has no
small group. What a cube tells apart beyond that (who joined and who left, one large fee, typical customers) is folded.
A table in which any group is small all the same is left out as a whole, as what is left of it tells what was taken out.
"""

from __future__ import annotations

import duckdb

from crm_core.contract import OTHER_REGIONS, UNSTATED

OF_NOBODY = (
    "book_branches", "book_caveats", "book_groups", "book_info", "book_months", "book_products", "book_regions",
    "book_staff", "book_terms", "book_years", "desks", "known_months", "loss_rates", "market", "market_changes",
    "market_rows", "market_standings", "open_month", "products", "rate_months", "rates", "region_economy",
    "region_industry", "region_resources", "regions", "value_curves",
)
"""What holds no figure of customers, or sums that the market reports. Of curves it is their numbers alone, of
months how many rows there are."""
COUNTED = {
    "business_years": ("customers",),
    "business_spreads": ("moved_customers",),
    "change_months": ("customers", "customers_before", "holders", "holders_before"),
    "change_spreads": ("customers",),
    "demand_months": ("customers",),
    "product_years": ("holders",),
    "relationship_years": ("customers", "loss_makers", "customers - loss_makers"),
}
"""Cubes that may stay, by what counts the customers of a group, and of the parts of it that have figures of their
own."""
_TOLD = "region_id in (select region_id from customers)"
_FILLED = f"(select 2 * count(*) filter (where {_TOLD}) >= count(*) from regions)"
"""Whether half of the regions or more are told: a map of fewer is some islands."""
_ON_THE_MAP = ("map_row", "map_column", "shape")
_BY_NAME = """select * replace (case when region_id in (select region_id from customers) then region_id else coalesce(
        (select name from book_regions where book_regions.region_id = {table}.region_id), region_id) end as region_id)
    from {table}"""
"""What is public of a region that was joined with others goes on under its name: there is none of its id any more, as
it would stand among the others with nothing."""
_TYPICAL = ("balance", "turnover", "transactions", "contribution")
_FOLDED = {
    "regions": f"select * from regions where {_TOLD}",
    "book_regions": f"""select * replace (
            case when region_id = '{UNSTATED}' then '{OTHER_REGIONS}' else name end as name,
            {", ".join(f"case when {_FILLED} then {each} end as {each}" for each in _ON_THE_MAP)})
        from book_regions where {_TOLD}""",
    "region_resources": f"select * from region_resources where {_TOLD}",
    **{each: _BY_NAME.format(table=each) for each in (
        "region_economy", "region_industry", "market", "market_changes", "market_rows", "market_standings")},
    "book_branches": "select * from book_branches limit 0",
    "book_groups": "select * from book_groups limit 0",
    "book_staff": "select * from book_staff limit 0",
    "desks": "select * from desks limit 0",
    "change_months": """select month, region_id, customer_type, product_id, '' as standing,
            sum(columns(* exclude (month, region_id, customer_type, product_id, standing)))
        from (select * replace (0 as one_offs, case when one_offs_before is not null then 0 end as one_offs_before)
              from change_months)
        group by month, region_id, customer_type, product_id""",
    "demand_months": f"""select * replace (
            {', '.join(f'0 as {each}_customers, null as {each}_logs' for each in _TYPICAL)}) from demand_months""",
}
"""Without names of branches, managers and groups, standings, one-off fees and what a typical customer has: each may be
of a few. An empty standing says so."""


_PLAINER = {"relationship_years": "select * replace (0 as loss_makers, 0 as losses) from relationship_years"}
"""Where too few customers of a region are unprofitable, or too few are not: nothing is said of them."""


def keep_large_groups(connection: duckdb.DuckDBPyConnection, smallest: int) -> None:
    """Copy to the attached database `kept` what an executive may read of the book in the making."""
    for name in (*OF_NOBODY, *COUNTED):
        ways = [_FOLDED.get(name, f"select * from {name}"), *([_PLAINER[name]] if name in _PLAINER else [])]
        large = [each for each in ways if _is_large(connection, each, COUNTED.get(name, ()), smallest)]
        if large:
            connection.execute(f"create table kept.main.{name} as select * from {name} limit 0")
            connection.execute(f"insert into kept.main.{name} {large[0]}")


def _is_large(connection: duckdb.DuckDBPyConnection, folded: str, counted: tuple[str, ...], smallest: int) -> bool:
    """Whether each of its groups has nobody or enough."""
    is_small = " or ".join(["false", *(f"({each} > 0 and {each} < {smallest:d})" for each in counted)])
    return not connection.execute(f"select exists (select 1 from ({folded}) where {is_small})").fetchall()[0][0]
