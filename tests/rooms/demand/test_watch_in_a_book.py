"""From the book to the sentence: a fall that has only lasted two months, and courses that never change."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import demand
from crm_core.rooms.demand.change_statements import say_change, say_months
from crm_core.warehouse import Shelf

MONTHS = pd.date_range(end="2026-10-01", periods=48, freq="MS")
LONG = np.arange(48)


def publish(folder: Path, balances: dict[tuple[str, str], np.ndarray]) -> Path:
    """A book of these balances by customer and product; customers live in three regions in turn."""
    with drafting(Shelf(folder), source="files", terms=Terms("Tiny bank")) as draft:
        run = draft.connection.execute
        run("insert into products values ('SAV', 'Savings', 'deposits'), ('LOAN', 'Loan', 'loans')")
        for number, region in enumerate("NSE"):
            run("insert into regions (region_id, name) values (?, ?)", [region, region])
            for who in sorted({who for who, _ in balances})[number::3]:
                run("insert into customers (customer_id, customer_type, region_id, joined_on) values (?, ?, ?, ?)",
                    [who, "individual", region, dt.date(2020, 1, 1)])
        for (who, product), row in balances.items():
            for month, balance in zip(MONTHS, row, strict=True):
                run("insert into activity (customer_id, product_id, month, balance) values (?, ?, ?, ?)",
                    [who, product, month.date(), round(float(balance), 2)])
        draft.finish(repr(balances))
    return folder


def test_a_fall_two_months_ago_is_dated_to_its_month_and_still_open(tmp_path):
    balance = np.where(LONG < 46, 1000, 300) + np.random.default_rng(27).normal(0, 10, 48)
    with open_book(publish(tmp_path, {("C0", "SAV"): balance})) as book:
        result = demand.answer(book.reader())
    change, = (row for _, row in result.changes.iterrows())
    assert (change["month"], change["kind"], change["is_open"]) == (pd.Timestamp(2026, 9, 1), "level shift", True)
    assert change["size_share"] == pytest.approx(-0.7, abs=0.02)
    sentence = say_change(change, result, Money("EUR"))
    assert re.fullmatch(r"In September 2026, balance fell by \d\d(\.\d)?%; it may not last", sentence)


def test_a_month_halfway_between_two_levels_is_told_with_its_neighbour(tmp_path):
    """Savings fall by three tenths; in August half of it is gone."""
    balance = np.where(LONG < 45, 1000, 700) + np.random.default_rng(27).normal(0, 10, 48)
    balance[45] = 850
    with open_book(publish(tmp_path, {("C0", "SAV"): balance})) as book:
        result = demand.answer(book.reader())
    change = result.changes[result.changes["kind"] == "level shift"].iloc[0]
    assert {change["month"], change["other_month"]} == {pd.Timestamp(2026, 8, 1), pd.Timestamp(2026, 9, 1)}
    assert say_change(change, result, Money("EUR")).startswith("In August or September 2026, balance fell by ")


def test_two_months_of_different_years_are_both_named_with_their_year():
    event = pd.Series({"month": pd.Timestamp(2026, 1, 1), "other_month": pd.Timestamp(2025, 12, 1)})
    assert say_months(event) == "December 2025 or January 2026"
    assert say_months(event, is_short=True) == "Dec 2025 or Jan 2026"


@pytest.mark.parametrize("row", [1000.0 - 10 * LONG, 100.0 + LONG, 100 * 1.01**LONG, np.full(48, 500.0)],
                         ids=["falls", "rises", "grows", "constant"])
def test_three_customers_on_a_line_have_no_change(tmp_path, row):
    book = publish(tmp_path, {(f"C{number}", "LOAN"): (number + 1) * row for number in range(3)})
    with open_book(book) as opened:
        assert demand.answer(opened.reader()).changes.empty


def test_a_line_and_a_growth_together_have_no_change(tmp_path):
    balances = {("C0", "LOAN"): 1000.0 - 10 * LONG, ("C0", "SAV"): 100 * 1.01**LONG, ("C1", "LOAN"): 100.0 + LONG,
                ("C1", "SAV"): np.full(48, 500.0), ("C2", "LOAN"): 1000 * 1.02**LONG,
                ("C2", "SAV"): 5000.0 - 100 * LONG}
    with open_book(publish(tmp_path, balances)) as book:
        assert demand.answer(book.reader()).changes.empty
