"""Provenance tells what became of every file, what does not agree and which months are missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.house_style import ALERT
from crm_core.intake.draft import SourceFile, Terms, drafting
from crm_core.language import in_language
from crm_core.language.stored import stored
from crm_core.rooms import data
from crm_core.rooms.data import captions
from crm_core.warehouse import Shelf
from tests.tiny_books import publish

EUR = Money("EUR")


def report(folder, *, files=(), rejected=(), controls=(), suspicions=(), months=(1, 2, 3), rates=False):
    """A book of one customer with activity in these months of 2026 and this report."""
    with drafting(Shelf(folder), source="files", terms=Terms("T", notes="Loss rates are guesses.")) as draft:
        connection = draft.connection
        connection.execute("insert into products values ('P', 'Loan', 'loans')")
        connection.execute("insert into customers (customer_id, customer_type, region_id, joined_on)"
                           " values ('A', 'individual', 'N', date '2020-01-01')")
        for month in months:
            connection.execute("insert into activity (customer_id, product_id, month, balance)"
                               " values ('A', 'P', ?, 10)", [dt.date(2026, month, 1)])
        if rates:
            connection.execute("insert into rates (product_id, valid_from, margin_rate, capital_rate)"
                               " values ('P', date '2020-01-01', 0.02, 0.08)")
            connection.execute("insert into loss_rates values ('P', 'A', 0.01)")
        for entry in files:
            draft.account(SourceFile(*entry))
        connection.executemany("insert into quarantine values (?, ?, ?, ?, ?)", list(rejected) or [[None] * 5])
        if not rejected:
            connection.execute("delete from quarantine")
        for name, expected, found in controls:
            draft.control(name, expected, found)
        for each in suspicions:
            connection.execute("insert into suspicions values (?, ?, ?)", each)
        draft.finish("x")
    with open_book(folder) as book:
        return data.answer(book.reader())


FILE = ("customers", "customers.csv", 13, 1, 9, 2, 1, "hash")
REJECTED = [("customers", "customers.csv", 4, "x", "no id"), ("customers", "customers.csv", 7, "y", "no id")]


def test_two_of_eleven_rows_were_rejected_for_one_reason(tmp_path):
    result = report(tmp_path, files=[FILE], rejected=REJECTED)
    assert (result.accepted, result.rejected, result.rejected_share) == (9, 2, pytest.approx(2 / 11))
    assert result.reasons.to_dict("records") == [
        {"table_name": "customers", "reasons": "no id", "rejected": 2, "first_file": "customers.csv",
         "first_line": 4}
    ]
    assert result.files["unaccounted"].tolist() == [0]
    said = data.say(result, EUR)
    assert said.headline == "9 of 11 rows were accepted; 2 (18.2%) were rejected and kept aside."
    assert said.so_what == "The rejected rows can be downloaded with their reasons, corrected and delivered again."


def test_a_clean_book_says_so(tmp_path):
    result = report(tmp_path, files=[("customers", "customers.csv", 10, 1, 9, 0, 0, "h")], controls=[("rows", 9, 9)])
    said = data.say(result, EUR)
    assert result.is_clean
    assert said.headline == "All 9 rows of 1 file were accepted."
    assert said.so_what == "1 control passed, nothing looks wrong and no month is missing."


def test_a_file_that_is_read_several_times_counts_once(tmp_path):
    result = report(tmp_path, files=[
        ("customers", "log.csv", 11, 1, 9, 1, 0, "h"), ("activity", "log.csv", 11, 1, 8, 2, 0, "h"),
        ("activity", "log.csv (2)", 11, 1, 10, 0, 0, "h"), ("products", "mapping.toml", 1, 0, 1, 0, 0, "m")],
        rejected=[("activity", "log.csv", 4, "x", "no id"), ("activity", "log.csv", 5, "x", "no id"),
                  ("customers", "log.csv", 4, "x", "no id")])
    assert (len(result.sources), result.accepted, result.rejected) == (1, 8, 2)
    assert data.say(result, EUR).headline == "8 of 10 rows were accepted; 2 (20%) were rejected and kept aside."


def test_what_does_not_agree_is_listed_first_and_said(tmp_path):
    result = report(tmp_path, controls=[("a", 1, 1), ("b", 2, 3)], suspicions=[("activity", "2026-02", "empty")],
                    months=(1, 4))
    assert result.controls["name"].tolist() == ["b", "a"]
    assert result.missing_months == (dt.date(2026, 2, 1), dt.date(2026, 3, 1))
    assert data.say(result, EUR).so_what == (
        "To check: 1 of 2 controls failed, 1 possible error and 2 months without activity."
    )
    figure = data.draw(result, EUR)
    assert list(figure.data[0].y) == [1, 0, 0, 1]
    assert [note.font.color for note in figure.layout.annotations] == [ALERT, ALERT]


def test_optional_tables_that_hold_nothing_are_lacking(tmp_path):
    result = report(tmp_path, rates=True)
    assert "market" in result.lacking
    assert "rates" not in result.lacking
    assert result.held["activity"] == 3


def test_what_the_book_assumes_is_said_with_its_rate_card(tmp_path):
    derived = report(tmp_path, rates=True)
    assert captions.assumptions(derived) == (
        "Money is in EUR.", "Capital is charged at 10% a year.",
        "Margins, fees and costs that the files leave open are derived from the rate card.", "Loss rates are guesses.",
    )
    with open_book(tmp_path) as book:
        rates, losses = data.rate_cards(book.reader())
    assert rates["margin_rate"].tolist() == [0.02]
    assert losses["loss_rate"].tolist() == [0.01]


def test_a_book_made_without_files_says_so(tmp_path):
    publish(tmp_path, [5.0])
    with open_book(tmp_path) as book:
        result = data.answer(book.reader())
    assert result.rejected_share == 0
    assert data.say(result, EUR).headline == "Made without source files: 1 row of activity to March 2026."
    assert "the bank's own figures" in captions.assumptions(result)[-1]


def test_rows_of_a_month_fall_and_the_card_of_months_says_so(tmp_path):
    said = stored("The rows fell in {month}.", month="2026-02-01")
    result = report(tmp_path, suspicions=[("activity", stored("coverage"), said)])
    assert captions.months(result)[:2] == ("No month is missing, but some hold far fewer rows",
                                       "The rows fell in February 2026.")
    assert captions.months(replace(result, coverage="")).title == "No month is missing"


def test_a_customer_without_a_grade_has_an_unknown_one():
    card = pd.DataFrame({"product": ["Loan", "Loan"], "credit_grade": ["A", "unknown"], "loss_rate": [0.01, 0.02]})
    with in_language("es"):
        assert captions.loss_card(card)["credit_grade"].tolist() == ["A", "desconocido"]
