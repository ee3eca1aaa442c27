"""The bridge by hand, its laws, and Shapley by trying every order."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.periods import Period
from crm_core.rooms.changes import cards, changes, draw_parts
from crm_core.rooms.changes.bridge import STEPS, as_columns, bridge
from crm_core.rooms.changes.known import not_alike
from crm_core.rooms.changes.measure import Asked
from crm_core.rooms.changes.shapley import in_whole_cents, split, thirds

LINES = ("net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge", "one_offs")
COLUMNS = ("customers", "holders", "deposits", "loans", "volume", "rows", "known_balances", "known_money", *LINES)


def cell(standing: str = "stayed", product: str = "SAVE", family: str = "deposits", region: str = "NORTE",
         **amounts: int) -> dict:
    """One cell; what is not given is 0, and every row's balance and money are known."""
    row = {f"{name}{end}": amounts.get(f"{name}{end}", 0) for name in COLUMNS for end in ("", "_before")}
    for end in ("", "_before"):
        row[f"rows{end}"] = amounts.get(f"rows{end}", int(bool(row[f"volume{end}"] or row[f"holders{end}"])))
        row[f"known_balances{end}"] = amounts.get(f"known_balances{end}", row[f"rows{end}"])
    return {"region_id": region, "customer_type": "individual", "product_id": product, "family": family,
            "standing": standing} | row


def test_twice_the_balance_at_half_as_much_again_the_margin_by_hand():
    """Volume 100 → 200 and margin 10% → 15%: 10 becomes 30. Volume adds 100 × 12.5%, margin 5% × 150."""
    cells = pd.DataFrame([cell(volume_before=100, volume=200, net_interest_income_before=10, net_interest_income=30)])
    found = bridge(cells, by="revenue")
    assert (found.before, found.now) == (10, 30)
    assert {step: amount for step, amount in found.steps.items() if amount} == {"volume": 13, "margin": 7}


def test_balances_that_move_to_the_better_product_are_mix_and_no_margin():
    cells = pd.DataFrame([
        cell(product="A", volume_before=1000, volume=500, net_interest_income_before=10, net_interest_income=5),
        cell(product="B", volume_before=1000, volume=1500, net_interest_income_before=40, net_interest_income=60)])
    assert {step: amount for step, amount in bridge(cells, by="contribution").steps.items() if amount} == {"mix": 15}


def test_deposits_and_loans_have_a_volume_each():
    """Loans grow as deposits shrink: added into one balance nothing would have happened but mix."""
    cells = pd.DataFrame([
        cell(volume_before=1000, volume=500, net_interest_income_before=10, net_interest_income=5),
        cell(product="LOAN", family="loans", volume_before=1000, volume=1500, net_interest_income_before=40,
             net_interest_income=60)])
    assert {step: amount for step, amount in bridge(cells, by="revenue").steps.items() if amount} == {"volume": 15}


def test_a_step_is_less_than_a_cent_from_what_it_is_whatever_the_number_of_families():
    """Volume 1 → 2 at 1 → 2 cents in each of three: 1.5 + 1.5 + 1.5 of volume are 4 or 5 cents, never 3 or 6."""
    cells = pd.DataFrame([cell(product=each, family=each, volume_before=1, volume=2, net_interest_income_before=1,
                               net_interest_income=4) for each in ("deposits", "loans", "funds")])
    steps = bridge(cells, by="revenue").steps
    assert {steps["volume"], steps["margin"]} == {4, 5}


def test_who_joined_and_left_account_for_all_their_business_but_one_offs():
    cells = pd.DataFrame([
        cell("new", fee_income=900, one_offs=600, cost_to_serve=100), cell("left", fee_income_before=50),
        cell(fee_income=30, fee_income_before=20, expected_loss=4, capital_charge_before=7)])
    steps = bridge(cells, by="contribution").steps
    assert {step: amount for step, amount in steps.items() if amount} == {
        "new": 200, "left": -50, "fees": 10, "expected_loss": -4, "capital_charge": 7, "one_offs": 600}


@pytest.mark.parametrize("amounts", [
    {"volume": -100, "volume_before": 50}, {"volume": 0, "volume_before": 80},
    {"volume": 9, "volume_before": 8, "rows": 10, "rows_before": 10, "known_balances": 10, "known_balances_before": 5},
], ids=["overdrawn", "without a balance", "known of half before"])
def test_income_without_a_rate_is_neither_volume_nor_margin(amounts):
    cells = pd.DataFrame([cell(net_interest_income=9, net_interest_income_before=5, **amounts)])
    assert {step: amount for step, amount in bridge(cells, by="revenue").steps.items() if amount} == {"interest": 4}


def test_deposits_change_by_accounts_and_by_what_is_on_them():
    cells = pd.DataFrame([cell(holders=12, holders_before=10, deposits=2400, deposits_before=1000),
                          cell("new", holders=1, deposits=77),
                          cell(product="LOAN", family="loans", holders=5, loans=900)])
    steps = bridge(cells, by="deposits").steps
    assert steps == {"new": 77, "left": 0, "holders": 300, "mix": 0, "per_holder": 1100}


def random_cells(rng: np.random.Generator, rows: int = 40) -> pd.DataFrame:
    """Cells of any kind: absent at one end, negative, unknown; customers are cells of their own."""
    made = []
    for _ in range(rows):
        family = str(rng.choice(["deposits", "loans", "payments"]))
        standing = str(rng.choice(["new", "left", "stayed", "stayed"]))
        amounts = {}
        for end in ("", "_before"):
            if (standing, end) in (("new", "_before"), ("left", "")) or rng.random() < 0.15:
                continue
            amounts |= {f"{line}{end}": int(rng.integers(-500, 90_000)) for line in LINES}
            amounts[f"volume{end}"] = int(rng.integers(-100, 10**9))
            amounts[f"holders{end}"] = int(rng.integers(1, 500))
            if family in ("deposits", "loans"):
                amounts[f"{family}{end}"] = int(rng.integers(-10, 10**9))
        made.append(cell(standing, str(rng.choice(list("ABC"))), family, str(rng.choice(["N", "S"])), **amounts))
        people = int(rng.integers(0, 99))
        made.append(cell(standing, "", "", customers=people * (standing != "left"),
                         customers_before=people * (standing != "new")))
    return pd.DataFrame(made)


