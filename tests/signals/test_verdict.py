"""When a rule trips: by hand, in its direction, over its period, and what cannot be said."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from crm_core.signals.bounds import Bounds, YearBefore
from crm_core.signals.noise import Noise, noise
from crm_core.signals.rule import Rule
from crm_core.signals.verdict import Evidence, verdict
from crm_core.targets import Target
from tests.figures.by_hand import actuals, bank, region

NOW = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
STEADY = [104, 100] * 12  # two years to August 2026


def rule(condition, amount=None, *, figure="revenue", period="month", where="", each=False):
    return Rule(figure, where, each, condition, amount, period, 1, "Ana", NOW, None)


def target(amount, *, where="", kind="month", direction="more", figure="revenue"):
    return Target(figure, where, kind, None, amount, direction, 5, "Ana", NOW, None)


def tripped(watched, of, *targets, **calendar):
    return [(trip.region_id, trip.actual, pytest.approx(trip.limit)) for trip in
            verdict(watched, Evidence(of, targets, **calendar)).trips]


@pytest.mark.parametrize(("condition", "amount", "now", "limit"), [
    ("below", 95, 94, 95), ("below", 95, 95, None), ("above", 95, 96, 95), ("above", 96, 96, None),
    ("falls", 0.1, 93, 93.6), ("falls", 0.1, 94, None), ("falls", 0.1, 200, None),
    ("rises", 0.1, 115, 114.4), ("rises", 0.1, 114, None), ("rises", 0.1, 50, None),
    ("changes", 0.1, 93, 93.6), ("changes", 0.1, 115, 114.4), ("changes", 0.1, 100, None),
])
def test_a_rule_trips_beyond_its_limit_and_only_on_its_side(condition, amount, now, limit):
    """The month a year before September 2026 is 104."""
    of = bank(revenue=[*STEADY, now])
    assert tripped(rule(condition, amount), of) == ([("", now, limit)] if limit else [])


def test_a_change_of_a_share_is_in_points():
    of = bank(revenue=[100] * 13, cost_to_serve=[30] * 12 + [36])
    costs = {"figure": "cost_to_serve_per_revenue"}
    assert tripped(rule("rises", 0.05, **costs), of) == [("", 0.36, 0.35)]
    assert tripped(rule("rises", 0.07, **costs), of) == []


def test_an_unusual_month_leaves_its_range_and_a_usual_one_does_not():
    history = [100] * 12 + [102, 98, 101, 103, 97, 100, 102, 99, 101, 98, 103, 100]
    assert tripped(rule("leaves_range"), bank(revenue=[*history, 103])) == []
    (trip,) = verdict(rule("leaves_range"), Evidence(bank(revenue=[*history, 120]))).trips
    assert 104 < trip.limit < 110
    assert trip.chance == pytest.approx(0.05)


def test_the_more_it_takes_to_trip_the_less_noise_does():
    of = bank(revenue=[100] * 12 + [102, 98, 101, 103, 97, 100, 102, 99, 101, 98, 103, 100, 101])
    chances = [verdict(rule("falls", by), Evidence(of)).chance for by in (0.01, 0.03, 0.06)]
    assert chances[0] > 0.2 > chances[1] > 0.02 > chances[2] > 0
    both = verdict(rule("changes", 0.03), Evidence(of)).chance
    rises = verdict(rule("rises", 0.03), Evidence(of)).chance
    assert both == pytest.approx(chances[1] + rises)


def test_a_quarter_is_the_latest_whole_one_of_the_fiscal_year():
    of = bank(last=dt.date(2026, 8, 1), revenue=[10] * 12 + [10] * 9 + [1, 2, 4])  # Jun 1, Jul 2, Aug 4
    june = verdict(rule("below", 15, period="quarter"), Evidence(of))
    assert (june.first_month, june.last_month) == (dt.date(2026, 4, 1), dt.date(2026, 6, 1))
    assert tripped(rule("below", 25, period="quarter"), of) == [("", 21, 25)]
    assert tripped(rule("below", 25, period="quarter"), of, year_starts=3) == [("", 7, 25)]
    assert tripped(rule("below", 98, period="trailing"), of) == [("", 97, 98)]


def test_each_region_is_judged_on_its_own():
    of = actuals(region("", revenue=[30]), region("SUR", revenue=[9]), region("NORTE", revenue=[21]),
                 region("OESTE", revenue=[float("nan")]))
    found = verdict(rule("below", 10, each=True), Evidence(of))
    assert [trip.region_id for trip in found.trips] == ["SUR"]
    assert (found.judged, found.unknown, found.chance) == (2, 1, None)


def test_a_missed_target_trips_in_the_direction_that_is_not_wanted():
    of = bank(revenue=[90], cost_to_serve=[45])
    assert tripped(rule("misses_target"), of, target(100)) == [("", 90, 100)]
    assert tripped(rule("misses_target"), of, target(80)) == []
    costs = {"figure": "cost_to_serve_per_revenue"}
    assert tripped(rule("misses_target", **costs), of, target(0.4, direction="less", **costs)) == [("", 0.5, 0.4)]
    assert tripped(rule("misses_target", **costs), of, target(0.6, direction="less", **costs)) == []


def test_a_year_under_way_misses_what_falls_due_by_now():
    of = bank(revenue=[*[100] * 12, *[70] * 9])
    assert tripped(rule("misses_target", period="year"), of, target(1200, kind="year")) == [("", 630, 900)]
    assert tripped(rule("misses_target", period="year"), of, target(800, kind="year")) == []


def test_of_each_region_only_those_with_a_target_are_asked():
    of = actuals(region("", revenue=[30]), region("SUR", revenue=[9]), region("NORTE", revenue=[21]))
    found = verdict(rule("misses_target", each=True), Evidence(of, [target(10, where="SUR")]))
    assert ([trip.region_id for trip in found.trips], found.judged, found.unknown) == (["SUR"], 1, 0)
    assert verdict(rule("misses_target", each=True), Evidence(of)).unknown == 1


@pytest.mark.parametrize("watched", [
    rule("falls", 0.1), rule("leaves_range"), rule("misses_target"), rule("below", 5, figure="deposits"),
    rule("below", 5, where="SUR"), rule("below", 5, period="quarter"), rule("below", 5, period="year"),
])
def test_what_the_book_cannot_say_trips_nothing_and_is_counted(watched):
    """One month, without a year before, a target, deposits, a region SUR or a whole quarter."""
    found = verdict(watched, Evidence(bank(revenue=[1])))
    assert (found.trips, found.judged, found.unknown, found.chance) == ((), 0, 1, None)


def test_what_was_lost_has_no_percentage():
    of = bank(contribution=[-100] * 13)
    assert verdict(rule("falls", 0.1, figure="contribution"), Evidence(of)).unknown == 1
    assert tripped(rule("below", -99, figure="contribution"), of) == [("", -100, -99)]


def test_a_book_without_months_has_no_period():
    found = verdict(rule("below", 5), Evidence(actuals(region("", revenue=[1]).iloc[:0])))
    assert (found.first_month, found.unknown) == (None, 1)


def test_losses_of_a_quarter_change_by_thrice_what_a_month_does():
    before = YearBefore(-300.0, Noise(10.0, 5.0, 9.0, is_rate=False, changes=12), 3)
    assert before.amount_at(10.0) == -270
    assert before.chance(Bounds(below=-270)) == pytest.approx(0.5)
    assert before.chance(Bounds(above=-240)) == pytest.approx(before.noise.chance_above(20.0))


def test_the_ratio_of_a_quarter_changes_as_that_of_a_month():
    ratios = [0.3] * 12 + [0.31, 0.33] * 4 + [0.31, 0.5, 0.5, 0.5]
    of = bank(last=dt.date(2026, 6, 1), revenue=[100] * 24, cost_to_serve=[100 * each for each in ratios])
    (trip,) = verdict(rule("leaves_range", figure="cost_to_serve_per_revenue", period="quarter"), Evidence(of)).trips
    usual = noise(np.array(ratios[:-3]), months=3, is_share=True)
    assert trip.limit == pytest.approx(0.3 + usual.range(0.95)[1])
