"""A bank of ten customers over three whole years, small enough to work out every figure by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf

PEOPLE = {
    # id: (type, region, manager, contribution two years before, the year before, this year)
    "C01": ("corporate", "NORTE", "M1", 900, 1000, 700),
    "C02": ("corporate", "SUR", "M1", 500, 600, 650),
    "C03": ("business", "NORTE", "M2", 300, 320, 310),
    "C04": ("business", "SUR", "M2", 200, 250, 90),
    "C05": ("business", "SUR", None, 90, 95, 100),
    "C06": ("individual", "NORTE", None, 40, 45, 50),
    "C07": ("individual", "NORTE", None, 30, 30, 35),
    "C08": ("individual", "SUR", None, 20, 25, 25),
    "C09": ("individual", "SUR", None, 15, 10, -5),
    "C10": ("individual", "SUR", None, 10, 5, -40),
}
CONTACTS = (("C01", "visit"), ("C01", "visit"), ("C02", "visit"), ("C02", "app"), ("C03", "phone"))
COST = 30
"""Everybody's cost to serve in a year, except that a loss is served at more: cost = 30 + loss, fees = 30."""


def build(folder: Path) -> None:
    """Publish the bank: one product, one twelfth of each year's contribution a month, as fees over cost to serve."""
    with drafting(Shelf(folder), source="files", terms=Terms("Few customers")) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loans', 'loans')")
        run("insert into staff (manager_id, name) values ('M1', 'Inés'), ('M2', 'Luis')")
        run("insert into regions (region_id, name) values ('NORTE', 'Norte'), ('SUR', 'Sur')")
        for person, (kind, region, manager, *years) in PEOPLE.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on, name, manager_id)"
                " values (?, ?, ?, '2010-01-01', ?, ?)", [person, kind, region, f"Customer {person[1:]}", manager])
            for back, brought in zip((2, 1, 0), years, strict=True):
                for month in range(12):
                    share = brought if month == 0 else 0
                    fees, cost = max(share, 0) + COST * (month == 0), max(-share, 0) + COST * (month == 0)
                    run("insert into activity (customer_id, product_id, month, balance, fee_income, cost_to_serve)"
                        " values (?, 'LOAN', ?, 100, ?, ?)", [person, month_of(back, month), fees, cost])
        for person, channel in CONTACTS:
            run("""insert into contacts (customer_id, "at", channel) values (?, '2026-05-01 10:00:00', ?)""",
                [person, channel])
        draft.finish("few customers")


def month_of(back: int, month: int) -> dt.date:
    """The first day of the `month`-th month (0–11) of the trailing year `back` years before the latest."""
    whole = (2025 - back) * 12 + 9 + month
    return dt.date(whole // 12, whole % 12 + 1, 1)
