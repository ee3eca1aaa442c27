"""How far each table reaches, by region, and how old that was when the book was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from crm_core import contract
from crm_core.intake.quality.completeness import region_of

DATED = {
    "activity": "month", "contacts": "at", "outflows": "month", "market": "period",
    "region_economy": "year", "region_industry": "year",
}
"""The column that says of when a row is. Rates and pilots are dated too, but nobody waits for the next,
and a file of customers is not late where nobody joined lately."""


def write_periods(connection: duckdb.DuckDBPyConnection, tables: Sequence[contract.Table], *, today: dt.date) -> None:
    """Fill `book_quality_periods` of the `tables` that hold rows; `today` is the day of the build. A month that is left
    out does not count."""
    for table in tables:
        if table.name not in DATED:
            continue
        name, column = table.name, DATED[table.name]
        date = f"make_date(source.{column}, 12, 1)" if column == "year" else f"date_trunc('month', source.{column})"
        region, _, join = region_of(table)
        rows = f'select {region} as region_id, cast({date} as date) as period from "{name}" as source {join} ' \
               f"where source.{column} is not null"
        if name == "activity":
            rows = "select region_id, month as period from quality_activity " \
                   "where month not in (select month from open_month)"
        connection.execute(
            f"insert into book_quality_periods with dated as (select distinct * from ({rows})), "
            "gathered as (select region_id, min(period) as first_period, max(period) as last_period, "
            "count(distinct period) as periods, grouping(region_id) as is_whole from dated "
            "group by grouping sets ((), (region_id)) having count(*) > 0 and (is_whole = 1 or region_id <> '')) "
            "select $name, coalesce(region_id, ''), first_period, last_period, "
            "case when periods > 1 then round(date_diff('month', first_period, last_period) / (periods - 1)) end, "
            "greatest(date_diff('month', last_period, $today), 0) from gathered", {"name": name, "today": today})
