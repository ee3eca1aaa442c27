"""Three banks of thirty months to September 2026: a fiscal year from July, a month missing, and income of late only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from crm_core import open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert
from tests.odd_books import REGIONS, business, people


def fee(n: int, t: int) -> float:
    """What customer n pays in month t: no two months and no two customers alike."""
    return 10.0 + n * 1.25 + t * t / 4 - (7.0 if n % 5 == 0 else 0.0) * (t % 3)


def publish(folder: Path, *, starts: int = 1, fees: Callable[[int, int], float | None] = fee,
            missing: tuple[dt.date, ...] = (), count: int = 40) -> Path:
    """A bank whose customers have one product each; every seventh joined within the book."""
    customers = [row | {"joined_on": dt.date(2025, 11, 5) if n % 7 == 6 else dt.date(2020, 1, 1)}
                 for n, row in enumerate(people(count))]
    rows = [row for row in business(customers, 30, amounts=lambda n, t: {
        "fee_income": fees(n, t), "cost_to_serve": 3.0 + n % 4, "balance": 100.0})
        if row["month"] not in missing and not (row["month"] < dt.date(2025, 11, 1)
                                                and int(row["customer_id"][1:]) % 7 == 6)]
    terms = Terms("A bank of thirty months", fiscal_year_starts=starts, last_month="complete")
    with drafting(Shelf(folder), source="files", terms=terms) as draft:
        insert(draft.connection, "products", [
            {"product_id": "SAV", "name": "Savings", "family": "deposits"},
            {"product_id": "LOAN", "name": "Loan", "family": "loans"}])
        insert(draft.connection, "regions", REGIONS)
        insert(draft.connection, "customers", customers)
        insert(draft.connection, "activity", rows)
        draft.finish(folder.name)
    return folder


@pytest.fixture(scope="session")
def july(tmp_path_factory):
    with open_book(publish(tmp_path_factory.mktemp("july"), starts=7)) as book:
        yield book


@pytest.fixture(scope="session")
def gap(tmp_path_factory):
    with open_book(publish(tmp_path_factory.mktemp("gap"), missing=(dt.date(2026, 2, 1),), count=8)) as book:
        yield book


@pytest.fixture(scope="session")
def late(tmp_path_factory):
    """Fees are known from October 2025 on; in July to September 2025 only those of every other customer."""
    def fees(n: int, t: int) -> float | None:
        return fee(n, t) if t >= 18 or (t >= 15 and n % 2) else None

    with open_book(publish(tmp_path_factory.mktemp("late"), fees=fees, count=8)) as book:
        yield book
