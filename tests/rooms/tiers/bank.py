"""A bank of some hundred customers over three whole years, with everything a tier can be cut from and gaps in it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from pathlib import Path

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

PRODUCTS = {"SAVE": "deposits", "LOAN": "loans", "CARD": "cards", "FUND": "investments"}
REGIONS = ("NORTE", "SUR", "WEST")
TYPES = ("individual", "individual", "individual", "business", "corporate")
CHANNELS = ("branch", "phone", "visit", "app", "Chat ")
LAST = dt.date(2026, 9, 1)
OF_CUSTOMERS = ("customer_id", "customer_type", "region_id", "joined_on", "left_on", "name", "branch_id", "manager_id",
                "size_amount", "credit_grade")
OF_ACTIVITY = ("customer_id", "product_id", "month", "balance", "turnover", "transactions", "fee_income",
               "cost_to_serve")
OF_CONTACTS = ("customer_id", "at", "channel", "handle_minutes")


def month_back(months: int) -> dt.date:
    """The first day of the month that is so many months before the book's last."""
    whole = LAST.year * 12 + LAST.month - 1 - months
    return dt.date(whole // 12, whole % 12 + 1, 1)


def publish(folder: Path, *, customers: int = 150, seed: int = 5, contacts: bool = True, years: int = 3,
            types: tuple[str, ...] = TYPES, only: Collection[str] = ()) -> None:
    """Publish the bank. A fifth joined on the way, a tenth left; a sixth have no size, a seventh no grade. With `only`,
    a bank that has these of its customers and no others."""
    rng = random.Random(seed)
    with drafting(Shelf(folder), source="files", terms=Terms("Tier bank")) as draft:
        run = draft.connection.execute
        insert(draft.connection, "products", [
            {"product_id": code, "name": code.title(), "family": family} for code, family in PRODUCTS.items()])
        insert(draft.connection, "regions", [{"region_id": each, "name": each.title()} for each in REGIONS])
        run("insert into branches (branch_id, name, region_id) values ('B1', 'Mayor', 'NORTE'), ('B2', 'Sol', 'SUR')")
        run("insert into staff (manager_id, name, branch_id, region_id, capacity_hours) values"
            " ('M1', 'Inés', 'B1', 'NORTE', 120), ('M2', 'Luis', 'B2', 'SUR', 40), ('M3', 'Ana', 'B2', 'SUR', null)")
        people, rows, talks = [], [], []
        for number in range(customers):
            person, grown = f"C{number:04d}", rng.lognormvariate(0, 1.3)
            joined = month_back(rng.randrange(0, 34)) if rng.random() < 0.2 else dt.date(2000 + number % 20, 5, 3)
            left = month_back(rng.randrange(1, 25)) if rng.random() < 0.1 and joined.year < 2020 else None
            people.append([
                person, rng.choice(types), rng.choice(REGIONS), joined, left, f"Customer {number}",
                rng.choice(["B1", "B2", None]), rng.choice(["M1", "M2", "M3", None, None]),
                None if rng.random() < 1 / 6 else round(grown * 20_000, 2),
                None if rng.random() < 1 / 7 else rng.choice("ABCDE"),
            ])
            for product in rng.sample(list(PRODUCTS), rng.randint(0, 4)):
                for back in range(12 * years):
                    month = month_back(back)
                    if joined <= month and (left is None or month <= left) and rng.random() < 0.7:
                        rows.append([person, product, month, round(grown * rng.uniform(10, 900), 2),
                                     round(grown * rng.uniform(0, 90), 2), rng.randint(0, 20),
                                     round(grown * rng.uniform(0, 9), 2), round(rng.uniform(0, 6), 2)])
            for _ in range(rng.randrange(4) if contacts else 0):
                at = dt.datetime.combine(month_back(rng.randrange(0, 30)), dt.time(9), dt.UTC).replace(tzinfo=None)
                talks.append([person, at, rng.choice(CHANNELS), rng.choice([None, 5.5, 12.0, 45.0, 90.0])])
        if only:
            people, rows, talks = ([each for each in all_of if each[0] in only] for all_of in (people, rows, talks))
        for table, columns, values in (("customers", OF_CUSTOMERS, people), ("activity", OF_ACTIVITY, rows),
                                       ("contacts", OF_CONTACTS, talks)):
            insert(draft.connection, table, [dict(zip(columns, each, strict=True)) for each in values])
        draft.finish(f"tier bank {customers} {seed} {contacts} {years} {types} {sorted(only)}")
