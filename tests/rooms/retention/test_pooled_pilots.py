"""Several pilots together: by hand, by a plain loop, by chance, and what is said of those that differ."""

from __future__ import annotations

import datetime as dt
import math
from statistics import NormalDist

import numpy as np
import pytest

from crm_core.amounts import Money
from crm_core.rooms import retention
from crm_core.rooms.retention import pilots_in_words as words
from crm_core.rooms.retention.calling import (
    Allotted,
    Arm,
    Effect,
    Followed,
    Measured,
    are_alike,
    from_json,
    in_force,
    pooled,
)
from crm_core.rooms.retention.calling import to_json as pilots_to_json
from crm_core.rooms.retention.calling.pooling import differ

WORKS = Effect(called=Arm(400, 40), left_out=Arm(100, 30))
ALSO = Effect(called=Arm(100, 20), left_out=Arm(100, 30))
HARMS = Effect(called=Arm(400, 120), left_out=Arm(100, 10))


def followed(name: str, effect: Effect | None, year: int = 2024, ids: str = "", **known) -> Followed:
    called, left_out = (tuple(f"{ids or name}{side}{number}" for number in range(3)) for side in "ab")
    return Followed(Allotted(name, "closed", dt.date(year, 3, 1), called, left_out), effect=effect, **known)


def test_two_pilots_weigh_by_how_much_they_can_tell():
    """400 against 100 weigh 80, 100 against 100 weigh 50: (80 × 20 + 50 × 10) / 130 points."""
    together = pooled((WORKS, ALSO))
    assert together.difference == pytest.approx((80 * 0.2 + 50 * 0.1) / 130)
    assert together.kept == pytest.approx(1 - (40 / 5 + 20 / 2) / (30 * 4 / 5 + 30 / 2)), "18 of 39"


def test_lists_are_never_thrown_together():
    """Nothing was changed in either; of the second, where many are left out, more would go anyway. All thrown into one
    would show 30 of 200 against 90 of 300."""
    together = pooled((Effect(Arm(100, 10), Arm(10, 1)), Effect(Arm(10, 4), Arm(100, 40))))
    assert (together.difference, together.kept) == (pytest.approx(0), pytest.approx(0))


def test_the_same_pilot_twice_is_one_of_twice_as_many_and_one_is_itself():
    for effects, one in (((WORKS, WORKS), Effect(Arm(800, 80), Arm(200, 60))), ((ALSO,), ALSO)):
        together = pooled(effects)
        assert together.difference_range == pytest.approx(one.difference_range)
        assert together.kept_range == pytest.approx(one.kept_range)


def test_a_side_varies_as_its_weighted_rate_does():
    """A loop: the variance of a weighted sum of rates, were they alike, is that of one rate of so many customers."""
    rng = np.random.default_rng(4)
    for _ in range(40):
        effects = [Effect(Arm(n, int(rng.integers(0, n + 1))), Arm(m, int(rng.integers(0, m + 1))))
                   for n, m in rng.integers(1, 60, (4, 2))]
        together = pooled(effects)
        weights = [one.called.customers * one.left_out.customers / (one.called.customers + one.left_out.customers)
                   for one in effects]
        for side in ("called", "left_out"):
            rate = variance = 0.0
            for one, weight in zip(effects, weights, strict=True):
                arm = getattr(one, side)
                rate += weight / sum(weights) * arm.came / arm.customers
                variance += (weight / sum(weights)) ** 2 / arm.customers
            found = getattr(together, side)
            assert (found.rate, 1 / found.customers) == (pytest.approx(rate), pytest.approx(variance))


@pytest.mark.parametrize(("pilots", "called", "left_out", "rate", "kept"), [
    (3, 160, 40, 0.4, 0.25), (8, 20, 10, 0.4, 0.25), (2, 800, 200, 0.2, 0.0), (3, 24, 6, 0.04, 0.3)])
def test_the_truth_lies_within_in_nineteen_of_twenty_and_alike_pilots_seldom_seem_to_differ(pilots, called, left_out,
                                                                                            rate, kept):
    rng, rounds, held, parted = np.random.default_rng(11), 600, 0, 0
    for _ in range(rounds):
        effects = [Effect(Arm(called, int(rng.binomial(called, rate * (1 - kept)))),
                          Arm(left_out, int(rng.binomial(left_out, rate)))) for _each in range(pilots)]
        low, high = pooled(effects).difference_range
        held += low <= rate * kept <= high
        parted += not are_alike(effects)
    assert 0.92 < held / rounds < 0.98
    assert parted / rounds < 0.1


def test_where_nobody_went_the_interval_is_as_wide_as_customers_are_few():
    """Variances of what was seen would be none, and two pilots of two customers would make an interval of no width."""
    nobody = pooled([Effect(Arm(50, 0), Arm(50, 0)), Effect(Arm(60, 0), Arm(60, 0))])
    assert nobody.difference_range == pytest.approx(Effect(Arm(110, 0), Arm(110, 0)).difference_range)
    assert math.isnan(nobody.kept)
    assert not nobody.is_told
    few = [Effect(Arm(10, 0), Arm(4, 0)), Effect(Arm(9, 0), Arm(3, 1))]
    assert not pooled(few).is_told, "one of seven against none of nineteen"
    everybody = pooled([Effect(Arm(7, 7), Arm(3, 3)), Effect(Arm(3, 3), Arm(7, 7))])
    low, high = everybody.difference_range
    assert low < -0.2 < 0.2 < high


def test_where_nobody_of_the_called_went_it_is_said_how_many_are_kept_at_the_least():
    both = [followed("One", Effect(Arm(90, 0), Arm(40, 9))), followed("Two", Effect(Arm(80, 0), Arm(30, 6)), 2025)]
    assert "calling kept 100% of those who would have gone (88.8% to 100%)" in words.together_in_words(both)


