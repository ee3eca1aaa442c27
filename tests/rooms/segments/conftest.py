"""A bank of eight customers over three whole years, each of whom stands for a rule."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.few_customers import month_of

PEOPLE = {
    # id: (joined, left, transactions a month two years before, the year before, this year; silent months; products)
    "C1": ("2010-01-01", None, 10, 10, 10, 0, ("SAV",)),
    "C2": ("2010-01-01", None, 10, 10, 20, 0, ("SAV", "LOAN")),
    "C3": ("2010-01-01", None, 10, 10, 4, 0, ("SAV",)),
    "C4": ("2010-01-01", None, 10, 10, 10, 4, ("SAV", "CARD")),
    "C5": ("2026-01-01", None, 0, 0, 30, 0, ("CARD",)),
    "C6": ("2010-01-01", "2026-09-10", 10, 10, 10, 0, ("LOAN",)),
    "C7": ("2010-01-01", None, 10, 20, 20, 0, ("SAV", "LOAN")),
    "C8": ("2010-01-01", None, 10, 10, 10, 0, ("SAV",)),
}
CONTACTS = (("C1", "App"), ("C1", "app"), ("C1", "phone"), ("C2", "app"), ("C2", "branch"), ("C7", "branch"))


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("segments")
    with drafting(Shelf(folder), source="files", terms=Terms("Segments")) as draft:
        run = draft.connection.execute
        for product, family in (("SAV", "deposits"), ("LOAN", "loans"), ("CARD", "cards")):
            run("insert into products values (?, ?, ?)", [product, product.title(), family])
        for number, (person, (joined, left, *years, silent, held)) in enumerate(PEOPLE.items()):
            run("insert into customers (customer_id, customer_type, region_id, joined_on, left_on, name)"
                " values (?, ?, ?, ?, ?, ?)",
                [person, "business" if number == 0 else "individual", "S" if number > 5 else "N",
                 dt.date.fromisoformat(joined), dt.date.fromisoformat(left) if left else None, f"<b>{person}</b>"])
            rows = [(person, product, month_of(back, month), count if month < 12 - silent * (back == 0) else 0)
                    for back, count in zip((2, 1, 0), years, strict=True) if count
                    for month in range(12) for product in held]
            for row in rows:
                run("insert into activity (customer_id, product_id, month, transactions, balance, fee_income)"
                    " values (?, ?, ?, ?, 100, 10)", list(row))
        for person, channel in CONTACTS:
            run("""insert into contacts (customer_id, "at", channel) values (?, '2026-05-01 10:00:00', ?)""",
                [person, channel])
        draft.finish("segments")
    with open_book(folder) as opened:
        yield opened
