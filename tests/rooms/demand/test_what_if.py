"""Assumptions laid over a forecast: each adds what it says, and the forecast stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.rooms.demand import (
    Assumption,
    Plan,
    PlanRefused,
    apply_assumptions,
    assumptions_from_json,
    assumptions_to_json,
    effects_by_product,
    from_json,
    say_assumption,
    to_json,
)

JULY, DECEMBER = dt.date(2026, 7, 1), dt.date(2026, 12, 1)


def cells() -> pd.DataFrame:
    months = pd.date_range("2026-07-01", periods=12, freq="MS")
    return pd.DataFrame([
        (month, region, "loans" if product == "LOAN" else "cards", product, "individual", point)
        for region, product, point in (("NORTE", "LOAN", 100.0), ("NORTE", "CARD", 20.0), ("SUR", "LOAN", 60.0))
        for month in months
    ], columns=["month", "region_id", "family", "product_id", "customer_type", "point"])


def assume(kind, size, start=JULY, **where) -> Assumption:
    return Assumption(kind, size, start, "Inés Vidal", "campaign", **where)


def worth() -> pd.DataFrame:
    """The cells with what a unit brings and asks: a card is worth ten times a loan."""
    rows = cells()
    is_card = rows["product_id"] == "CARD"
    return rows.assign(contribution_rate=0.01 + 0.09 * is_card, income=rows["point"] * (0.02 + 0.18 * is_card),
                       transaction_rate=0.1 + 0.4 * is_card, hours_rate=0.001)


def test_a_price_makes_what_comes_dearer_and_leaves_how_much_comes():
    result = apply_assumptions(worth(), [assume("price", 0.1, DECEMBER, product="CARD")], by="turnover")
    assert result.extra == 0
    assert result.months["assumed"].tolist() == result.months["statistical"].tolist()
    assert result.effects["contribution"].tolist() == pytest.approx([0.1 * 20 * 0.2 * 7])
    assert result.effects[["transactions", "hours"]].iloc[0].tolist() == [0, 0]


def test_a_price_lifts_contribution_by_its_part_of_the_income():
    rows = worth().assign(point=worth()["point"] * 0.01)
    result = apply_assumptions(rows, [assume("price", 0.1, DECEMBER, product="CARD")], by="contribution")
    assert result.months["assumed"].iloc[4] == pytest.approx(1.8)
    assert result.months["assumed"].iloc[5] == pytest.approx(1.8 + 0.1 * 4)
    assert result.extra == pytest.approx(0.1 * 4 * 7)


def test_a_price_on_grown_business_is_a_price_on_all_of_it():
    both = [assume("growth", 0.2), assume("price", 0.1)]
    for order in (both, both[::-1]):
        result = apply_assumptions(worth(), order, by="turnover")
        last = result.cells[result.cells["month"] == result.cells["month"].max()]
        expected = 0.2 * 160 * 0.01 + 0.2 * 20 * 0.1 + 0.1 * 1.2 * (160 * 0.02 + 20 * 0.2)
        assert last["contribution"].sum() == pytest.approx(expected)


def test_a_price_is_a_price_on_what_came_once_as_well():
    both = [assume("one_off", 70.0, DECEMBER, product="CARD"), assume("price", 0.1, DECEMBER, product="CARD")]
    rows = apply_assumptions(worth(), both, by="turnover").cells
    december = rows[(rows["month"] == pd.Timestamp(DECEMBER)) & (rows["product_id"] == "CARD")]
    assert december["contribution"].sum() == pytest.approx(70 * 0.1 + 0.1 * (20 + 70) * 0.2)


def test_hours_that_are_not_there_have_no_rate():
    result = apply_assumptions(worth(), [assume("growth", 0.1)], by="turnover")
    staff = pd.DataFrame({"region_id": ["NORTE", "SUR"], "name": ["Norte", "Sur"], "hours": [4.0, 0.0]})
    hours = replace(result, staff=staff).by_region.set_index("region_id")
    assert hours.loc["NORTE", "used_rate"] == pytest.approx(hours.loc["NORTE", "extra_hours"] / 4)
    assert pd.isna(hours.loc["SUR", "used_rate"])


def test_a_level_is_added_to_at_the_end_and_a_flow_over_all_months():
    assert apply_assumptions(cells(), [assume("one_off", 16.0, DECEMBER)], by="balance").extra == 0
    assert apply_assumptions(cells(), [assume("one_off", 16.0, DECEMBER)], by="turnover").extra == pytest.approx(16)
    assert apply_assumptions(cells(), [assume("growth", 0.12)], by="balance").extra == pytest.approx(180 * 0.12)


def test_growth_builds_up_to_its_yearly_rate():
    result = apply_assumptions(cells(), [assume("growth", 0.12, product="LOAN")])
    assert result.months["assumed"].iloc[-1] == pytest.approx(160 * 1.12 + 20)
    assert result.months["assumed"].iloc[0] == pytest.approx(160 * 1.12 ** (1 / 12) + 20)


def test_a_one_off_comes_once_and_is_shared_by_size():
    result = apply_assumptions(cells(), [assume("one_off", 16.0, DECEMBER, product="loans")], by="turnover")
    assert result.extra == pytest.approx(16)
    there = result.cells[result.cells["month"] == pd.Timestamp(DECEMBER)]
    assert there["assumed"].tolist() == pytest.approx([110, 20, 66])


def test_assumptions_are_laid_in_order_and_their_effects_add_up():
    two = [assume("growth", 0.1, region="NORTE"), assume("growth", 0.05), assume("price", 0.2)]
    for by in ("balance", "turnover", "contribution"):
        result = apply_assumptions(worth(), two, by=by)
        assert result.effects["extra"].sum() == pytest.approx(result.extra)
        for name in ("contribution", "transactions", "hours"):
            assert result.effects[name].sum() == pytest.approx(result.cells[name].sum())
        assert result.effects["extra"].iloc[0] == pytest.approx(apply_assumptions(worth(), two[:1], by=by).extra)
    assert result.effects[["author", "note", "region"]].iloc[0].tolist() == ["Inés Vidal", "campaign", "NORTE"]


def test_the_statistical_line_stays_as_it_is():
    forecast = cells()
    original = forecast.copy()
    result = apply_assumptions(forecast, [assume("growth", 1.0)])
    pd.testing.assert_frame_equal(forecast, original)
    assert result.months["statistical"].tolist() == [180.0] * 12
    assert apply_assumptions(forecast, []).extra == 0
    assert apply_assumptions(forecast, []).effects.empty


def test_extra_demand_brings_contribution_and_asks_for_work():
    result = apply_assumptions(worth(), [assume("one_off", 70.0, DECEMBER, product="CARD")], by="turnover")
    message = effects_by_product(result).set_index("product_id")
    assert message.loc["CARD"].tolist() == pytest.approx([70, 7, 35, 0.07])
    assert message.loc["LOAN"].tolist() == pytest.approx([0, 0, 0, 0])


def test_what_is_known_of_no_cell_counts_as_nothing():
    result = apply_assumptions(cells(), [assume("growth", 0.1)])
    assert not result.cells[["contribution", "transactions", "hours"]].any(axis=None)


# as text


def test_a_plan_is_the_same_after_it_was_text():
    plan = Plan("turnover", "loans", 6, (assume("growth", 0.03, region="SUR"), Assumption(
        "one_off", -5e6, DECEMBER, 'Inés "la jefa" Vidal', "Ampliación €", "LOAN", "NORTE", "turnover")))
    assert from_json(to_json(plan)) == plan
    assert to_json(from_json(to_json(plan))) == to_json(plan)
    assert assumptions_from_json(assumptions_to_json(plan.assumptions)) == plan.assumptions
    assert assumptions_from_json(to_json(plan)) == plan.assumptions
    assert assumptions_to_json([]) == ""
    assert assumptions_from_json("") == ()


@pytest.mark.parametrize(("text", "message"), [
    ("{", "not JSON"), ("7", "not a plan of version 1"), ('{"version":2}', "not a plan of version 1 but of 2"),
    ('{"version":true,"by":"balance","product":"all","horizon":12,"assumptions":[]}', "version 1 but of True"),
    ('{"version":1,"by":3,"product":"all","horizon":12,"assumptions":[]}', "this one states 3"),
    ('{"version":1,"by":"balance","product":"all","horizon":12}', "has a list of assumptions; this one has 'None'"),
    ("[3]", "Assumption 1 is '3'"), ('[{"kind":"growth"}]', "it must have kind, size, from_month and author"),
    ('[{"kind":"growth","size":"2","from_month":"2026-10","author":"x"}]', "the size '2'"),
    ('[{"kind":"growth","size":0.1,"from_month":"May","author":"x"}]', "write the month as 2026-10"),
    ('[{"kind":"hope","size":0.1,"from_month":"2026-10","author":"x"}]', "Cannot assume 'hope'"),
    ('[{"kind":"growth","size":NaN,"from_month":"2026-10","author":"x"}]', "not JSON"),
    ("[" * 100_000, "not JSON"), ("[" + " " * 100_001, "at most 100,000"),
])
def test_what_is_no_plan_is_refused_with_what_is_wrong(text, message):
    with pytest.raises(PlanRefused, match=message):
        assumptions_from_json(text)


def test_an_assumption_is_said_in_words():
    names = {"LOAN": "Mortgage", "all": "All"}, {"SUR": "Sur"}
    sentences = [say_assumption(each, *names, Money("EUR"), "turnover") for each in (
        assume("growth", 0.03, product="LOAN", region="SUR"), assume("price", -0.05, DECEMBER),
        assume("one_off", 5e6, region="SUR"))]
    assert sentences == ["Mortgage in Sur: 3% more growth a year from July 2026",
                         "All business: prices 5% lower from December 2026",
                         "All business in Sur: €5.0M more, once, in July 2026"]


@pytest.mark.parametrize(("wrong", "message"), [
    (lambda: assume("hope", 0.1), "Cannot assume 'hope'"),
    (lambda: assume("growth", -2.0), "change of −200% is out of range: −99% to 1,000% is allowed"),
    (lambda: assume("price", float("nan")), "must be a finite number"),
    (lambda: assume("growth", 0.0), "size 0 changes nothing"),
    (lambda: Assumption("price", 0.1, JULY, " "), "needs an author"),
    (lambda: apply_assumptions(cells(), [assume("price", 0.1, product="GOLD")]),
     r"“campaign” applies to nothing .*month \(July 2026\), product \(GOLD\)"),
    (lambda: apply_assumptions(cells(), [assume("one_off", 5, dt.date(2030, 1, 1))]), "applies to nothing"),
])
def test_what_cannot_be_laid_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()
