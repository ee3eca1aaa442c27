"""What a book tells of its quality, held against banks whose holes were counted by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.intake.draft import SourceFile
from tests.intake.quality.holed_bank import (
    FEB,
    JAN,
    MAR,
    REPEATED,
    UNREADABLE,
    Bank,
    check,
    customer,
    deposit,
    told,
)


def column(path, table, name):
    """expected and filled of a column, over all of the book."""
    return told(path, "cells", "sum(expected), sum(filled)", f"table_name = '{table}' and column_name = '{name}'")[0]


def test_one_of_four_grades_is_missing_and_only_firms_have_an_industry(tmp_path):
    people = [customer(1, credit_grade="A"), customer(2, credit_grade="B"), customer(3),
              customer(4, credit_grade="C", customer_type="business", industry="retail")]
    path = Bank(people, [deposit(n) for n in (1, 2, 3, 4)]).publish(tmp_path)
    assert column(path, "customers", "credit_grade") == (4, 3)
    assert column(path, "customers", "industry") == (1, 1)
    assert column(path, "customers", "size_amount") == (None, None), "nobody delivered it"
    assert column(path, "customers", "left_on") == (None, None), "who has no day of leaving is a customer"


@pytest.mark.parametrize("name", ["region_id", "customer_type", "joined_on"])
def test_what_is_not_stated_of_one_of_two_customers_is_missing(tmp_path, name):
    path = Bank([customer(1), customer(2, **{name: None})]).publish(tmp_path)
    assert column(path, "customers", name) == (2, 1)


def test_a_value_is_expected_of_the_products_that_have_it_elsewhere(tmp_path):
    rows = [deposit(1), deposit(2), *({**deposit(n), "product_id": "LOAN", "turnover": turnover}
                                      for n, turnover in ((1, 10.0), (2, None)))]
    path = Bank(activity=rows).publish(tmp_path)
    assert column(path, "activity", "turnover") == (2, 1)
    assert column(path, "activity", "balance") == (4, 4)
    assert told(path, "months", "month, expected, filled", "column_name = 'turnover'") == [(JAN, 2, 1)]


def test_three_quarters_of_revenue_is_with_customers_of_no_grade(tmp_path):
    people = [customer(1, credit_grade="A"), customer(2)]
    rows = [deposit(1, fee_income=10.0), deposit(2, fee_income=30.0)]
    path = Bank(people, rows).publish(tmp_path)
    assert told(path, "cells", "weight, weight_missing, weighed_by",
                "table_name = 'customers' and column_name = 'credit_grade'") == [(40.0, 30.0, "revenue")]


def test_what_the_rate_card_stands_in_for_is_told_by_line(tmp_path):
    rates = [{"product_id": "SAV", "valid_from": dt.date(2020, 1, 1), "margin_rate": 0.12}]
    rows = [deposit(1, net_interest_income=3.0), deposit(2)]  # 100 at 12% a year are 1 a month
    path = Bank(activity=rows, others={"rates": rates}).publish(tmp_path)
    assert told(path, "money", "amount, derived", "line = 'net_interest_income'") == [(4.0, 1.0)]
    assert told(path, "cells", "expected, filled, used, derived",
                "column_name = 'net_interest_income'") == [(2, 1, 2, 1)]


def test_what_only_the_rate_card_gives_is_not_expected_of_the_bank(tmp_path):
    rates = [{"product_id": "LOAN", "valid_from": dt.date(2020, 1, 1), "margin_rate": 0.12}]
    rows = [deposit(1, net_interest_income=3.0), deposit(1, product_id="LOAN"), deposit(2, product_id="LOAN")]
    path = Bank(activity=rows, others={"rates": rates}).publish(tmp_path)
    assert told(path, "cells", "expected, filled, used, derived",
                "column_name = 'net_interest_income'") == [(1, 1, 3, 2)]


def test_rejected_rows_count_against_validity_and_repeated_keys_against_uniqueness(tmp_path):
    file = SourceFile("customers", "customers.csv", 6, 1, 2, 3, 0, "h")
    path = Bank(files=[file], rejected=[("customers", REPEATED), ("customers", UNREADABLE), ("customers", UNREADABLE)]
                ).publish(tmp_path)
    assert check(path, "accepted", "customers") == (5, 2)
    assert sorted(told(path, "checks", "checked, passed", "rule = 'reason'")) == [(5, 3), (5, 4)]
    assert check(path, "key", "customers") == (3, 2), "two in the book, one repeated"


def test_a_contact_entered_twice_is_found(tmp_path):
    contact = {"customer_id": "C1", "at": "2026-01-05 10:00:00", "channel": "phone"}
    path = Bank(others={"contacts": [contact, contact, contact | {"channel": "visit"}]}).publish(tmp_path)
    assert check(path, "row", "contacts") == (3, 2)


@pytest.mark.parametrize(("count", "passed"), [(20, 20), (19, 38)])
def test_a_month_delivered_again_is_found_where_it_is_no_accident(tmp_path, count, passed):
    people = [customer(n) for n in range(count)]
    rows = [deposit(n, month, balance=100.0 + n) for n in range(count) for month in (JAN, FEB)]
    path = Bank(people, rows).publish(tmp_path)
    assert check(path, "month_again", "activity") == (2 * count, passed)


def test_a_region_without_its_last_month_is_late(tmp_path):
    people = [customer(1), customer(2, region_id="S")]
    path = Bank(people, [*(deposit(1, month) for month in (JAN, FEB, MAR)), deposit(2, JAN), deposit(2, FEB)]
                ).publish(tmp_path)
    assert check(path, "month", "activity") == (6, 5)
    assert (check(path, "month", "activity", "N"), check(path, "month", "activity", "S")) == ((3, 3), (3, 2))
    assert told(path, "periods", "region_id, last_period, step", "table_name = 'activity'") == [
        ("", MAR, 1), ("N", MAR, 1), ("S", FEB, 1)]


def test_months_behind_are_counted_to_the_day_of_the_build(tmp_path):
    path = Bank(activity=[deposit(1, MAR), deposit(2, MAR)]).publish(tmp_path)
    today = dt.datetime.now(dt.UTC).date()
    assert told(path, "periods", "months_behind, step", "table_name = 'activity' and region_id = ''") == [
        ((today.year - 2026) * 12 + today.month - 3, None)]


def test_activity_after_leaving_and_before_joining_is_found(tmp_path):
    people = [customer(1, left_on=dt.date(2026, 1, 20)), customer(2, joined_on=dt.date(2026, 2, 10))]
    path = Bank(people, [deposit(n, month) for n in (1, 2) for month in (JAN, FEB)]).publish(tmp_path)
    assert check(path, "left", "activity") == (4, 3), "the month of leaving is still one of a customer"
    assert check(path, "joined", "activity") == (4, 3), "the month of joining is one already"


def test_a_branch_that_nobody_describes_is_found_where_branches_are_described(tmp_path):
    people = [customer(1, branch_id="B1"), customer(2, branch_id="B2")]
    branches = [{"branch_id": "B1", "name": "One", "region_id": "N"}]
    assert check(Bank(people).publish(tmp_path / "a"), "reference", "customers", column="branch_id") is None
    path = Bank(people, others={"branches": branches}).publish(tmp_path / "b")
    assert check(path, "reference", "customers", column="branch_id") == (2, 1)
    assert check(path, "reference", "activity", column="customer_id") == (2, 2)


def test_the_customers_of_a_year_add_up_to_its_months(tmp_path):
    assert check(Bank().publish(tmp_path), "sum", "") == (1, 1)
