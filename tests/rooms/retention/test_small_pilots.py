"""Pilots of few customers: no verdict, whatever they show, and none of others because of them."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from crm_core.rooms.retention import pilots_in_words as words
from crm_core.rooms.retention.calling import (
    MIN_SIDE,
    Allotted,
    Arm,
    Effect,
    Followed,
    Measured,
    differ,
    pooled,
    standing,
)

ALL_KEPT = Effect(called=Arm(2, 0), left_out=Arm(2, 2))
WORKS, LARGE = Effect(Arm(400, 40), Arm(100, 30)), Effect(Arm(100, 20), Arm(100, 30))


def followed(effect: Effect, name: str = "Small", year: int = 2024) -> Followed:
    return Followed(Allotted(name, "closed", dt.date(year, 3, 1), (f"{name}1",), (f"{name}2",)), effect=effect)


def told_by_luck(called: int, left_out: int) -> float:
    """By a loop over all that can happen where calls change nothing: how often a difference is told, at the rate at
    which it is told most often."""
    told = {(one, other) for one in range(called + 1) for other in range(left_out + 1)
            if Effect(Arm(called, one), Arm(left_out, other)).is_told}

    def chance(of: int, came: int, rate: float) -> float:
        return math.comb(of, came) * rate**came * (1 - rate) ** (of - came)

    return max(sum(chance(called, one, rate) * chance(left_out, other, rate) for one, other in told)
               for rate in (0.01, 0.02, 0.04, 0.1, 0.2, 0.3, 0.4, 0.5))


@pytest.mark.parametrize(("called", "left_out"), [(10, 10), (11, 10), (19, 19), (60, 10), (90, 10), (10, 40)])
def test_where_calls_change_nothing_little_is_told_by_luck(called, left_out):
    assert 0.01 < told_by_luck(called, left_out) < 0.08
    assert told_by_luck(11, 10) > 0.07, "more than the one in twenty of the interval, and said to be"


@pytest.mark.parametrize(("called", "left_out"), [(2, 2), (5, 5), (9, 9), (60, 9), (9, 60)])
def test_of_fewer_than_ten_on_a_side_nothing_is_told_by_luck_or_otherwise(called, left_out):
    assert told_by_luck(called, left_out) == 0


def test_two_against_two_is_no_result_and_the_interval_is_said_all_the_same():
    low, _high = ALL_KEPT.difference_range
    assert low > 0, "by the interval alone it would be one"
    small = followed(ALL_KEPT)
    assert words.followed_in_words(small) == (
        "Of 2 who were to be called 0 left within the year, of 2 left out 2. The difference is +100 points (95%: +7 "
        "points to +100 points), of too few customers to tell anything: it takes 10 on each side.")
    assert words.pilots([small]).title == "“Small” has too few customers to tell anything"
    assert words.not_told([small]) == "The pilot “Small” has too few customers to tell anything."
    assert not Measured((small,)).is_settled


def test_nor_is_it_one_where_all_who_were_called_went():
    harmed = followed(Effect(called=Arm(5, 5), left_out=Arm(5, 0)))
    assert "More of those" not in words.followed_in_words(harmed)
    assert "of too few customers" in words.followed_in_words(harmed)


def test_small_pilots_together_may_be_enough_and_two_are_not():
    few = [followed(Effect(Arm(4, 0), Arm(4, 2)), name, year) for name, year in (("A", 2023), ("B", 2024))]
    assert words.pilots(few).title == "2 pilots together have too few customers to tell anything"
    assert math.isnan(differ([each.effect for each in few]))
    assert "whether they differ cannot be told of so few customers" in words.together_in_words(few)
    many = [followed(Effect(Arm(4, 0), Arm(4, 2)), str(number), 2024) for number in range(8)]
    assert "8 pilots together have measured" in words.pilots(many).title


def test_a_small_pilot_neither_parts_the_others_nor_stands_in_their_place():
    both = [followed(WORKS, "One", 2023), followed(LARGE, "Two", 2024)]
    contrary = followed(Effect(called=Arm(9, 9), left_out=Arm(9, 0)), "Small", 2025)
    assert standing([*both, contrary]).names == ("One", "Two", "Small")
    parted = [followed(WORKS, "One", 2023), followed(Effect(Arm(400, 120), Arm(100, 10)), "Two", 2024), contrary]
    assert standing(parted).names == ("Two",), "the latest of those that can tell anything"
    assert "Those of at least 10 on each side are one by one +10 points to +20 points, no more apart than chance" in (
        words.together_in_words([*both, contrary])), "and not −100 to +20, of which chance was not asked"
    assert words.together_in_words(parted).endswith("so the latest of them counts.")


def test_ten_pilots_of_one_against_one_are_ten_on_each_side():
    assert not pooled([Effect(Arm(1, 0), Arm(1, 1))] * MIN_SIDE).is_too_small


def test_what_is_too_small_is_said_before_it_is_drawn():
    assert words.planned(4, 0.5, 1.0) == "50% (2): too few to show"
    assert words.planned(18, 0.5, 0.9) == "50% (9): too few to show"
    assert words.planned(2 * MIN_SIDE, 0.5, 0.9).startswith("50% (10): shows from")
