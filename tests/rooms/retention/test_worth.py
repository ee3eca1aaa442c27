"""Value to come: published values, closed forms, and intervals that hold what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crm_core.amounts import Money
from crm_core.rooms.retention import captions
from crm_core.rooms.retention.worth import constant_retention, fit, worth
from crm_core.rooms.retention.worth.beta_geometric import staying


def table(survivors: list[int]) -> pd.DataFrame:
    here = np.array(survivors)
    return pd.DataFrame({"month": range(len(here) - 1), "at_risk": here[:-1], "left": here[:-1] - here[1:]})


def cohort(alpha: float, beta: float, customers: int, periods: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    life = rng.geometric(np.maximum(rng.beta(alpha, beta, customers), 1e-9))
    return table([int((life > period).sum()) for period in range(periods + 1)])


@pytest.mark.parametrize(("survivors", "alpha", "beta", "log_likelihood"), [
    ([1000, 631, 468, 382, 326, 289, 262, 241], 0.7041, 1.1820, -1680.27),
    ([1000, 869, 743, 653, 593, 551, 517, 491], 0.6681, 3.8061, -1611.16)], ids=["regular", "high end"])
def test_the_cohorts_of_fader_and_hardie(survivors, alpha, beta, log_likelihood):
    model = fit(table(survivors))
    assert (model.alpha, model.beta) == pytest.approx((alpha, beta), abs=1e-4)
    assert model.log_likelihood == pytest.approx(log_likelihood, abs=0.005)
    assert model.varies


@pytest.mark.parametrize("survivors", [
    [24_000_000 - 4 * month for month in range(25)], [1_000_000, 999_999, 999_999], [200_000] + [199_950] * 31,
    [1000] + [500] * 31, [1000] * 3 + [1], [1000, 940]],
    ids=["some of millions", "one of a million", "few, at once", "half, at once", "nearly all, at last", "one month"])
def test_the_search_ends_at_the_likeliest_also_where_that_lies_at_the_edge_of_what_is_sought(survivors):
    seen = table(survivors)
    stayed = seen["at_risk"] - seen["left"]
    alpha, beta = (np.exp(each)[..., None] for each in np.meshgrid(*[np.linspace(-12, 12, 97)] * 2))
    total = alpha + beta + seen["month"].to_numpy()
    tried = np.log(alpha / total) @ seen["left"].to_numpy() + np.log1p(-alpha / total) @ stayed.to_numpy()
    model = fit(seen)
    assert model.log_likelihood >= tried.max() - 1e-6
    assert max(abs(np.log([model.alpha, model.beta]))) <= 12 + 1e-9


def test_the_formula_says_when_the_first_margin_falls():
    assert constant_retention(100, 0.8, 0.1, starts_now=False) == pytest.approx(266.6667, abs=1e-3)
    assert constant_retention(100, 0.8, 0.1, starts_now=True) == pytest.approx(366.6667, abs=1e-3)
    with pytest.raises(ValueError, match="discount 0"):
        constant_retention(100, 0.8, 0, starts_now=True)


def test_a_cohort_seen_from_its_third_period_on_gives_the_same_model():
    late = cohort(0.7, 4, 20_000, 12, 3).iloc[3:]
    model = fit(late)
    assert model.alpha / (model.alpha + model.beta) == pytest.approx(0.7 / 4.7, rel=0.15)


def test_one_rate_for_all_is_found_to_be_one():
    lives = np.random.default_rng(4).geometric(0.02, 5_000)
    found = table([int((lives > period).sum()) for period in range(25)])
    tenures = pd.DataFrame({"tenure_months": [10, 50], "customers": [60, 40], "contribution": [600.0, 600.0]})
    value = worth(tenures, found, years=2, discount=0.1)
    assert not value.varies
    loop = sum(100 * (1 - value.monthly_rate) ** month / 1.1 ** (month / 12) for month in range(1, 25))
    assert value.value == pytest.approx(loop)
    assert value.low < value.value < value.high < value.if_nobody_left
    assert value.yearly_retention == pytest.approx((1 - value.monthly_rate) ** 12)
    assert value.formula_now == pytest.approx(value.formula_later + 12)


def test_with_rates_that_differ_who_stayed_long_is_worth_more():
    found = cohort(0.668, 3.806, 20_000, 36, 5)
    young, old = (worth(pd.DataFrame({"tenure_months": [at], "customers": [1], "contribution": [12.0]}), found, years=5,
                        discount=0.1) for at in (0, 120))
    assert young.varies
    assert old.value > 1.15 * young.value
    loop = sum(staying(young.alpha, young.beta, np.array([1.0 + month]))[0]
               / staying(young.alpha, young.beta, np.array([1.0]))[0] / 1.1 ** (month / 12) for month in range(1, 61))
    assert young.value == pytest.approx(loop)


def test_intervals_of_eighty_percent_hold_the_true_value_as_often():
    ahead = np.arange(1, 61)
    still = staying(0.668, 3.806, 6 + ahead) / staying(0.668, 3.806, np.array([6.0]))
    true = float((still / 1.1 ** (ahead / 12)).sum())
    tenures = pd.DataFrame({"tenure_months": [5], "customers": [1], "contribution": [12.0]})
    found = [worth(tenures, cohort(0.668, 3.806, 3_000, 6, seed), years=5, discount=0.1) for seed in range(30)]
    held = sum(each.low <= true <= each.high for each in found)
    assert stats.binom.ppf(0.001, 30, 0.8) <= held <= stats.binom.ppf(0.999, 30, 0.8)


def test_too_few_leavers_or_nobody_give_no_value_and_nonsense_is_refused():
    tenures = pd.DataFrame({"tenure_months": [5], "customers": [1], "contribution": [12.0]})
    assert worth(tenures, table([60, 40, 20]), years=5, discount=0.1) is None
    assert worth(tenures.iloc[:0], table([600, 400, 200]), years=5, discount=0.1) is None
    with pytest.raises(ValueError, match="years is 0"):
        worth(tenures, table([600, 400]), years=0, discount=0.1)
    with pytest.raises(ValueError, match="who left"):
        fit(table([10, 10, 10]))


def test_an_interval_that_rounding_would_close_is_written_in_full():
    tenures = pd.DataFrame({"tenure_months": [5], "customers": [1_000], "contribution": [1_000_000.0]})
    found = worth(tenures, cohort(0.668, 3.806, 20_000, 36, 5), years=5, discount=0.1)
    narrow, wide = (captions.coming(replace(found, value=2.69e6, low=2.69e6 - by, high=2.69e6 + by), Money("EUR"))
                    for by in (2_000, 200_000))
    assert "interval €2,688,000 to €2,692,000, of" in narrow.note
    assert "interval €2.5M to €2.9M, of" in wide.note
