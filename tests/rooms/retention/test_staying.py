"""How long customers stay: by hand, against statsmodels, and what holds for any lives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from crm_core.rooms.retention import captions
from crm_core.rooms.retention.figure import draw_curves
from crm_core.rooms.retention.staying import by_month, curve, difference, drawn_parts, mean_within, risk_table, staying

SIX = pd.DataFrame({"entered": [0, 0, 2, 3, 0, 1], "ended": [2, 4, 5, 5, 6, 3], "has_left": [1, 1, 1, 0, 0, 1],
                    "customers": 1})


def at_risk(lives: pd.DataFrame) -> pd.DataFrame:
    return risk_table(by_month(lives))


def drawn(count: int, rate: float, seed: int, *, entered: int = 12) -> pd.DataFrame:
    """Lives with one monthly `rate`, seen from a month of life up to `entered` on for 24 months."""
    rng = np.random.default_rng(seed)
    begins, life = rng.integers(0, entered + 1, count), rng.geometric(rate, count) - 1
    ends = begins + 24
    seen = life >= begins
    return pd.DataFrame({"entered": begins, "ended": np.minimum(life, ends), "has_left": (life <= ends).astype(int),
                         "customers": 1})[seen].reset_index(drop=True)


def test_six_lives_by_hand():
    table = curve(at_risk(SIX)).set_index("month")
    assert table["at_risk"].tolist() == [3, 4, 5, 5, 4, 3, 1]
    assert table.loc[2:5, "staying"].tolist() == pytest.approx([0.80, 0.64, 0.48, 0.32])
    assert table.loc[5, "variance"] == pytest.approx(1 / 20 + 1 / 20 + 1 / 12 + 1 / 6)
    assert mean_within(curve(at_risk(SIX)), 0, 5) == pytest.approx((1 + 1 + 0.80 + 0.64 + 0.48, 0.515985), abs=1e-5)


def test_without_delayed_entry_old_customers_look_immortal():
    lives = drawn(20_000, 0.01, 1, entered=200)
    true = 0.99 ** 61
    right, naive = (curve(at_risk(each)).set_index("month").loc[60] for each in (lives, lives.assign(entered=0)))
    assert right["low"] < true < right["high"]
    assert naive["staying"] > true + 0.1


def test_the_curve_and_its_variance_are_those_of_statsmodels():
    lives = drawn(400, 0.04, 2)
    # statsmodels lets who enters in a month leave only after it: half a month earlier says the same
    theirs = SurvfuncRight(lives["ended"].to_numpy(), lives["has_left"].to_numpy(),
                           entry=lives["entered"].to_numpy() - 0.5)
    ours = curve(at_risk(lives)).set_index("month").loc[theirs.surv_times]
    assert ours["staying"].to_numpy() == pytest.approx(theirs.surv_prob)
    assert (ours["staying"] * np.sqrt(ours["variance"])).to_numpy() == pytest.approx(theirs.surv_prob_se)


def test_the_log_rank_test_is_that_of_statsmodels():
    groups = [drawn(200, 0.03, 3), drawn(200, 0.05, 4), drawn(100, 0.03, 5)]
    everybody = pd.concat(groups)
    labels = np.repeat([0, 1, 2], [len(each) for each in groups])
    statistic, chance = survdiff(everybody["ended"].to_numpy(), everybody["has_left"].to_numpy(), labels,
                                 entry=everybody["entered"].to_numpy() - 0.5)
    found = difference(["a", "b", "c"], [at_risk(each) for each in groups])
    assert (found.statistic, found.chance) == pytest.approx((statistic, chance))
    assert found.parts["expected"].sum() == pytest.approx(found.parts["left"].sum())


def test_a_difference_is_found_where_there_is_one_and_seldom_where_there_is_none():
    def differs(*lives: pd.DataFrame) -> bool:
        return difference(["a", "b"], [at_risk(each) for each in lives]).is_significant

    assert differs(drawn(500, 0.02, 6), drawn(500, 0.04, 7))
    called = sum(differs(drawn(300, 0.03, seed), drawn(300, 0.03, 1_000 + seed)) for seed in range(40))
    assert called <= stats.binom.ppf(0.999, 40, 0.05)


def test_intervals_hold_the_true_curve_as_often_as_they_say():
    held = 0
    for seed in range(60):
        row = curve(at_risk(drawn(300, 0.03, seed, entered=0))).set_index("month").loc[18]
        held += row["low"] <= 0.97 ** 19 <= row["high"]
    assert held >= stats.binom.ppf(0.001, 60, 0.95)


def test_lives_counted_together_or_one_by_one_in_any_order_give_one_curve():
    lives = drawn(300, 0.05, 8)
    before = lives.copy()
    together = lives.groupby(["entered", "ended", "has_left"], as_index=False)["customers"].sum()
    one_by_one = curve(at_risk(lives))
    pd.testing.assert_frame_equal(curve(at_risk(lives.sample(frac=1, random_state=0))), one_by_one)
    pd.testing.assert_frame_equal(curve(at_risk(together)), one_by_one)
    tenfold = curve(at_risk(lives.assign(customers=10)))
    assert tenfold["staying"].tolist() == pytest.approx(one_by_one["staying"].tolist())
    pd.testing.assert_frame_equal(lives, before)


def test_a_curve_begins_and_ends_with_enough_customers():
    table = curve(at_risk(SIX), min_at_risk=4)
    assert table["month"].tolist() == [1, 2, 3, 4]
    assert curve(at_risk(SIX), min_at_risk=7).empty
    assert mean_within(table, 1, 5) is None, "the curve does not reach so far"


def test_kinds_are_compared_over_the_span_that_all_reach_and_small_ones_are_named():
    lives = pd.concat([drawn(400, 0.02, 9).assign(part="a"), drawn(400, 0.05, 10).assign(part="b"),
                       drawn(20, 0.03, 11).assign(part="c")])
    found = staying(by_month(lives), "region", {"a": "Alba", "b": "Bosque", "c": "Costa"})
    assert found.few == ("Costa",)
    assert "Fewer than 30 customers in every month of life, so no curve: Costa." in captions.curves(found).note
    assert found.difference.is_significant
    assert set(found.curves["part"]) == {"a", "b"}
    rates = found.parts.set_index("name")
    assert rates.loc["Bosque", "yearly_rate"] > rates.loc["Alba", "high"]
    assert rates.loc["Bosque", "mean_high"] < rates.loc["Alba", "mean_low"] < found.within
    assert found.parts["left"].sum() == lives["has_left"].sum() == found.left


def test_nobody_to_follow_and_one_kind_to_compare_are_refused():
    with pytest.raises(ValueError, match="no customers to follow"):
        staying(by_month(SIX.iloc[:0].assign(part="a")), "region", {})
    with pytest.raises(ValueError, match="two parts"):
        difference(["a"], [at_risk(SIX)])


def lives_of(part: str, entered: int, lived: int, has_left: int, customers: int) -> dict[str, object]:
    return {"part": part, "entered": entered, "ended": lived, "has_left": has_left, "customers": customers}


def test_where_nobody_is_new_nothing_is_said_of_new_customers():
    lives = pd.DataFrame([lives_of("all", 130, 165, 0, 200), lives_of("all", 40, 75, 0, 200),
                          lives_of("all", 40, 55, 1, 20)])
    found = staying(by_month(lives), "customer_type", {"all": "All"})
    assert found.begins == 40
    assert found.stays(60) is None, "the share is of those who had been there for 40 months"
    assert "of those who are still customers when it begins" in captions.curves(found).note
    old = staying(by_month(lives[lives["entered"] == 130]), "customer_type", {"all": "All"})
    assert old.overall["month"].tolist() == list(range(130, 166)), "a bank of old customers has a curve too"
    assert draw_curves(old).layout.xaxis.range == (130, 165)


def test_customers_who_were_never_there_together_have_a_curve():
    lives = pd.DataFrame([lives_of("a", 10, 12, 1, 1), lives_of("a", 20, 22, 1, 1)])
    assert len(staying(by_month(lives), "value", {"a": "A"}).overall) == 3


def test_that_not_all_kinds_are_drawn_is_said():
    lives = pd.DataFrame([lives_of(each, 0, 20, left, 40 + 9 * left) for each in "abcdefg" for left in (0, 1)])
    found = staying(by_month(lives), "region", {each: each.upper() for each in "abcdefg"})
    assert len(drawn_parts(found)) == 4
    assert "Drawn are 4 of 7 kinds" in captions.curves(found).note
    assert "Drawn are" not in captions.curves(staying(by_month(lives), "region", {"a": "A", "b": "B"})).note


def test_the_words_of_curves_that_end_early_stand_one_below_the_other():
    lives = pd.DataFrame([lives_of(each, 0, lived + end, left, 400 if not left else 20)
                          for each, end in (("a", 60), ("b", 20), ("c", 21)) for lived, left in ((0, 0), (-10, 1))])
    found = staying(by_month(lives), "joined", {each: each for each in "abc"})
    drawing = draw_curves(found)
    early = {each["text"]: each for each in drawing.layout.annotations if each["yanchor"] == "top"}
    assert len(early) == 2
    first, second = sorted(early.values(), key=lambda each: -each["y"])
    low, high = drawing.layout.yaxis.range
    apart = (first["y"] - second["y"]) / (high - low) * 288 + first["yshift"] - second["yshift"]
    assert apart >= 15
