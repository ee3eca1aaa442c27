"""What the figures came to in a real book of four customers, against sums by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from crm_core.figures import FIGURES
from crm_core.figures.actuals import actuals
from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

LAST = dt.date(2026, 3, 1)
BEFORE = dt.date(2025, 3, 1)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """NORTE: C1 all along, C2 left in May 2025, C3 new since January 2026. SUR: C4 all along. March 2025 to 2026."""
    months = [month.date() for month in pd.date_range(BEFORE, LAST, freq="MS")]
    customers = [("C1", "NORTE", None, None), ("C2", "NORTE", None, dt.date(2025, 5, 20)),
                 ("C3", "NORTE", dt.date(2026, 1, 10), None), ("C4", "SUR", None, None)]
    rows = [(customer, product, month, balance, fee)
            for customer, product, balance, fee, months_of in (
                ("C1", "SAV", 100.0, 10.0, months), ("C2", "SAV", 50.0, 30.0, months[:3]),
                ("C3", "LOAN", 700.0, 7.0, months[10:]), ("C4", "LOAN", 40.0, 4.0, months))
            for month in months_of]
    shelf = Shelf(tmp_path_factory.mktemp("figures"))
    with drafting(shelf, source="files", terms=Terms("Tiny bank")) as draft:
        insert(draft.connection, "products", [{"product_id": "SAV", "name": "Savings", "family": "deposits"},
                                              {"product_id": "LOAN", "name": "Loan", "family": "loans"}])
        insert(draft.connection, "customers", [
            {"customer_id": name, "customer_type": "individual", "region_id": region,
             "joined_on": joined or dt.date(2015, 1, 1), "left_on": left} for name, region, joined, left in customers])
        insert(draft.connection, "activity", [
            {"customer_id": customer, "product_id": product, "month": month, "balance": balance, "fee_income": fee,
             "cost_to_serve": 1.0} for customer, product, month, balance, fee in rows])
        insert(draft.connection, "market", [
            {"period": dt.date(2025, 12, 31), "region_id": region, "family": "loans", "institution": bank,
             "is_own": bank == "Us", "balance": balance}
            for region, bank, balance in (("NORTE", "Us", 1e3), ("NORTE", "Them", 3e3), ("SUR", "Us", 500.0),
                                          ("SUR", "Them", 1.5e3), ("OESTE", "Them", 4e3))])
        draft.finish("figures")
    with shelf.open() as book:
        return actuals(book.reader())


@pytest.mark.parametrize(("figure", "region", "amount"), [
    # January to March 2026, and March 2026 for what is a level.
    ("revenue", "", 3 * (10 + 7 + 4)), ("revenue", "NORTE", 3 * 17), ("contribution", "", 3 * 18),
    ("deposits", "", 100), ("loans", "", 740), ("loans", "SUR", 40),
    ("customers", "", 3), ("new_customers", "", 1), ("new_customers", "SUR", 0),
    ("customers_kept", "", 2 / 3), ("customers_kept", "NORTE", 0.5), ("customers_kept", "SUR", 1),
    ("cost_to_serve_per_revenue", "", 9 / 63), ("cost_to_serve_per_revenue", "SUR", 0.25),
])
def test_a_quarter_is_the_sum_of_its_months_or_the_level_of_its_last(found, figure, region, amount):
    assert found.value(figure, region, dt.date(2026, 1, 1), LAST) == pytest.approx(amount)


def test_kept_contribution_is_that_of_a_year_before_by_those_who_stayed(found):
    assert found.value("contribution_kept", "", LAST, LAST) == pytest.approx((9 + 3) / (9 + 29 + 3))
    assert found.value("contribution_kept", "", dt.date(2026, 2, 1), LAST) is None, "there is no February 2025"


def test_the_share_of_the_market_is_that_of_the_last_report_in_the_period_and_of_all_its_regions(found):
    year = dt.date(2025, 4, 1), LAST
    assert found.value("market_share", "", *year) == pytest.approx(15 / 100)
    assert found.value("market_share", "NORTE", *year) == pytest.approx(0.25)
    assert found.value("market_share", "", dt.date(2026, 1, 1), LAST) is None
    assert found.regions == ("NORTE", "SUR")
    assert found.last_month == LAST


def test_a_month_that_the_book_lacks_is_not_nought(found):
    assert found.value("revenue", "", dt.date(2025, 2, 1), LAST) is None
    assert found.value("revenue", "OESTE", LAST, LAST) is None
    assert found.value("revenue", "", LAST, BEFORE) is None
    assert found.history("revenue", "", dt.date(2025, 4, 1)).tolist() == [44, 44]
    assert found.history("new_customers", "", LAST)[-2:].tolist() == [pytest.approx(float("nan"), nan_ok=True), 1]
    assert not found.history("revenue", "OESTE", BEFORE)[~np.isnan(found.history("revenue", "OESTE", BEFORE))].size
    assert not found.history("revenue", "ATLANTIS", LAST).size


def test_every_figure_is_known_here(found):
    assert found.figures == tuple(FIGURES)
