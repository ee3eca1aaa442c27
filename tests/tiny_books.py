"""Tiny books made by hand: what a test says of its customers, as a real book on a real shelf."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.draft import Published, Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

MONTH = dt.date(2026, 3, 1)


@dataclass(frozen=True)
class Customer:
    """One customer with one row of activity; a negative `contribution` is all cost to serve."""

    contribution: float = 0.0
    region: str = "NORTE"
    kind: str = "individual"
    balance: float = 0.0
    turnover: float = 0.0
    month: dt.date = MONTH
    joined: dt.date = dt.date(2015, 1, 1)
    left: dt.date | None = None
    idle: bool = False


def publish(folder: Path, customers: Iterable[Customer | float], *, terms: Terms | None = None) -> Published:
    """Publish a book of these customers (a bare number is a contribution); ids are C1, C2, … in order."""
    people = [each if isinstance(each, Customer) else Customer(each) for each in customers]
    with drafting(Shelf(folder), source="files", terms=terms or Terms("Tiny bank")) as draft:
        connection = draft.connection
        connection.execute("insert into products values ('LOAN', 'Loan', 'loans')")
        insert(connection, "customers", [
            {"customer_id": f"C{number}", "customer_type": person.kind, "region_id": person.region,
             "joined_on": person.joined, "left_on": person.left} for number, person in enumerate(people, start=1)
        ])
        insert(connection, "activity", [
            {"customer_id": f"C{number}", "product_id": "LOAN", "month": person.month, "balance": person.balance,
             "turnover": person.turnover, "fee_income": max(person.contribution, 0),
             "cost_to_serve": max(-person.contribution, 0)}
            for number, person in enumerate(people, start=1) if not person.idle
        ])
        return draft.finish(repr(people))
