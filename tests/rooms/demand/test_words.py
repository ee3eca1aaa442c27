"""The sentences and captions: what they compare with, and that they claim no more than the figures do."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money, percent
from crm_core.rooms import demand
from crm_core.rooms.demand import captions
from crm_core.rooms.demand.selection.grade import Grade
from crm_core.rooms.demand.selection.record import Coverage, clopper_pearson
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
    (60, "significantly less than it should"),
    (80, "as expected within random variation"), (72, "as expected within random variation"),
    (95, "significantly more than it should"),
])
def test_a_range_is_judged_by_how_sure_its_count_is(result, inside, words):
    coverage = Coverage(inside, 100, *clopper_pearson(inside, 100))
    note = captions.record(replace(result, held_80=coverage)).note
    assert f"contained {percent(inside / 100)} of the actual values, {words}." in note


def test_without_a_record_there_is_nothing_to_judge(result):
    nothing = replace(result, record=result.record.head(0), steps=result.steps.head(0), grade=None)
    assert captions.record(nothing).title == "No earlier forecast to test yet"
    assert captions.reach(nothing).title == "Not tested yet"
    assert captions.metrics(nothing, EUR)[-1].value == "–"
    nothing = replace(nothing, held_80=Coverage(0, 0, 0.0, 1.0))
    assert "No earlier range could be tested" in demand.say(nothing, EUR).so_what


def test_it_is_worth_more_up_to_the_first_step_at_which_it_is_not(result):
    steps = pd.DataFrame({"step": [1, 2, 3], "tests": 9, "error": [0.1, 0.3, 0.1], "rule_error": 0.2,
                          "level_error": 0.9})
    assert captions.reach(replace(result, steps=steps)).title == \
        "Better than the simple rules only up to 1 month ahead"
    assert captions.reach(replace(result, steps=steps.head(1))).title == \
        "Better than the simple rules up to 1 month ahead"
    assert captions.reach(replace(result, steps=steps.assign(error=0.2))).title == "No better than the simple rules"
    near = steps.assign(level_error=0.05)
    assert captions.reach(replace(result, steps=near)).title == "No better than the simple rules"


def graded(letter: str, windows: int, *, rule_error: float = 0.1, level_error: float = 0.3) -> Grade:
    return Grade(letter, 0.2, rule_error, level_error, windows * 12, windows, 12)


def test_grade_d_advises_the_better_rule_from_three_separate_periods_on(result):
    three, two = (demand.say(replace(result, grade=graded("D", windows)), EUR).so_what for windows in (3, 2))
    assert "Grade D, based on 3 separate periods of 12 months. The forecast error was 20% of the actual amount, " \
           "against 10% for last year's value and 30% for the latest level. For planning, use last year's value " \
           "instead." in three
    level = demand.say(replace(result, grade=graded("D", 3, rule_error=0.3, level_error=0.1)), EUR).so_what
    assert "For planning, use the latest level instead." in level
    assert "Grade D, indicative only, based on 2 separate periods of 12 months." in two
    assert "For planning" not in two


@pytest.mark.parametrize("held", [5, 60, 80, 99])
def test_every_sentence_says_how_often_earlier_ranges_held(result, held):
    coverage = Coverage(held, 100, *clopper_pearson(held, 100))
    reading = demand.say(replace(result, held_80=coverage), EUR)
    assert f"{held} of 100 months ({percent(held / 100)}" in f"{reading.headline} {reading.so_what}"


def test_a_record_that_refutes_the_range_comes_first(result):
    refuted = replace(result, held_80=Coverage(28, 78, *clopper_pearson(28, 78)),
                      today_80=Coverage(70, 78, *clopper_pearson(70, 78)))
    reading = demand.say(refuted, EUR)
    assert reading.headline.startswith(
        "Earlier ranges contained the actual value in only 28 of 78 months (35.9% instead of 80%). Balance is expected")
    assert "80% range" not in reading.headline
    assert "Ranges as wide as today's would have contained 70 of those 78." in reading.so_what
    assert captions.fan(refuted, EUR).title.startswith("Range: ")
    assert "only 28 of 78 months" in captions.fan(refuted, EUR).note


def test_what_is_left_out_hides_no_other_caution(result):
    young = replace(result, left_out=pd.Timestamp(2026, 7, 1).date(), range_is_a_rule_of_thumb=True)
    so_what = demand.say(young, EUR).so_what
    assert "July 2026 is left out because it is not complete." in so_what
    assert "the range is a rule of thumb" in so_what


def test_ends_that_are_written_alike_are_written_in_full(result):
    close = replace(result, period=replace(result.period, low_80=1_234_100.0, high_80=1_234_900.0))
    assert "€1,234,100 to €1,234,900" in demand.say(close, EUR).headline
    closer = replace(result, period=replace(result.period, low_80=1_234_100.01, high_80=1_234_100.02))
    assert "€1,234,100.01 to €1,234,100.02" in demand.say(closer, EUR).headline


@pytest.mark.parametrize(("psi", "chance", "title"), [
    (0.3, 0.1, "The customer mix by region has shifted"),
    (0.3, 0.4, "The customer mix has not changed significantly in a year"),
    (0.05, 0.01, "The customer mix by region has shifted significantly, but little"),
    (0.10, 0.01, "The customer mix by region has shifted"),
    (0.05, 0.05, "The customer mix has not changed significantly in a year"),
])
def test_a_drift_of_the_mix_is_told_only_beyond_chance(result, psi, chance, title):
    mix = pd.DataFrame({"mix": ["region"], "psi": [psi], "chance": [chance]})
    assert captions.mix(replace(result, mix=mix)).title == title


def with_gains(result, *gains: float):
    names = ["Norte", "Sur", "Este", "Oeste"][: len(gains)]
    parts = pd.DataFrame({"kind": "region", "id": names, "name": names, "gain": gains, "year_before": 100.0})
    return replace(result, parts=parts)


def test_parts_whose_year_before_is_not_known_are_not_compared(result):
    compared = with_gains(result, 5.0, -9.0, float("nan"))
    assert captions.parts(compared, "region").title == "1 of 2 regions is expected above the year before"
    assert captions.gains(compared, "region").title == "Largest expected decrease: Sur"
    unknown = replace(result, parts=compared.parts.tail(1))
    assert captions.parts(unknown, "region").title == "Regions compared"
    assert captions.gains(unknown, "region").title == "No data for the year before to compare with"


@pytest.mark.parametrize(("gains", "all_parts", "most"), [
    ((1e-13, -1e-13, 0.0), "Each of the 3 regions is expected at the level of the year before",
     "No region is expected to change"),
    ((5.0, 5.0, 1.0), "Each of the 3 regions is expected above the year before",
     "Largest expected increase, equal in Norte and Sur"),
    ((-5.0, -5.0, -5.0), "Each of the 3 regions is expected below the year before",
     "Largest expected decrease, equal in 3 regions"),
    ((5.0, 6.0, -1.0), "2 of 3 regions are expected above the year before", "Largest expected increase: Sur"),
    ((-5.0, 0.0, -4.0), "Each of the 3 regions is expected at or below the year before",
     "Largest expected decrease: Norte"),
    ((4.0,), "The region is expected above the year before", "Largest expected increase: Norte"),
])
def test_ties_and_standstills_are_no_news(result, gains, all_parts, most):
    compared = with_gains(result, *gains)
    assert captions.parts(compared, "region").title == all_parts
    assert captions.gains(compared, "region").title == most


@pytest.mark.parametrize(("effects", "title"), [
    ({}, "No significant season"), ({11: 1e-12}, "No significant season"),
    ({11: 0.2}, "November stands out by +20%"), ({6: 0.2, 12: 0.2}, "June and December stand out by +20%"),
    ({6: -0.2, 12: 0.2}, "2 months stand out equally"), (dict.fromkeys(range(1, 7), 0.1), "6 months stand out equally"),
])
def test_no_month_stands_out_where_several_do(result, effects, title):
    season = pd.DataFrame({"calendar_month": range(1, 13), "effect": [effects.get(each, 0.0) for each in range(1, 13)]})
    assert captions.season(replace(result, season=season, season_is_relative=True)).title == title


def test_a_season_is_not_denied_where_it_could_not_be_seen(result):
    assert captions.season(replace(result, months=result.months.tail(20))).title == \
        "Two years of data are needed to show a season"


def test_the_trend_is_that_of_the_last_twelve_months(result):
    trend = pd.Series([50.0, 100.0] + [104.0] * 11 + [110.0])
    months = pd.DataFrame({"month": pd.date_range("2025-05-01", periods=14, freq="MS"), "trend": trend})
    assert captions.trend(replace(result, months=months)).title == \
        f"Seasonally adjusted, up {percent(0.10)} in a year"
    assert captions.trend(replace(result, months=months.head(12))).title == "The trend, seasonally adjusted"


def test_the_range_says_where_last_years_value_lies(result):
    period = replace(result.period, low_80=90.0, high_80=110.0)
    for before, words in ((100.0, "is inside"), (80.0, "is below"), (120.0, "is above")):
        assert words in captions.fan(replace(result, period=replace(period, year_before=before)), EUR).title


def test_a_book_of_three_years_has_more_than_a_rule_of_thumb(tmp_path):
    for count, is_rule in ((35, True), (36, False)):
        with open_book(publish_bank(tmp_path / str(count), count=count)) as book:
            assert demand.answer(book.reader(), horizon=3).range_is_a_rule_of_thumb is is_rule
