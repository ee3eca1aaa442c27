"""Steps by revenue set against steps by contribution: what is left are costs, and those are of nobody or of enough."""

from __future__ import annotations

import datetime as dt
import itertools

import numpy as np
import pytest

from crm_core.intake.draft import Terms, drafting
from crm_core.limited_books import open_limited
from crm_core.permit import Permit
from crm_core.question import Question
from crm_core.warehouse import Shelf
from tests.limited_books.banks import MONTHS
from tests.many_rows import insert

pytestmark = pytest.mark.every_mart
CUSTOMERS, SMALLEST = 40, 3
STEPS = Question("steps", "select measure, place, customers from value_steps where years_ago = 0 order by place")


def publish(folder, borrowers: set[int], loss: float) -> Shelf:
    """All of them earn fees by cards, the first most; the `borrowers` have a loan beside it, with a `loss` a month
    that changes nobody's place."""
    shelf = Shelf(folder)
    with drafting(shelf, source="files", terms=Terms("Tiny bank", last_month="complete")) as draft:
        insert(draft.connection, "products", [{"product_id": "LOAN", "name": "Loan", "family": "loans"},
                                              {"product_id": "CARD", "name": "Card", "family": "cards"}])
        insert(draft.connection, "regions", [{"region_id": "N", "name": "North"}])
        insert(draft.connection, "customers", [
            {"customer_id": f"C{place:02}", "customer_type": "individual", "region_id": "N",
             "joined_on": dt.date(2019, 1, 1)} for place in range(CUSTOMERS)])
        insert(draft.connection, "activity", [
            {"customer_id": f"C{place:02}", "product_id": product, "month": month, "balance": 1000, "turnover": 10,
             "net_interest_income": 0, "fee_income": (200 - place) * (product == "CARD"), "cost_to_serve": 0,
             "expected_loss": loss * (product == "LOAN"), "capital": 0}
            for place in range(CUSTOMERS) for product in ("LOAN", "CARD")
            if product == "CARD" or place in borrowers for month in MONTHS])
        draft.finish(f"{sorted(borrowers)} {loss}")
    return shelf


def ends(shelf: Shelf) -> dict[str, list[int]]:
    """By measure, how many customers come up to the end of each step that an executive is told."""
    with open_limited(shelf, Permit("executive", smallest_group=SMALLEST)) as book:
        steps = book.reader()(STEPS)
    return {measure: np.cumsum(steps["customers"][steps["measure"] == measure]).tolist()
            for measure in ("revenue", "contribution")}


def test_revenue_less_contribution_is_never_the_cost_of_few(tmp_path):
    """One of the first four has a loan: told by both measures, the first step would tell what that loan costs."""
    borrowers = {2, *range(20, 27), 37}
    told = ends(publish(tmp_path, borrowers, 0.01))
    assert len(told["revenue"]) > 3
    shared = [0, *sorted(set(told["revenue"]) & set(told["contribution"]))]
    between = [len(borrowers & set(range(first, last))) for first, last in itertools.pairwise(shared)]
    assert all(count == 0 or count >= SMALLEST for count in between), between


def test_where_nothing_costs_anything_both_measures_are_one_and_told(tmp_path):
    told = ends(publish(tmp_path, set(range(CUSTOMERS)), 0.0))
    assert told["revenue"] == told["contribution"]
    assert len(told["revenue"]) > 3
