"""The sentences and captions: what they compare with, and that they claim no more than the figures do."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.house_style import Money, percent
from crm_core.rooms import demand
from crm_core.rooms.demand import captions
from crm_core.rooms.demand.selection.record import Coverage, Grade, clopper_pearson
from tests.rooms.demand.banks import publish_bank

EUR = Money("EUR")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with open_book(publish_bank(tmp_path_factory.mktemp("bank"))) as book:
        yield book


@pytest.fixture(scope="module")
def result(bank):
    return demand.answer(bank.reader())


@pytest.mark.parametrize(("by", "horizon", "words"), [
    ("balance", 12, "than a year before"), ("balance", 13, "than in July 2025"),
    ("turnover", 12, "than a year before"), ("turnover", 13, "than at the pace of the last 12 months"),
])
def test_beyond_a_year_the_comparison_is_with_the_last_year_known(bank, by, horizon, words):
    headline = demand.say(demand.answer(bank.reader(), by=by, horizon=horizon), EUR).headline
    assert words in headline


@pytest.mark.parametrize(("inside", "words"), [
    (60, "less often than it says"), (80, "which fits"), (72, "which fits"), (95, "more often than it says"),
])
def test_a_range_is_judged_by_how_sure_its_count_is(result, inside, words):
    coverage = Coverage(inside, 100, *clopper_pearson(inside, 100))
    assert f"held {percent(inside / 100)}, {words};" in captions.record(replace(result, held_80=coverage)).note


def test_without_a_record_there_is_nothing_to_judge(result):
    nothing = replace(result, record=result.record.head(0), steps=result.steps.head(0), grade=None)
    assert captions.record(nothing).title == "Nothing to grade it by yet"
    assert captions.reach(nothing).title == "Not tested yet"
    assert captions.metrics(nothing, EUR)[-1].value == "–"
    assert "It has no grade" in demand.say(nothing, EUR).so_what


def test_it_is_worth_more_up_to_the_first_step_at_which_it_is_not(result):
    steps = pd.DataFrame({"step": [1, 2, 3], "tests": 9, "error": [0.1, 0.3, 0.1], "rule_error": 0.2})
    assert captions.reach(replace(result, steps=steps)).title == "Better than last year's value for 1 month, then not"
    assert captions.reach(replace(result, steps=steps.head(1))).title == \
        "Better than last year's value up to 1 month"
    assert captions.reach(replace(result, steps=steps.assign(error=0.2))).title == "No better than last year's value"


def test_grade_d_says_to_plan_with_last_years_value(result):
    so_what = demand.say(replace(result, grade=Grade("D", 0.2, 0.1, 30)), EUR).so_what
    assert so_what.startswith("Grade D, no better than last year's value: over 30 tests")
    assert "plan with that" in so_what


@pytest.mark.parametrize(("psi", "chance", "title"), [
    (0.3, 0.1, "The mix by region has drifted"), (0.3, 0.4, "The customer mix is as it was a year ago"),
    (0.05, 0.01, "The mix by region has moved beyond chance, but little"),
    (0.10, 0.01, "The mix by region has drifted"), (0.05, 0.05, "The customer mix is as it was a year ago"),
])
def test_a_drift_of_the_mix_is_told_only_beyond_chance(result, psi, chance, title):
    mix = pd.DataFrame({"mix": ["region"], "psi": [psi], "chance": [chance]})
    assert captions.mix(replace(result, mix=mix)).title == title


def test_parts_whose_year_before_is_not_known_are_not_compared(result):
    parts = pd.DataFrame({"kind": "region", "name": ["Norte", "Sur", "Este"], "gain": [5.0, -9.0, float("nan")]})
    compared = replace(result, parts=parts)
    assert captions.parts(compared, "region").title == "1 of 2 regions are expected above the year before"
    assert captions.gains(compared, "region").title == "Sur falls the most"
    unknown = replace(result, parts=parts.tail(1))
    assert captions.parts(unknown, "region").title == "Regions side by side"
    assert captions.gains(unknown, "region").title == "Nothing known of the year before to compare with"


def test_the_trend_is_that_of_the_last_twelve_months(result):
    trend = pd.Series([50.0, 100.0] + [104.0] * 11 + [110.0])
    months = pd.DataFrame({"month": pd.date_range("2025-05-01", periods=14, freq="MS"), "trend": trend})
    assert captions.trend(replace(result, months=months)).title == \
        f"Without its season it has risen by {percent(0.10)} in a year"
    assert captions.trend(replace(result, months=months.head(12))).title == "The trend, without the season"


def test_the_range_says_where_last_years_value_lies(result):
    period = replace(result.period, low_80=90.0, high_80=110.0)
    for before, words in ((100.0, "is inside"), (80.0, "above last year's"), (120.0, "below last year's")):
        assert words in captions.fan(replace(result, period=replace(period, year_before=before)), EUR).title


def test_a_book_of_three_years_has_more_than_a_rule_of_thumb(tmp_path):
    for count, is_rule in ((35, True), (36, False)):
        with open_book(publish_bank(tmp_path / str(count), count=count)) as book:
            assert demand.answer(book.reader(), horizon=3).range_is_a_rule_of_thumb is is_rule
