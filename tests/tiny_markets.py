"""Tiny markets made by hand: what a test says of banks, economies, branches and outflows, as a real book on a shelf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crm_core.intake.draft import Published, Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

Row = Mapping[str, Any]

JUNE, JUNE_BEFORE = "2025-06-30", "2024-06-30"


def bank(institution: str, balance: float, *, region: str = "N", family: str = "loans", period: str = JUNE,
         booked_at: str | None = None) -> Row:
    """One reported balance; the bank called `We` is our own."""
    return {"region_id": region, "institution": institution, "is_own": institution == "We", "family": family,
            "period": period, "balance": balance, "booked_at": booked_at}


def customer(number: int, *, region: str = "N", kind: str = "individual", balance: float = 0.0, fee: float = 1.0,
             cost: float = 0.0, family: str = "loans", month: str = "2025-06-01") -> Row:
    """One customer with one row of activity."""
    return {"customer_id": f"C{number}", "region_id": region, "customer_type": kind, "balance": balance,
            "fee_income": fee, "cost_to_serve": cost, "product_id": family, "month": month}


def publish(folder: Path, *, market: Iterable[Row] = (), customers: Iterable[Row] = (customer(1),),
            **tables: Iterable[Row]) -> Published:
    """Publish a book of these rows. `tables` are further tables of the contract by name."""
    rows = {name: [dict(row) for row in given] for name, given in {"market": market, **tables}.items()}
    people = list(customers)
    with drafting(Shelf(folder), source="files", terms=Terms("Tiny market", hurdle_rate=0.0)) as draft:
        for name, each in rows.items():
            insert(draft.connection, name, each)
        insert(draft.connection, "products", [
            {"product_id": family, "name": family.capitalize(), "family": family}
            for family in sorted({person["product_id"] for person in people})
        ])
        insert(draft.connection, "customers", [
            {"customer_id": person["customer_id"], "customer_type": person["customer_type"],
             "region_id": person["region_id"], "joined_on": "2015-01-01"} for person in people
        ])
        columns = ("customer_id", "product_id", "month", "balance", "fee_income", "cost_to_serve")
        insert(draft.connection, "activity", [{name: person[name] for name in columns} for person in people])
        return draft.finish(repr((rows, people)))
