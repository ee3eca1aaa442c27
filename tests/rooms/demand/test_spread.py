"""Whether many customers are behind a change: what one of them can do is not enough."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.watch.changes import Change, find_changes
from crm_core.rooms.demand.watch.holders import Holders, counted_holders, holders_of
from crm_core.rooms.demand.watch.spread import MIN_CELLS, MIN_HOLDINGS, SWAY, has_spread, typical_course

MONTHS = 36
LEVELS = np.random.default_rng(1).lognormal(7, 1, (12, 50, 1))


def customers_of(*, noise: float = 0.05, seed: int = 2) -> np.ndarray:
    """Cell × customer × month: 12 cells of 50 customers of very different size who stay as they are."""
    return LEVELS * np.exp(np.random.default_rng(seed).normal(0, noise, (12, 50, MONTHS)))


def holders(amounts: np.ndarray) -> Holders:
    """Zero: the customer has nothing in that month."""
    with np.errstate(divide="ignore"):
        logs = np.where(amounts > 0, np.log(amounts), 0)
    return Holders((amounts > 0).sum(axis=1).astype(float), logs.sum(axis=1))


EVERY = np.ones(12, dtype=bool)
REGIONS = {"region_id": np.array([f"R{number % 4}" for number in range(12)])}
PRODUCTS = {"product_id": np.array(["SAVINGS"] * 6 + ["LOAN"] * 6)}
SHIFT = Change(0, 20, "level shift", -0.2, relative=True, certainty=0.99)


def changes_of(amounts: np.ndarray) -> list[Change]:
    course = typical_course(holders(amounts), EVERY)
    assert course is not None
    return [each for each in find_changes(course[None, :]) if has_spread(each, holders(amounts), EVERY, REGIONS)]


def test_a_fall_of_every_customer_is_a_fall_of_the_typical_one_by_as_much():
    amounts = customers_of()
    amounts[:, :, 20:] *= 0.8
    change, = changes_of(amounts)
    assert (change.kind, change.position) == ("level shift", 20)
    assert change.size == pytest.approx(-0.2, abs=0.01)


def test_taking_any_one_customer_out_does_not_unmake_it():
    amounts = customers_of()
    amounts[:, :, 20:] *= 0.8
    largest = np.unravel_index(LEVELS.argmax(), LEVELS.shape)[:2]
    for cell, customer in (largest, (0, 0), (11, 49)):
        fewer = amounts.copy()
        fewer[cell, customer] = 0
        assert [(each.kind, each.position) for each in changes_of(fewer)] == [("level shift", 20)]


def test_one_customer_who_grows_a_thousandfold_has_not_spread():
    amounts = customers_of()
    amounts[3, 7, 20:] *= 1000
    assert changes_of(amounts) == []


def test_one_customer_who_comes_with_a_thousand_times_the_typical_amount_has_not_spread():
    amounts = customers_of()
    amounts[3, 7] = np.where(np.arange(MONTHS) < 20, 0, 1e6)
    assert changes_of(amounts) == []


def test_a_fall_in_one_region_of_four_has_not_spread():
    amounts = customers_of()
    amounts[::4, :, 20:] *= 0.5
    course = typical_course(holders(amounts), EVERY)
    assert [each.position for each in find_changes(course[None, :])] == [20]
    assert changes_of(amounts) == []


def test_a_region_counts_by_its_customers():
    """A quarter of the cells holds nine tenths of the customers: what happens there happens to most."""
    amounts = customers_of()
    amounts[np.arange(12) % 4 != 0, 2:] = 0
    amounts[::4, :, 20:] *= 0.8
    assert [(each.kind, each.position) for each in changes_of(amounts)] == [("level shift", 20)]


@pytest.mark.parametrize("kinds", [REGIONS, REGIONS | PRODUCTS, {}])
def test_what_one_customer_of_all_products_can_do_is_not_enough(kinds):
    """Of 600 holdings one customer moves the typical amount by 8 in 600 at most, of two products by 16."""
    products = 2 if "product_id" in kinds else 1
    limit = SWAY * products / 600
    for size, is_enough in ((0.9 * limit, False), (1.1 * limit, True)):
        amounts = customers_of(noise=1e-4)
        amounts[:, :, 20:] *= np.exp(-size)
        change = Change(0, 20, "level shift", float(np.expm1(-size)), relative=True, certainty=0.99)
        assert has_spread(change, holders(amounts), EVERY, kinds) is is_enough


def test_a_trend_that_turns_is_a_matter_of_the_sum():
    amounts = customers_of() * np.exp(-0.05 * np.maximum(np.arange(MONTHS) - 18, 0))
    turned = Change(0, 19, "trend break", -0.45, relative=True, certainty=0.99)
    assert not has_spread(turned, holders(amounts), EVERY, REGIONS)


def test_few_cells_and_few_customers_have_no_typical_one():
    amounts = customers_of()
    assert typical_course(holders(amounts), np.arange(12) < MIN_CELLS - 1) is None
    few = amounts.copy()
    few[:, 2:, 5] = 0
    assert (few[:, :, 5] > 0).sum() < MIN_HOLDINGS
    assert typical_course(holders(few), EVERY) is None


def test_months_that_the_book_does_not_have_stay_unknown():
    in_cells = holders(customers_of())
    in_cells.customers[:, 7] = in_cells.logs[:, 7] = np.nan
    assert np.flatnonzero(np.isnan(typical_course(in_cells, EVERY))).tolist() == [7]
    assert has_spread(SHIFT, in_cells, EVERY, REGIONS) is False


# who is in the cells

LABELS = pd.DataFrame({"region_id": ["N", "S"], "product_id": ["SAVINGS", "loans"], "customer_type": "individual"})
CALENDAR = pd.date_range("2026-01-01", periods=3, freq="MS")


def test_holders_come_to_their_cells_and_products_to_their_family():
    rows = pd.DataFrame(
        [("2026-01-01", "N", "deposits", "SAVINGS", 2, 8.0), ("2026-03-01", "S", "loans", "LOAN", 1, 3.0),
         ("2026-03-01", "S", "loans", "MORTGAGE", 4, 5.0), ("2026-03-01", "E", "loans", "LOAN", 9, 9.0),
         ("2025-12-01", "N", "deposits", "SAVINGS", 9, 9.0)],
        columns=["month", "region_id", "family", "product_id", "customers", "logs"]).assign(customer_type="individual")
    rows["month"] = pd.to_datetime(rows["month"])
    in_cells = holders_of(rows, LABELS, CALENDAR, np.array([[5.0, np.nan, 0.0], [np.nan, np.nan, 7.0]]))
    np.testing.assert_array_equal(in_cells.customers, [[2, np.nan, 0], [0, np.nan, 5]])
    np.testing.assert_array_equal(in_cells.logs, [[8, np.nan, 0], [0, np.nan, 8]])


def test_counted_customers_have_one_each():
    in_cells = counted_holders(np.array([[3.0, 4.0], [np.nan, 2.0]]))
    np.testing.assert_array_equal(in_cells.course_of(np.array([True, True])), [3, 6])
    np.testing.assert_array_equal(in_cells.course_of(np.array([False, True])), [np.nan, 2])


def test_the_typical_amount_is_the_geometric_mean():
    in_cells = Holders(np.array([[4.0]]), np.array([[np.log(1) + 2 * np.log(10) + np.log(100)]]))
    assert in_cells.course_of(np.array([True])) == pytest.approx([40])