@pytest.mark.parametrize("by", STEPS)
@pytest.mark.parametrize("seed", range(6))
def test_the_steps_add_up_to_the_cent_whatever_the_order_of_the_cells(by, seed):
    cells = random_cells(np.random.default_rng(seed))
    before = cells.copy()
    found = bridge(cells, by=by)
    assert sum(found.steps.values()) == found.now - found.before
    assert bridge(cells.sample(frac=1, random_state=seed), by=by) == found
    pd.testing.assert_frame_equal(cells, before)


@pytest.mark.parametrize("by", STEPS)
def test_the_other_way_round_every_step_turns(by):
    """What a year added, the way back takes: no end is favoured."""
    cells = random_cells(np.random.default_rng(9))
    back = cells.rename(columns={name: name.removesuffix("_before") if name.endswith("_before") else f"{name}_before"
                                 for each in COLUMNS for name in (each, f"{each}_before")})
    back["standing"] = cells["standing"].map({"new": "left", "left": "new", "stayed": "stayed"})
    there, again = bridge(cells, by=by).steps, bridge(back, by=by).steps
    twin = {"new": "left", "left": "new"}
    for step, amount in there.items():
        assert abs(amount + again[twin.get(step, step)]) <= 3, step  # cents may round to either side


def one_at_a_time(before: tuple, now: tuple) -> np.ndarray:
    """Each factor's mean effect over all six orders, by changing one after the other."""
    effects = np.zeros(3)
    for order in permutations(range(3)):
        state = list(before)
        for factor in order:
            was = (state[0] * state[1] * state[2]).sum()
            state[factor] = now[factor]
            effects[factor] += ((state[0] * state[1] * state[2]).sum() - was) / 6
    return effects


def test_the_closed_form_is_the_mean_over_all_orders():
    rng = np.random.default_rng(2)
    before, now = (tuple(rng.normal(size=7) for _ in range(3)) for _ in range(2))
    assert thirds(before, now) == pytest.approx(one_at_a_time(before, now))
    for order in permutations(range(3)):
        turned = thirds(tuple(before[each] for each in order), tuple(now[each] for each in order))
        assert turned == pytest.approx([thirds(before, now)[each] for each in order]), "order-free"


def test_a_split_is_shapley_of_size_shares_and_rates():
    rng = np.random.default_rng(3)
    sizes, amounts = (tuple(rng.uniform(1, 9, 5) for _ in range(2)) for _ in range(2))
    ends = [(np.full(5, size.sum()), size / size.sum(), amount / size)
            for size, amount in zip(sizes, amounts, strict=True)]
    assert split(sizes, amounts) == pytest.approx(one_at_a_time(*ends))


def test_a_product_that_is_new_says_nothing_of_rates():
    volume, mix, margin = split((np.array([100.0, 0.0]), np.array([100.0, 50.0])),
                                (np.array([10.0, 0.0]), np.array([10.0, 5.0])))
    assert (volume, mix, margin) == pytest.approx((5, 0, 0))


def test_an_amount_without_a_size_has_no_rate():
    with pytest.raises(ValueError, match="no rate"):
        split((np.array([1.0]), np.array([0.0])), (np.array([1.0]), np.array([1.0])))


@pytest.mark.parametrize(("parts", "total", "whole"), [
    ([0.5, 0.5], 1, [1, 0]), ([1.9, 1.9, -0.8], 3, [2, 2, -1]), ([-0.5, -0.5], -1, [0, -1]), ([0.0, 0.0], 0, [0, 0]),
])
def test_cents_are_whole_and_add_up(parts, total, whole):
    assert in_whole_cents(parts, total) == whole


def test_another_measure_is_refused():
    with pytest.raises(ValueError, match="'profit'; choose one of contribution"):
        bridge(pd.DataFrame([cell()]), by="profit")


def test_where_no_part_has_anything_there_is_a_bridge_and_no_bars():
    """All amounts are zero, or the measure is of what nobody has: a page with nothing to click, and no error."""
    day = dt.date(2026, 9, 1)
    series = pd.DataFrame({"month": [pd.Timestamp(day)], "part": ["NORTE"], "amount": [0.0], "joined": [0],
                           "left_since": [0], "has_before": [True]})
    asked = Asked("revenue", Period("month", day, day, 1), "regions", {"NORTE": "Norte"})
    result = changes(pd.DataFrame([cell(rows=1, rows_before=1)]), series, asked)
    assert result.parts.empty
    assert [each.title for each in cards(result, Money("EUR"))] == ["Nothing changed"]
    assert not draw_parts(result, Money("EUR")).data[0].y


@pytest.mark.parametrize(("known", "left_out"), [(90, []), (89, ["SAVE"])])
def test_what_is_known_of_ten_points_less_is_compared_and_of_eleven_left_out(known, left_out):
    cells = as_columns(pd.DataFrame([
        cell(rows=100, rows_before=100, known_balances=known, known_balances_before=100),
        cell(product="LOAN", family="loans", rows=100, rows_before=100, known_balances=0, known_balances_before=100)]))
    assert not_alike(cells, by="deposits") == left_out
    assert not_alike(cells, by="customers") == []
