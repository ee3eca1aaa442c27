"""Assumptions laid over a forecast: each adds what it says, and the forecast stays as it is."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core.demand import Assumption, implied, lay

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


def test_a_price_change_lifts_every_month_from_its_first():
    found = lay(cells(), [assume("price", 0.1, DECEMBER)])
    assert found.months["assumed"].iloc[4] == pytest.approx(180)
    assert found.months["assumed"].iloc[5] == pytest.approx(198)
    assert found.extra == pytest.approx(18 * 7)


def test_growth_builds_up_to_its_yearly_rate():
    found = lay(cells(), [assume("growth", 0.12, product="LOAN")])
    assert found.months["assumed"].iloc[-1] == pytest.approx(160 * 1.12 + 20)
    assert found.months["assumed"].iloc[0] == pytest.approx(160 * 1.12 ** (1 / 12) + 20)


def test_a_one_off_comes_once_and_is_shared_by_size():
    found = lay(cells(), [assume("one_off", 16.0, DECEMBER, product="loans")])
    assert found.extra == pytest.approx(16)
    there = found.cells[found.cells["month"] == pd.Timestamp(DECEMBER)]
    assert there["assumed"].tolist() == pytest.approx([110, 20, 66])


def test_assumptions_are_laid_in_order_and_their_effects_add_up():
    two = [assume("price", 0.1, region="NORTE"), assume("growth", 0.05)]
    found = lay(cells(), two)
    assert found.effects["extra"].sum() == pytest.approx(found.extra)
    assert found.effects["extra"].iloc[0] == pytest.approx(lay(cells(), two[:1]).extra)
    assert found.effects[["author", "note", "region"]].iloc[0].tolist() == ["Inés Vidal", "campaign", "NORTE"]


def test_the_statistical_line_stays_as_it_is():
    forecast = cells()
    kept = forecast.copy()
    found = lay(forecast, [assume("price", 1.0)])
    pd.testing.assert_frame_equal(forecast, kept)
    assert found.months["statistical"].tolist() == [180.0] * 12
    assert lay(forecast, []).extra == 0


def test_extra_demand_brings_contribution_and_asks_for_work():
    found = lay(cells(), [assume("price", 0.5, DECEMBER, product="CARD")])
    rates = pd.DataFrame({"product_id": ["CARD", "LOAN"], "contribution_rate": [0.02, 0.01],
                          "transaction_rate": [0.5, 0.1]})
    told = implied(found, rates).set_index("product_id")
    assert told.loc["CARD"].tolist() == pytest.approx([70, 1.4, 35])
    assert told.loc["LOAN"].tolist() == pytest.approx([0, 0, 0])


@pytest.mark.parametrize(("wrong", "told"), [
    (lambda: assume("hope", 0.1), "Cannot assume 'hope'"),
    (lambda: assume("growth", -2.0), "size is -2.0"),
    (lambda: assume("price", float("nan")), "size is nan"),
    (lambda: Assumption("price", 0.1, JULY, " "), "needs an author"),
    (lambda: lay(cells(), [assume("price", 0.1, product="GOLD")]), "“campaign” touches nothing: 2026-07 on, GOLD"),
    (lambda: lay(cells(), [assume("one_off", 5, dt.date(2030, 1, 1))]), "touches nothing"),
])
def test_what_cannot_be_laid_is_refused(wrong, told):
    with pytest.raises(ValueError, match=told):
        wrong()
