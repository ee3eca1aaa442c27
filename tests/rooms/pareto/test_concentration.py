"""The whale curve: worked by hand, by law, and against a plain loop."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.rooms.pareto import concentration
from crm_core.rooms.pareto.measure import GINI, GINI_WITH_LOSSES

SEVEN = [50, 30, 10, 5, 0, -5, -10]
LOSSES = [-7, -15, 11, -10, 2, 4, 40]
AMOUNTS = st.lists(st.integers(-10_000, 10_000).map(lambda cents: cents / 100), min_size=1, max_size=60)


def each(amounts) -> pd.DataFrame:
    return pd.DataFrame({"customers": 1, "amount": np.asarray(amounts, dtype=float)})


# by hand


def test_one_customer_in_five_brings_77_percent_of_the_seven():
    found = concentration(each(SEVEN), top=0.2)
    assert found.top_customers == pytest.approx(1.4)
    assert found.top_amount == pytest.approx(62)
    assert found.top_share == pytest.approx(0.775)


def test_eighty_percent_is_reached_by_a_fraction_of_the_second_customer():
    found = concentration(each(SEVEN), cover=0.8)
    assert found.cover_share == pytest.approx(0.209523809524)


def test_the_curve_peaks_at_118_percent_and_the_loss_makers_take_18_back():
    found = concentration(each(SEVEN))
    assert found.peak_share == pytest.approx(1.1875)
    assert found.destroyed_share == pytest.approx(0.1875)
    assert (found.profitable_customers, found.loss_making_customers) == (4, 2)
    assert found.peak_amount - found.destroyed_amount == pytest.approx(found.total)


@pytest.mark.parametrize(
    ("amounts", "form", "expected"),
    [
        ([1, 2, 3, 4], GINI, 0.25),
        ([0, 0, 0, 1], GINI, 0.75),
        (LOSSES, GINI_WITH_LOSSES, 0.8164794007),
        ([5, 0, 0, -3], GINI_WITH_LOSSES, 1.0),
    ],
)
def test_the_concentration_index_takes_its_published_values(amounts, form, expected):
    found = concentration(each(amounts))
    assert found.gini == pytest.approx(expected)
    assert found.gini_form == form


def test_a_pareto_tail_of_ln5_over_ln4_is_the_eighty_twenty_rule():
    alpha = math.log(5) / math.log(4)
    running = np.linspace(0, 1, 200_001) ** (1 - 1 / alpha)  # what the top share of a Pareto tail holds
    found = concentration(each(np.diff(running) * 1e10), top=0.2)
    assert found.top_share == pytest.approx(0.8, abs=1e-9)
    assert found.gini == pytest.approx(1 / (2 * alpha - 1), abs=1e-4)


def test_a_losing_book_is_told_in_money_not_percent():
    found = concentration(each([10, -30]))
    assert found.total == -20
    assert (found.top_share, found.cover_share, found.peak_share, found.destroyed_share) == (None, None, None, None)
    assert (found.peak_amount, found.destroyed_amount) == (10, 30)


def test_a_book_of_zeros_has_no_index_and_no_shares():
    found = concentration(each([0, 0]))
    assert found.gini is None
    assert found.top_share is None


def test_a_single_customer_carries_everything():
    found = concentration(each([7]), top=1)
    assert (found.top_share, found.gini, found.cut) == (1, 0, 7)


def test_the_cut_is_what_the_last_customer_of_the_top_brings():
    assert concentration(each([9, 7, 5, 3, 1]), top=0.4).cut == 7
    assert concentration(each([9, 7, 5, 3, 1]), top=0.41).cut == 5


@pytest.mark.parametrize("wrong", [0, -0.1, 1.01, float("nan")])
def test_a_share_outside_its_range_is_refused_with_its_name(wrong):
    with pytest.raises(ValueError, match="top is"):
        concentration(each([1]), top=wrong)
    with pytest.raises(ValueError, match="cover is"):
        concentration(each([1]), cover=wrong)


def test_nobody_cannot_be_ranked():
    with pytest.raises(ValueError, match="no customers"):
        concentration(each([]))


# laws


@given(AMOUNTS, st.randoms())
def test_the_order_of_the_customers_does_not_matter(amounts, random):
    shuffled = list(amounts)
    random.shuffle(shuffled)
    assert told(amounts) == told(shuffled)


@given(AMOUNTS)
def test_ten_times_the_money_leaves_every_share_unchanged(amounts):
    before, after = concentration(each(amounts)), concentration(each([10 * amount for amount in amounts]))
    for name in ("top_share", "cover_share", "peak_share", "destroyed_share", "gini"):
        assert getattr(after, name) == pytest.approx(getattr(before, name))


@given(AMOUNTS)
def test_nothing_is_lost_and_inputs_are_untouched(amounts):
    ranked = each(amounts)
    kept = ranked.copy()
    found = concentration(ranked)
    pd.testing.assert_frame_equal(ranked, kept)
    assert found.total == pytest.approx(sum(amounts), abs=0.005)
    assert found.curve["amount"].iloc[-1] == pytest.approx(found.total)
    assert found.curve["customers"].iloc[-1] == len(amounts)
    assert found.curve["amount"].max() == pytest.approx(max(found.peak_amount, 0))


@given(st.lists(st.sampled_from([3.0, 3.0, 1.5, 0.0, -2.0]), min_size=1, max_size=40))
def test_customers_of_one_value_may_be_handed_over_as_a_group(amounts):
    groups = each(amounts).groupby("amount", as_index=False).agg(customers=("customers", "sum"))
    grouped = pd.DataFrame({"customers": groups["customers"], "amount": groups["amount"] * groups["customers"]})
    assert told(amounts) == pytest.approx(told_of(concentration(grouped)))


@given(AMOUNTS)
def test_a_larger_top_never_brings_less_until_the_losses_begin(amounts):
    profitable = [amount for amount in amounts if amount >= 0] or [1.0]
    smaller, larger = (concentration(each(profitable), top=top).top_amount for top in (0.2, 0.5))
    assert larger >= smaller


# oracle


@given(AMOUNTS, st.floats(0.01, 1))
def test_a_plain_loop_agrees(amounts, top):
    found = concentration(each(amounts), top=top)
    best_first = sorted(amounts, reverse=True)
    wanted, whole = len(amounts) * top, 0.0
    for amount in best_first:
        part = min(max(wanted, 0.0), 1.0)
        whole += part * amount
        wanted -= 1
    assert found.top_amount == pytest.approx(whole, abs=1e-6)
    pairs = sum(abs(a - b) for a in amounts for b in amounts) / 2
    size, n = sum(map(abs, amounts)), len(amounts)
    if size and n > 1:
        divisor = (n - 1) if min(amounts) < 0 else n
        assert found.gini == pytest.approx(pairs / (divisor * size), abs=1e-9)


def test_a_long_curve_keeps_its_peak_its_ends_and_only_exact_knots():
    rng = np.random.default_rng(5)
    amounts = np.round(rng.lognormal(3, 2, 5_000) - 15, 2)
    found = concentration(each(amounts))
    running = np.concatenate([[0], np.cumsum(np.sort(amounts)[::-1])])
    assert len(found.curve) <= 402
    assert found.curve["amount"].max() == pytest.approx(running.max())
    np.testing.assert_allclose(found.curve["amount"], running[found.curve["customers"]], atol=0.005)


def told(amounts) -> tuple:
    return told_of(concentration(each(amounts)))


def told_of(found) -> tuple:
    return (found.customers, found.total, found.top_amount, found.cover_customers, found.peak_amount, found.gini)
