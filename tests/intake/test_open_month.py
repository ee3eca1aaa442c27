"""A last month that is still being booked: judged once, with the book, and left out of every year."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core.intake.draft import Terms, drafting
from crm_core.intake.open_month import MEASURES, judge
from crm_core.language import in_language
from crm_core.language.stored import told
from crm_core.warehouse import Shelf

LONG_AGO = dt.date(2030, 1, 1)


def sizes(rows: list[float], **measures: list[float]) -> pd.DataFrame:
    """Months from January 2023 on, with so many rows and customers; amounts as given, else ten a row."""
    months = pd.date_range("2023-01-01", periods=len(rows), freq="MS")
    counts = {name: rows if name in ("activity_rows", "customers") else [10.0 * each for each in rows]
              for name in MEASURES}
    known = {f"{name}_rows": rows for name in ("turnover", "transactions", "fee_income")}
    return pd.DataFrame({"month": months} | counts | known | measures)


def is_open(table: pd.DataFrame) -> bool:
    return judge(table, built_on=LONG_AGO) is not None


def test_sixty_of_a_hundred_customers_booked_is_an_open_month():
    found = judge(sizes([100.0] * 36 + [60.0]), built_on=LONG_AGO)
    assert found is not None
    assert found.month == dt.date(2026, 1, 1)
    assert told(found.reason) == "It has 60 rows of activity where about 100 are usual."


def test_a_month_that_had_not_ended_is_open_however_full():
    found = judge(sizes([100.0] * 12), built_on=dt.date(2023, 12, 31))
    assert found is not None
    assert found.month == dt.date(2023, 12, 1)
    assert told(found.reason) == "It had not ended when the book was built on 31 December 2023."
    assert judge(sizes([100.0] * 12), built_on=dt.date(2024, 1, 1)) is None
    assert judge(sizes([100.0] * 12), built_on=None) is None


def test_what_the_bank_says_goes_before_what_is_judged():
    half = sizes([100.0] * 36 + [60.0])
    assert judge(half, built_on=dt.date(2020, 1, 1), last_month="complete") is None
    said_open = judge(sizes([100.0] * 12), built_on=LONG_AGO, last_month="open")
    assert said_open is not None
    assert told(said_open.reason) == "The file mapping.toml says that it is still open."


def test_rows_that_are_there_with_a_tenth_of_the_turnover_are_a_month_half_booked():
    flat = [1000.0] * 24
    found = judge(sizes([100.0] * 25, turnover=[*flat, 100.0]), built_on=LONG_AGO)
    assert found is not None
    assert told(found.reason) == "Its turnover is 10% of the mean of the three months before."
    assert not is_open(sizes([100.0] * 25, turnover=[*flat, 700.0])), "a bad month is no half month"


def test_a_season_that_was_seen_before_is_no_half_month():
    year = [100.0] * 11 + [55.0]
    assert not is_open(sizes(year * 3))
    assert is_open(sizes(year * 2 + [100.0] * 11 + [30.0]))


def test_in_a_young_book_only_a_deep_fall_is_an_open_month():
    assert not is_open(sizes([100.0] * 8 + [70.0])), "it may be the season"
    assert is_open(sizes([100.0] * 8 + [50.0]))
    assert is_open(sizes([40.0, 10.0]))
    assert not is_open(sizes([40.0, 25.0]))
    assert not is_open(sizes([10.0, 1.0])), "ten rows say nothing"


def test_the_only_month_of_a_book_is_never_left_out():
    assert judge(sizes([100.0]), built_on=dt.date(2023, 1, 2), last_month="open") is None


def test_an_amount_that_few_rows_know_judges_nothing():
    few = [5.0] * 25
    assert not is_open(sizes([100.0] * 25, turnover=[1000.0] * 24 + [0.0], turnover_rows=few))


@pytest.mark.parametrize("values", [[np.nan] * 20, [0.0] * 20])
def test_what_a_book_does_not_say_judges_nothing(values):
    assert not is_open(sizes([100.0] * 20, turnover=values, transactions=values, fee_income=values))


def test_an_open_month_is_in_no_year_and_the_data_page_hears_of_it(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Half")) as draft:
        draft.connection.execute("""
            insert into products values ('LOAN', 'Loan', 'loans');
            insert into customers (customer_id, customer_type, region_id, joined_on)
            select 'C' || i, 'individual', 'N', date '2020-01-01' from range(100) as t(i);
            insert into activity (customer_id, product_id, month, balance)
            select 'C' || i, 'LOAN', date '2023-01-01' + to_months(cast(m as integer)), 100
            from range(100) as t(i) cross join range(37) as s(m)
            where m < 36 or i < 60
        """)
        draft.finish("x")
    with Shelf(tmp_path).open() as book:
        assert str(book.info["last_month"])[:10] == "2025-12-01"
        assert str(book.info["open_month"])[:10] == "2026-01-01"
        assert book.info["open_month_reason"] == "It has 60 rows of activity where about 100 are usual."
        with in_language("es"):
            assert book.info["open_month_reason"] == "Tiene 60 filas de actividad, cuando lo habitual son unas 100."
