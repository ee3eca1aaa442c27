"""What the activity does not say is unknown: it leaves means, and is no debt, no gain and no zero."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import open_book
from crm_core.intake.draft import Terms, drafting
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import Shelf

Row = tuple[str, str, int, float | None]


def publish(folder, rows: list[Row], *, grades=None, losses=(), columns="balance"):
    """A book of 2026: rows are customer, product, month and the value of `columns`; SAV holds deposits."""
    grades = grades or {}
    with drafting(Shelf(folder), source="files", terms=Terms("Unknown", hurdle_rate=0.1)) as draft:
        run = draft.connection.execute
        run("insert into products values ('LOAN', 'Loan', 'loans'), ('SAV', 'Savings', 'deposits')")
        for customer in sorted({row[0] for row in rows}):
            run("insert into customers (customer_id, customer_type, region_id, joined_on, credit_grade)"
                " values (?, 'individual', 'N', date '2020-01-01', ?)", [customer, grades.get(customer)])
        for customer, product, month, value in rows:
            run(f"insert into activity (customer_id, product_id, month, turnover, {columns}) values (?, ?, ?, 5, ?)",
                [customer, product, dt.date(2026, month, 1), value])
        for product, grade, rate in losses:
            run("insert into loss_rates values (?, ?, ?)", [product, grade, rate])
        draft.finish("x")
    return open_book(folder)


def balances(book) -> dict[str, float]:
    rows = book.read(Question("q", "select customer_id, balance from customer_years where years_ago = 0"))
    return dict(zip(rows["customer_id"], rows["balance"].astype(float), strict=True))


def reasons(book) -> list[str]:
    return [told(each) for each in book.read(Question("q", "select reason from suspicions order by reason"))["reason"]]


def test_an_empty_balance_leaves_the_mean_and_a_month_without_a_row_is_nothing_held(tmp_path):
    rows: list[Row] = [("A", "SAV", 1, None), ("A", "SAV", 2, None), ("A", "SAV", 3, 1200.0),
                       ("B", "SAV", 1, 300.0), ("B", "SAV", 2, 300.0), ("B", "SAV", 3, 300.0),
                       ("C", "SAV", 3, 600.0)]
    with publish(tmp_path, rows) as book:
        assert balances(book) == {"A": 1200.0, "B": 300.0, "C": 200.0}
        products = book.read(Question("q", "select balance, holders from product_years where years_ago = 0"))
        assert products.astype(float).values.tolist() == [[1700.0, 3.0]]
        assert reasons(book) == [
            "The balance is empty in 2 of 7 rows of products that have one elsewhere: averages are over the months "
            "that are known. Fill in the column if the figure exists.",
        ]


def test_a_product_that_never_has_a_balance_is_no_gap(tmp_path):
    with publish(tmp_path, [("A", "LOAN", 1, None), ("A", "SAV", 1, 100.0)]) as book:
        assert balances(book) == {"A": 100.0}
        assert reasons(book) == []


def test_the_months_of_a_bank_without_a_known_balance_are_unknown(tmp_path):
    with publish(tmp_path, [("A", "SAV", 1, None), ("A", "SAV", 2, 100.0)]) as book:
        months = book.read(Question("q", "select balance from demand_months order by month"))
        assert months["balance"].isna().tolist() == [True, False]


def expected_losses(book) -> dict[str, float]:
    rows = book.read(Question("q", "select customer_id, expected_loss from customer_years where years_ago = 0"))
    return dict(zip(rows["customer_id"], rows["expected_loss"].astype(float), strict=True))


def test_a_loss_is_expected_of_what_is_owed_and_never_a_gain(tmp_path):
    rows: list[Row] = [("A", "LOAN", 1, 1200.0), ("B", "LOAN", 1, -600.0), ("C", "SAV", 1, -1200.0),
                       ("D", "SAV", 1, 1200.0)]
    losses = [("LOAN", "unknown", 0.1), ("SAV", "unknown", 0.05)]
    with publish(tmp_path, rows, losses=losses) as book:
        assert expected_losses(book) == pytest.approx({"A": 10.0, "B": 0.0, "C": 5.0, "D": 0.0})


def test_a_grade_without_a_loss_rate_is_named_with_its_money(tmp_path):
    rows: list[Row] = [("A", "LOAN", 1, 1200.0), ("E", "LOAN", 1, 5000.0), ("F", "LOAN", 1, 3000.0)]
    grades = {"A": "A", "E": "E", "F": "E"}
    with publish(tmp_path, rows, grades=grades, losses=[("LOAN", "A", 0.01), ("LOAN", "unknown", 0.02)]) as book:
        assert reasons(book) == [
            "No loss is expected of 8,000 owed on average by 2 customers: the loss rates have none for LOAN in grade "
            "E. Add it to the loss_rates file; without it contribution is too high."
        ]


def test_a_loan_without_any_loss_rate_is_named_where_others_have_one(tmp_path):
    with publish(tmp_path, [("A", "LOAN", 1, 1200.0)], losses=[("SAV", "unknown", 0.02)]) as book:
        (reason,) = reasons(book)
        assert "LOAN in grade unknown" in reason
    with publish(tmp_path / "none", [("A", "LOAN", 1, 1200.0)]) as book:
        assert reasons(book) == [], "a bank that reckons with no losses has no gap in them"


def test_a_loss_that_the_bank_gives_itself_is_no_gap(tmp_path):
    rows: list[Row] = [("A", "LOAN", 1, 7.0)]
    with publish(tmp_path, rows, losses=[("LOAN", "A", 0.02)], columns="expected_loss") as book:
        assert expected_losses(book) == {"A": 7.0}
        assert reasons(book) == []
