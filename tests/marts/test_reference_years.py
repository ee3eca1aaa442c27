"""What a customer's products would bring at the bank's own unit costs and rates: by hand, and adding up."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from crm_core import open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.profit_and_loss import SIGNS
from crm_core.question import Question
from crm_core.warehouse import Shelf

REFERENCES = Question("r", "select * from reference_years where years_ago = 0 order by customer_id")
YEARS = Question("y", "select * from customer_years where years_ago = 0 order by customer_id")
MONTHS = [dt.date(2026, month, 1) for month in (1, 2)]
ROW = ("customer_id", "product_id", "month", "balance", "transactions", *list(SIGNS)[:4], "capital")


def publish(folder, people: dict[str, str], rows: list[dict], products=(("LOAN", "loans"),)) -> None:
    with drafting(Shelf(folder), source="files", terms=Terms("Units", hurdle_rate=0.12)) as draft:
        run = draft.connection.execute
        for product, family in products:
            run("insert into products values (?, ?, ?)", [product, product, family])
        for person, kind in people.items():
            run("insert into customers (customer_id, customer_type, region_id, joined_on)"
                " values (?, ?, 'N', '2015-01-01')", [person, kind])
        for row in rows:
            run(f"insert into activity ({', '.join(ROW)}) values ({', '.join('?' * len(ROW))})",
                [row.get(name) for name in ROW])
        draft.finish(repr(rows))


def rows_of(person: str, product: str = "LOAN", **amounts) -> list[dict]:
    return [{"customer_id": person, "product_id": product, "month": month, **amounts} for month in MONTHS]


def references(folder) -> dict[str, dict[str, float]]:
    with open_book(folder) as book:
        return {row["customer_id"]: {line: float(row[line]) for line in SIGNS}
                for row in book.read(REFERENCES).to_dict("records")}


def test_twice_the_loan_has_twice_the_margin_loss_and_capital_and_the_same_cost(tmp_path):
    publish(tmp_path, {"A": "individual", "B": "individual", "X": "business"}, [
        *rows_of("A", balance=1000, net_interest_income=10, expected_loss=9, cost_to_serve=5, capital=100),
        *rows_of("B", balance=2000, net_interest_income=20, expected_loss=0, cost_to_serve=15, capital=200),
        *rows_of("X", balance=500, net_interest_income=99, expected_loss=99, cost_to_serve=99, capital=99)])
    found = references(tmp_path)
    assert found["A"] == {"net_interest_income": 20, "fee_income": 0, "cost_to_serve": 20, "expected_loss": 6,
                          "capital_charge": 2}
    assert found["B"] == {"net_interest_income": 40, "fee_income": 0, "cost_to_serve": 20, "expected_loss": 12,
                          "capital_charge": 4}
    assert found["X"]["cost_to_serve"] == 198, "another type has units of its own"


def test_cost_goes_by_month_and_by_transaction_as_a_rate_card_would(tmp_path):
    """Cost is 3 a month and 0.50 a transaction."""
    publish(tmp_path, dict.fromkeys("ABC", "individual"), [
        *rows_of("A", transactions=2, cost_to_serve=4), *rows_of("B", transactions=40, cost_to_serve=23)])
    assert {person: lines["cost_to_serve"] for person, lines in references(tmp_path).items()} == {"A": 8, "B": 46}


def test_a_loss_follows_what_is_owed(tmp_path):
    """A saves 10,000; B is overdrawn by 100 and carries all of the expected loss."""
    publish(tmp_path, dict.fromkeys("AB", "individual"), [
        *rows_of("A", "SAVE", balance=10_000), *rows_of("B", "SAVE", balance=-100, expected_loss=3)],
            products=(("SAVE", "deposits"),))
    assert {person: lines["expected_loss"] for person, lines in references(tmp_path).items()} == {"A": 0, "B": 6}


def test_an_unknown_balance_is_held_against_itself(tmp_path):
    publish(tmp_path, dict.fromkeys("ABC", "individual"), [
        *rows_of("A", balance=1000, net_interest_income=10), *rows_of("B", balance=3000, net_interest_income=10),
        *rows_of("C", net_interest_income=7)])
    found = {person: lines["net_interest_income"] for person, lines in references(tmp_path).items()}
    assert found == {"A": 10, "B": 30, "C": 14}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_over_all_customers_of_a_type_every_line_is_the_banks_own(tmp_path, seed):
    rng = random.Random(seed)
    people = {f"C{number}": rng.choice(["individual", "business"]) for number in range(30)}
    rows = [
        {"customer_id": person, "product_id": product, "month": month,
         "balance": rng.choice([None, round(rng.uniform(-500, 5000), 2)]),
         "transactions": rng.randrange(30) if product == "LOAN" else rng.choice([None, 3]),
         **{line: round(rng.uniform(-5, 40), 2) for line in list(SIGNS)[:4]}, "capital": rng.randrange(500)}
        for person in people for product in ("LOAN", "SAVE") for month in MONTHS if rng.random() < 0.7
    ]
    publish(tmp_path, people, rows, products=(("LOAN", "loans"), ("SAVE", "deposits")))
    with open_book(tmp_path) as book:
        found, years = (book.read(question) for question in (REFERENCES, YEARS))
    kinds = years.set_index("customer_id")["customer_type"]
    for line in SIGNS:
        ours = found.groupby(found["customer_id"].map(kinds))[line].sum().astype(float)
        theirs = years.groupby("customer_type")[line].sum().astype(float)
        assert ours.to_dict() == pytest.approx(theirs.to_dict(), abs=0.01 * len(people))