def test_pilots_that_are_alike_stand_in_together_and_others_do_not():
    together = in_force([followed("One", WORKS), followed("Two", ALSO, 2025), followed("Three", None)])
    assert together.names == ("One", "Two")
    assert not are_alike((WORKS, HARMS))
    assert in_force([followed("One", WORKS), followed("Two", HARMS, 2025)]).names == ("Two",), "the latest"
    weak = Effect(Arm(60, 12), Arm(60, 20))
    assert in_force([followed("One", weak)]) is None
    assert in_force([followed(each, weak) for each in ("One", "Two", "Three")]).names == ("One", "Two", "Three"), (
        "three that tell nothing alone tell something together")


def test_who_is_not_in_the_data_may_have_left_in_every_pilot():
    assert Measured((followed("One", WORKS), followed("Two", ALSO))).is_settled
    unknown = [followed("One", WORKS, unknown=(60, 0)), followed("Two", ALSO, unknown=(30, 0))]
    assert not Measured(tuple(unknown)).is_settled
    said = words.together_in_words(unknown)
    assert said.endswith("Depending on who is not in the data, the difference could be none.")


def test_what_pilots_say_together_stands_below_them_with_what_differs():
    both = [followed("One", WORKS), followed("Two", ALSO, 2025)]
    assert words.pilots(both).title == "2 pilots together have measured the effect of calling"
    assert words.together_in_words(both).startswith(
        "2 pilots together: The difference is +16.2 points (95%: +9.1 points to +23.6 points): calling kept 53.8% of "
        "those who would have gone (36% to 66.5%). One by one they are +10 points to +20 points, no more apart than "
        "chance (")
    parted = [followed("One", WORKS), followed("Two", HARMS, 2025)]
    assert words.together_in_words(parted).endswith("calls, customers or times differ, so the latest counts.")
    assert words.pilots(parted).title == "“Two” has measured the effect of calling", "that more of them went"
    assert words.together_in_words(both[:1]) == "", "one needs no sum"


def test_customers_of_several_pilots_make_the_interval_too_narrow_and_that_is_said():
    both = [followed("One", WORKS, ids="C"), followed("Two", ALSO, 2025, ids="C")]
    assert "6 customers are in several of them, so the interval is too narrow." in words.together_in_words(both)
    assert "in several" not in words.together_in_words([followed("One", WORKS), followed("Two", ALSO)])


def test_a_lot_that_was_drawn_again_is_said_with_what_came_of_it():
    drawn = Allotted("One", "closed", dt.date(2024, 3, 1), ("A",), ("B",), drawn_before=2)
    assert words.followed_in_words(Followed(drawn, effect=WORKS)).endswith(
        "2 other lots of at least half of these customers were drawn and not used, so this one may have been chosen.")


def test_pilots_as_text_are_the_same_pilots_and_other_texts_are_refused():
    pilots = (followed("“Ñ”, one", None).pilot, Allotted("Two", "quiet", dt.date(2025, 1, 2), ("1",), ("2",), 3))
    assert from_json(pilots_to_json(pilots)) == pilots
    assert from_json("") == ()
    for text in ("{", "[1]", '[{"name": "One"}]', pilots_to_json(pilots).replace("quiet", "sleeps")):
        with pytest.raises(ValueError, match="pilots is not a list of pilots as JSON with begins_on, called"):
            from_json(text)


def test_the_reading_says_which_pilots_stand_in_place_of_the_assumption(planted, learned):
    measured = Measured((followed("One", WORKS), followed("Two", ALSO, 2025)))
    result = retention.answer_of(planted.reader(), learned, capacity=40, pilots=measured)
    assert result.leaving.calls.effect == measured.effect.kept
    said = str(retention.say(result, Money("EUR")))
    assert "2 pilots together measured that calling keeps 53.8% of those who would go (95%: 36% to 66.5%)." in said
    weak = Measured((followed("One", Effect(Arm(60, 12), Arm(60, 20))),))
    tried = retention.answer_of(planted.reader(), learned, capacity=40, pilots=weak)
    assert (tried.leaving.calls.effect, tried.leaving.calls.tried_by) == (0.1, ("One",))
    assert "The pilot “One” could not tell the effect of calling from none." in str(retention.say(tried, Money("EUR")))
    small = Measured((followed("Small", Effect(Arm(2, 0), Arm(2, 2))),))
    kept = retention.answer_of(planted.reader(), learned, capacity=40, pilots=small)
    assert (kept.leaving.calls.effect, kept.leaving.calls.measured_by) == (0.1, ()), "two against two are no result"
    assert "The pilot “Small” could not tell the effect of calling from none." in str(retention.say(kept, Money("EUR")))
    assert "pilot" not in str(retention.say(retention.answer_of(planted.reader(), learned), Money("EUR")))


def test_two_pilots_differ_as_often_by_chance_as_the_normal_law_says_of_the_difference_of_two():
    """By hand: of two, Cochran's Q is the square of how many standard errors they are apart."""
    effects = [Effect(Arm(200, 20), Arm(100, 30)), Effect(Arm(150, 30), Arm(150, 33))]
    apart = (20 / 200 - 30 / 100) - (30 / 150 - 33 / 150)
    arms = [(customers, (came + 1) / (customers + 2))
            for customers, came in ((200, 20), (100, 30), (150, 30), (150, 33))]
    error = math.sqrt(sum(rate * (1 - rate) / customers for customers, rate in arms))
    assert differ(effects) == pytest.approx(2 * NormalDist().cdf(-abs(apart) / error))
    assert not are_alike(effects)
