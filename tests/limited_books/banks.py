"""A bank of two regions in which everything of the south bears a mark, so that it is found wherever it comes up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

MARK = "Zyxw"
"""In every name of the south, and of nowhere else."""
AMOUNT = 7_654_321
"""Every amount of the south is a multiple of it, plus what customers tell apart."""
MONTHS = [dt.date(2025, month, 1) for month in range(4, 13)] + [dt.date(2026, month, 1) for month in range(1, 4)]
MOMENT = dt.datetime(2026, 1, 5, 10)  # noqa: DTZ001 the contract's moments have no zone
NORTH, SOUTH = "NORTE", f"{MARK}sur"


def rows(region: str, *, customers: int = 12, strays: int = 0) -> dict[str, list[dict[str, object]]]:
    """What every table of the contract holds of one region: customers of two branches and two managers; the first
    `strays` of the north are looked after by a manager of the south."""
    is_south = region == SOUTH
    mark, amount = (MARK, AMOUNT) if is_south else ("Plain", 100)
    branches = [f"{mark}B1", f"{mark}B2"]
    managers = [f"{mark}M1", f"{mark}M2"]
    people = [f"{mark}C{number}" for number in range(customers)]
    return {
        "regions": [{"region_id": region, "name": f"{mark} region", "parent": f"{mark} parent"}],
        "branches": [{"branch_id": each, "name": f"{each} street", "region_id": region, "yearly_cost": amount}
                     for each in branches],
        "staff": [{"manager_id": each, "name": f"{each} person", "branch_id": branch, "region_id": region,
                   "capacity_hours": 1000.0} for each, branch in zip(managers, branches, strict=True)],
        "customers": [{"customer_id": each, "customer_type": ("individual", "business")[place % 3 == 0],
                       "region_id": region, "joined_on": dt.date(2019, 1, 1), "name": f"{each} {mark} Ltd",
                       "branch_id": branches[place % 2],
                      "manager_id": managers[place % 2] if place >= strays or is_south else f"{MARK}M1",
                       "industry": f"{mark} trade", "size_amount": amount, "credit_grade": "A",
                       "left_on": dt.date(2026, 2, 3) if place == 1 else None,
                       "left_reason": f"{mark} reason" if place == 1 else None,
                       "went_to": f"{mark} rival" if place == 1 else None}
                      for place, each in enumerate(people)],
        "activity": [{"customer_id": each, "product_id": product, "month": month, "balance": amount + place,
                      "turnover": amount + 2 * place, "fee_income": (amount + place) / 100,
                      "cost_to_serve": 1.0 + place}
                     for place, each in enumerate(people) for product in ("LOAN", "CARD") for month in MONTHS
                     if not (place == 1 and month == MONTHS[-1])],
        "outflows": [{"customer_id": each, "counterpart": f"{mark} bank", "month": MONTHS[-2], "amount": amount,
                      "purpose": f"{mark} purpose"} for each in people],
        "contacts": [{"customer_id": each, "at": MOMENT, "channel": "branch",
                      "handle_minutes": 5.0} for each in people],
        "groups": [{"customer_id": each, "group_id": f"{mark}G", "group_name": f"{mark} house", "kind": "household"}
                   for each in people[:2]],
        "market": [{"region_id": region, "institution": bank, "is_own": bank == "Own", "family": family,
                    "period": day, "balance": amount * size, "booked_at": "customer"}
                   for bank, size in (("Own", 1), (f"{mark} peer", 2)) for family in ("loans", "cards")
                   for day in (dt.date(2025, 3, 31), dt.date(2026, 3, 31))],
        "region_economy": [{"region_id": region, "year": year, "population": amount, "gdp": amount}
                           for year in (2024, 2025)],
        "region_industry": [{"region_id": region, "year": 2025, "industry": f"{mark} trade", "employment": amount,
                             "output": amount}],
        "pilots": [{"pilot_id": f"{mark}P", "branch_id": branches[0], "name": f"{mark} pilot", "arm": "pilot",
                    "started_on": dt.date(2026, 1, 1), "measure": "balance"}],
        "customer_protected": [{"customer_id": each, "attribute": "gender", "value": f"{mark} value"}
                               for each in people],
    }


def publish(folder: Path, *regions: str, **options: int) -> Shelf:
    """A book of these regions on a shelf of its own."""
    shelf = Shelf(folder)
    with drafting(shelf, source="files", terms=Terms("Tiny bank", last_month="complete")) as draft:
        insert(draft.connection, "products", [
            {"product_id": "LOAN", "name": "Loan", "family": "loans"},
            {"product_id": "CARD", "name": "Card", "family": "cards"}])
        for region in regions:
            for table, of_table in rows(region, **options).items():
                insert(draft.connection, table, of_table)
        draft.connection.execute("insert into quarantine values ('customers', ?, 1, ?, ?)", [MARK, MARK, MARK])
        draft.connection.execute("insert into suspicions values ('customers', ?, ?)", [MARK, MARK])
        draft.finish(f"{regions} {options}")
    return shelf


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a book, as a plain connection reads it."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as book (read_only)")
        connection.execute("use book")
        tables = [row[0] for row in connection.execute(
            "select table_name from information_schema.tables order by table_name").fetchall()]
        return {table: connection.execute(f'select * from "{table}" order by all').fetchall() for table in tables}
