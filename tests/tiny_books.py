"""Tiny books made by hand: what a test says of its customers, as a real book on a real shelf."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.draft import Published, Terms, drafting
from crm_core.warehouse import Shelf

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
        for number, person in enumerate(people, start=1):
            connection.execute(
                "insert into customers (customer_id, customer_type, region_id, joined_on, left_on)"
                " values (?, ?, ?, ?, ?)",
                [f"C{number}", person.kind, person.region, person.joined, person.left],
            )
            if not person.idle:
                connection.execute(
                    "insert into activity"
                    " (customer_id, product_id, month, balance, turnover, fee_income, cost_to_serve)"
                    " values (?, 'LOAN', ?, ?, ?, ?, ?)",
                    [f"C{number}", person.month, person.balance, person.turnover, max(person.contribution, 0),
                     max(-person.contribution, 0)],
                )
        return draft.finish(repr(people))
