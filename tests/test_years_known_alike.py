"""Two years are compared only where as much is known of both, and gaps in the money are said wherever it is."""

from __future__ import annotations

import pytest

from crm_core import ask, open_book
from crm_core.scope import Scope
from tests.odd_books import OddBook, business, people, usual_book

REGIONS = [{"region_id": each, "name": name} for each, name in (("N", "Norte"), ("S", "Sur"), ("E", "Este"))]


def book_of(folder, amounts, *, span=25, count=24, **others):
    customers = people(count)
    return open_book(OddBook(customers, business(customers, span, amounts=amounts), others).publish(folder))


def reading(book, room, **options) -> str:
    return ask.ask(room, book, Scope(), **options)["reading"]


@pytest.mark.parametrize("amounts", [
    lambda n, t: {"net_interest_income": 100.0 if t >= 12 else None, "balance": 1000.0},
    lambda n, t: {"turnover": 100.0 if (n % 2 or t >= 12) else None},
    lambda n, t: {"balance": 100.0 if (n % 3 or t >= 12) else None, "turnover": 1.0},
])
def test_a_year_of_which_less_is_known_is_not_compared_with(tmp_path, amounts):
    with book_of(tmp_path, amounts, span=24) as book:
        assert "year before" not in reading(book, "overview")
        assert "than the year before" not in reading(book, "customer")


def test_what_the_rate_card_gives_no_income_makes_no_year_less_known(tmp_path):
    """More and more customers hold a loan that the card prices at nothing: their savings are known as well as ever."""
    customers = people(24)
    rows = [row | {"balance": 1000.0 + row["month"].year if row["product_id"] == "SAV" else None, "turnover": 1.0}
            for row in business(customers, 24, amounts=lambda n, t: {})
            if row["product_id"] == "SAV" or row["month"].month > 6]
    months = sorted({row["month"] for row in rows})
    rows = [row for row in rows if row["product_id"] == "SAV" or row["month"] >= months[12]]
    rates = [{"product_id": "SAV", "valid_from": months[0], "margin_rate": 0.03},
             {"product_id": "LOAN", "valid_from": months[0], "margin_rate": 0.0, "cost_per_month": 1.0}]
    with open_book(OddBook(customers, rows, {"rates": rates}).publish(tmp_path)) as book:
        assert "than the year before" in reading(book, "overview")


def test_a_year_that_is_known_alike_is_compared_with(tmp_path):
    with book_of(tmp_path, lambda n, t: {"balance": 100.0 + (t >= 12) if n % 3 else None, "turnover": 1.0},
                 span=24) as book:
        assert "1% more than the year before" in reading(book, "overview")


def test_an_empty_income_is_a_gap_that_every_answer_carries(tmp_path):
    def amounts(n, t):
        return {"net_interest_income": 20.0 if n % 4 < 2 else None, "cost_to_serve": 5.0}

    with book_of(tmp_path, amounts) as book:
        (caveat,) = ask.ask("overview", book, Scope())["caveats"]
        assert caveat.startswith("Net interest income is empty in 300 of 600 rows of products that have it elsewhere: "
                                 "income is too low by what is missing, and some customers may look unprofitable")


def test_outflows_are_a_mean_of_the_months_that_their_file_covers(tmp_path):
    sent = [{"customer_id": f"C{n}", "counterpart": "A", "month": f"2026-{month:02}-01", "amount": 120.0}
            for n in range(24) for month in (7, 8, 9)]
    with open_book(usual_book(24, 25, regions=REGIONS, outflows=sent).publish(tmp_path)) as book:
        assert "€2.9K a month" in reading(book, "outflows")


def test_equals_share_a_rank_and_no_one_of_them_is_named(tmp_path):
    with book_of(tmp_path, lambda n, t: {"net_interest_income": 100.0}) as book:
        for customer in ("C0", "C23"):
            assert "Rank 1 of 24 customers, shared with 23 others" in reading(book, "customer", customer=customer)


def test_a_balance_is_held_and_not_lost_or_brought(tmp_path):
    with book_of(tmp_path / "owed", lambda n, t: {"balance": -10.0 - n}) as book:
        assert "lost" not in reading(book, "overview")
    with book_of(tmp_path / "fell", lambda n, t: {"balance": 10.0 - 5.0 * (n % 3 == 0 and t >= 13)},
                 regions=REGIONS) as book:
        assert "Balance fell most in Norte, by €40 from the year before." in reading(book, "overview")


def test_two_regions_that_fell_alike_are_not_told_as_one(tmp_path):
    with book_of(tmp_path, lambda n, t: {"net_interest_income": 10.0 - 5.0 * (n % 3 < 2 and t >= 13)},
                 regions=REGIONS) as book:
        assert "fell most" not in reading(book, "overview")


def test_nothing_after_nothing_is_as_much_as_before(tmp_path):
    with book_of(tmp_path, lambda n, t: {"net_interest_income": 10.0 if n % 2 == 0 else -10.0}) as book:
        assert "as much as the year before" in reading(book, "overview")
        assert "12 customers contribute the most" in reading(book, "dependence") or (
            "At least" in reading(book, "dependence"))


BALANCES = {"Us": 2_001_700.0, "A": 3_002_913.0, "B": 3_004_117.0}


def market_rows(**days: str) -> list[dict]:
    return [{"region_id": "N", "institution": bank, "is_own": bank == "Us", "family": "deposits", "period": day,
             "balance": BALANCES[bank]} for bank, day in days.items()]


def test_a_day_on_which_we_alone_report_is_no_market_of_ours(tmp_path):
    rows = market_rows(Us="2026-06-30", A="2026-05-31", B="2026-05-31") + market_rows(Us="2026-05-31")
    with open_book(usual_book(24, 25, regions=REGIONS, market=rows).publish(tmp_path)) as book:
        assert "We hold 25% of the market" in reading(book, "market")


def test_regions_that_differ_by_rounding_are_alike(tmp_path):
    rows = [{"region_id": region, "institution": bank, "is_own": bank == "Us", "family": "deposits",
             "period": "2026-06-30", "balance": 1e6 * size + 17 * ord(region)}
            for region in "NSE" for bank, size in (("Us", 2), ("A", 3), ("B", 7))]
    with open_book(usual_book(24, 25, regions=REGIONS, market=rows).publish(tmp_path)) as book:
        assert "white space" not in reading(book, "potential")
        assert "Reduce in" not in reading(book, "regions")
