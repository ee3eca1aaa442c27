"""What calling has changed: by hand, by published examples, by a plain search, and on two banks."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.rooms import retention
from crm_core.rooms.retention import leaving_in_words
from crm_core.rooms.retention import pilots_in_words as words
from crm_core.rooms.retention.calling import (
    Allotted,
    Arm,
    Effect,
    Followed,
    Measured,
    in_force,
    measured,
    shows_from,
)
from crm_core.warehouse import Shelf
from tests.many_rows import insert
from tests.rooms.retention.books import MONTHS

LOT = dt.date(2025, 9, 20)
EUR = Money("EUR")
WORKS = Effect(called=Arm(400, 40), left_out=Arm(100, 30))
NOTHING = Effect(called=Arm(40, 4), left_out=Arm(10, 3))
HARMS = Effect(called=Arm(400, 120), left_out=Arm(100, 10))


def pilot(name: str = "Autumn", outcome: str = "closed", begins_on: dt.date = LOT, **sides) -> Allotted:
    return Allotted(name, outcome, begins_on, **{"called": ("STAYS",), "left_out": ("LEFT",)} | sides)


def test_the_difference_has_newcombes_interval():
    """His first example: 56 of 70 against 48 of 80."""
    effect = Effect(called=Arm(80, 48), left_out=Arm(70, 56))
    assert effect.difference == pytest.approx(0.2)
    assert effect.difference_range == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_calling_kept_two_of_three_who_would_have_gone():
    assert WORKS.difference == pytest.approx(0.2)
    assert WORKS.kept == pytest.approx(2 / 3)
    assert WORKS.is_told
    assert not NOTHING.is_told, "the same rates of a tenth of the customers"
    assert NOTHING.kept == pytest.approx(WORKS.kept)
    assert HARMS.kept == pytest.approx(-2)


def every_effect():
    rng = np.random.default_rng(1)
    for _ in range(150):
        called, left_out = (int(each) for each in rng.integers(1, 60, 2))
        yield Effect(Arm(called, int(rng.integers(0, called + 1))), Arm(left_out, int(rng.integers(0, left_out + 1))))


def test_the_interval_of_the_part_kept_holds_0_where_that_of_the_difference_does():
    for effect in every_effect():
        low, high = effect.difference_range
        assert low <= effect.difference <= high
        if effect.left_out.came:
            least, most = effect.kept_range
            assert least <= effect.kept + 1e-12 <= most + 2e-12
            assert most <= 1 + 1e-12
            if min(abs(low), abs(high)) > 1e-6:
                assert (least > 0, most < 0) == (low > 0, high < 0), effect
        else:
            assert math.isnan(effect.kept)


def test_the_ratio_is_where_the_interval_of_its_difference_ends():
    """A search: at the limit R of the ratio, the called less R times the left out has an interval that ends at 0."""
    for effect in (WORKS, HARMS, Effect(Arm(50, 1), Arm(50, 20))):
        least, most = effect.kept_range
        p_1, (low_1, high_1) = effect.called.rate, effect.called.interval
        p_0, (low_0, high_0) = effect.left_out.rate, effect.left_out.interval
        upper, lower = 1 - least, 1 - most
        assert p_1 - upper * p_0 + math.hypot(high_1 - p_1, upper * (p_0 - low_0)) == pytest.approx(0, abs=1e-9)
        assert p_1 - lower * p_0 - math.hypot(p_1 - low_1, lower * (high_0 - p_0)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("called", "left_out", "rate"), [
    (700, 300, 0.4), (160, 40, 0.5), (100, 100, 0.1), (500, 500, 0.02), (50, 50, 0.9)])
def test_what_is_said_to_show_shows_in_four_of_five_pilots(called, left_out, rate):
    """By the interval that is shown later, also where few go, or nearly all: each side varies by its own rate."""
    least = shows_from(called, left_out, rate)
    assert 0 < least < 1
    rng = np.random.default_rng(2)
    many = 300
    ones, others = rng.binomial(called, rate * (1 - least), many), rng.binomial(left_out, rate, many)
    shown = [found.is_told and found.difference > 0 for found in (
        Effect(Arm(called, int(came)), Arm(left_out, int(other))) for came, other in zip(ones, others, strict=True))]
    assert np.mean(shown) == pytest.approx(0.82, abs=0.07)


def test_what_cannot_show_is_said():
    assert shows_from(9, 1, 0.1) > 1, "not even keeping everybody would"
    assert math.isinf(shows_from(9, 1, 0.0))
    with pytest.raises(ValueError, match="no pilot"):
        shows_from(0, 1, 0.1)
    with pytest.raises(ValueError, match="no part of them"):
        Arm(3, 4)


def test_a_pilot_is_read_by_how_customers_were_allotted(fates):
    """LEFT went half a year after the lot, LEFT BEFORE half a year before it, and of one nobody knows."""
    (found,) = measured(fates.reader(), [pilot(called=("STAYS", "GROWS", "LEFT BEFORE"), left_out=("LEFT", "GONE"))])
    assert found.effect == Effect(called=Arm(2, 0), left_out=Arm(1, 1))
    assert (found.gone_before, found.unknown) == (1, (0, 1))
    assert words.followed_in_words(found).endswith(
        "1 had left before the list was handed out and does not count. Not in the data are 0 who were to be called "
        "and 1 left out: what became of them is not known.")


def test_who_is_not_in_the_data_may_be_who_left():
    """A bank may take out who has left: then those who are gone are those who are counted."""
    few, many, others = (Followed(pilot(), unknown=each, effect=WORKS) for each in ((4, 0), (70, 0), (0, 130)))
    assert in_force([few]).pilots == (few,)
    assert in_force([many]) is None, "110 of 470 against 30 of 100"
    assert in_force([others]) is None, "40 of 400 against 30 of 230"
    assert words.followed_in_words(many).endswith("Depending on that, the difference could be none.")
    assert words.pilots([many]).title == "“Autumn”: the effect of calling cannot be told from none"
    assert in_force([Followed(pilot(), unknown=(0, 60), effect=HARMS)]) is None, "70 of 160 against 120 of 400"


def test_customers_of_another_bank_are_not_a_pilot_that_waits(fates):
    """The day on which it could be read is over, and nobody of it is there."""
    for outcome in ("closed", "quiet"):
        (gone,) = measured(fates.reader(), [pilot(outcome=outcome, called=("X",), left_out=("Y", "Z"))])
        assert words.followed_in_words(gone) == (
            "On one side nobody is left to count, so nothing can be compared. Not in the data are 1 who were to be "
            "called and 2 left out: what became of them is not known.")
        assert words.pilots([gone]).title == "No pilot can be read from this data"


def test_a_pilot_that_found_nothing_is_said_beside_the_assumption():
    old = Followed(pilot("Old", begins_on=dt.date(2024, 1, 1)), effect=WORKS)
    nothing = Followed(pilot("New"), effect=NOTHING)
    assert words.not_told([nothing]) == (
        "The pilot “New” could not tell it from none: up to 89.5% may be kept (95%).")
    assert words.not_told([nothing], 0.895) == words.not_told([nothing]), "as much as is assumed"
    assert words.not_told([nothing], 0.9).endswith("up to 89.5% may be kept (95%). That is less than is assumed here.")
    assert words.not_told([old]) == "", "it stands in place of the assumption"
    assert words.not_told([Followed(pilot(), is_due=False)]) == ""
    assert words.not_told([Followed(pilot(), effect=Effect(Arm(12, 0), Arm(12, 0)))]) == (
        "The pilot “Autumn” could not tell it from none.")
    harms = Followed(pilot(), effect=Effect(Arm(400, 100), Arm(100, 0)))
    assert words.not_told([harms]) == "In the pilot “Autumn” more of those who were to be called went."
    assert words.pilots([harms]).title == "“Autumn”: more of those who were to be called went"


def test_going_quiet_is_told_by_the_year_before_the_lot_and_the_year_after(fates):
    (found,) = measured(fates.reader(), [pilot(
        outcome="quiet", called=("STAYS", "HALF QUIET", "QUIET BEFORE", "EMPTY"), left_out=("QUIET", "LEFT", "GROWS"))])
    assert found.effect == Effect(called=Arm(4, 0), left_out=Arm(3, 1)), (
        "one measure of two is not quiet, nor who fell before, nor who had nothing; who left did not go quiet")


def test_the_month_of_the_lot_is_neither_before_nor_after(fates):
    """In the year to March 2025 QUIET BEFORE held 6 × 100 + 6 × 60 = 960, from May on 720: 75%. With April it would be
    81% of that, and nobody quiet."""
    (found,) = measured(fates.reader(), [pilot(
        outcome="quiet", begins_on=dt.date(2025, 4, 10), called=("STAYS",), left_out=("QUIET BEFORE",))])
    assert found.effect == Effect(called=Arm(1, 0), left_out=Arm(1, 1))


def test_what_the_bank_did_not_record_before_the_lot_is_not_asked(tmp_path):
    """The balance of FALLS goes from 100 to 60; turnover is there from November 2025 on."""
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Ever more")) as draft:
        draft.connection.execute("insert into products values ('SAV', 'Savings', 'deposits')")
        insert(draft.connection, "customers", [{"customer_id": each, "customer_type": "individual", "region_id": "N"}
                                               for each in ("FALLS", "STAYS")])
        insert(draft.connection, "activity", [
            {"customer_id": each, "product_id": "SAV", "month": month, "fee_income": 1,
             "balance": 60 if each == "FALLS" and month > LOT else 100,
             "turnover": 50 if month > dt.date(2025, 10, 31) else None}
            for each in ("FALLS", "STAYS") for month in MONTHS])
        draft.finish("ever more")
    with open_book(tmp_path) as book:
        (found,) = measured(book.reader(), [pilot(outcome="quiet", called=("STAYS",), left_out=("FALLS",))])
    assert found.effect == Effect(called=Arm(1, 0), left_out=Arm(1, 1))


def test_where_months_are_missing_nobody_is_said_to_have_stayed_as_they_were(fates):
    (too_early,) = measured(fates.reader(), [pilot(outcome="quiet", begins_on=dt.date(2024, 9, 30))])
    assert too_early.lacks_months, "the data begins in October 2023"
    (empty,) = measured(fates.reader(), [pilot(outcome="quiet", called=("EMPTY",), left_out=("LEFT AT ONCE",))])
    assert (empty.lacks_months, empty.effect) == (True, None)
    assert words.followed_in_words(empty).startswith("Who went quiet cannot be told")
    (closed,) = measured(fates.reader(), [pilot(begins_on=dt.date(2024, 9, 30), left_out=("LEFT BEFORE",))])
    assert closed.effect == Effect(called=Arm(1, 0), left_out=Arm(1, 1)), "who left is told by the customers file"


def test_before_a_year_is_over_it_is_said_when_it_can_be_read(fates):
    later = pilot(begins_on=dt.date(2025, 10, 1))
    assert later.last_day == dt.date(2026, 10, 31)
    (waiting,) = measured(fates.reader(), [later])
    assert waiting.effect is None
    assert words.followed_in_words(waiting) == ("Since 1 October 2025; it can be read with data up to 31 October "
                                                "2026.")
    assert words.pilots([waiting]).title == "The first pilot can be read with data up to 31 October 2026"
    assert pilot(begins_on=dt.date(2024, 2, 29)).last_day == dt.date(2025, 2, 28)
    (read,) = measured(fates.reader(), [pilot(begins_on=dt.date(2025, 9, 30))])
    assert read.effect is not None, "data to the last day is enough"
    (alone,) = measured(fates.reader(), [pilot(left_out=("LEFT BEFORE",))])
    assert alone.effect is None, "nobody is left to compare with"


def test_of_pilots_that_differ_the_latest_stands_in_and_not_the_one_that_shows_most():
    old, new = pilot("Old", begins_on=dt.date(2024, 1, 1)), pilot("New")
    waiting = Followed(pilot("Waiting", begins_on=dt.date(2026, 5, 1)), is_due=False)
    assert in_force([waiting, Followed(old, effect=WORKS)]).names == ("Old",)
    assert in_force([Followed(new, effect=NOTHING), Followed(old, effect=WORKS)]).names == ("New", "Old"), "alike"
    level = Effect(Arm(400, 120), Arm(100, 30))
    assert in_force([Followed(new, effect=level), Followed(old, effect=WORKS)]) is None, "the latest tells nothing"
    assert in_force([Followed(new, effect=HARMS), Followed(old, effect=WORKS)]).effect == HARMS
    assert in_force([Followed(new, effect=Effect(Arm(400, 100), Arm(100, 0)))]) is None, "no part of nobody"
    assert in_force([]) is None


@pytest.mark.parametrize(("effect", "said"), [
    (WORKS, "Of 400 who were to be called 10% left within the year, of 100 left out 30%. The difference is +20 "
            "points (95%: +11.2 points to +29.9 points): calling kept 66.7% of those who would have gone (49% to "
            "77.8%)."),
    (NOTHING, "Of 40 who were to be called 10% left within the year, of 10 left out 30%. The difference of +20 points "
              "(95%: −3.2 points to +50.9 points) cannot be told from none."),
    (HARMS, "Of 400 who were to be called 30% left within the year, of 100 left out 10%. More of those who were called "
            "went: −20 points (95%: −26.5 points to −11.4 points)."),
])
def test_what_a_pilot_found_is_no_more_than_it_shows(effect, said):
    assert words.followed_in_words(Followed(pilot(), effect=effect)) == said


def test_the_measured_effect_stands_in_place_of_the_assumption(planted, learned):
    read = planted.reader()
    assumed = retention.answer_of(read, learned, capacity=40).leaving.calls
    for effect, ending in ((WORKS, "All of that interval is above the break-even."),
                           (replace(WORKS, called=Arm(400, 80)), "whether calling pays is not settled."),
                           (HARMS, "more of those who were called went than of those left out, so calling does not "
                                   "pay.")):
        calls = retention.answer_of(read, learned, capacity=40, effect=0.9,
                                    pilots=Measured((Followed(pilot(), effect=effect),))).leaving.calls
        assert calls.effect == effect.kept
        assert calls.break_even == assumed.break_even
        assert calls.net == pytest.approx(effect.kept * calls.at_risk - calls.cost)
        said = leaving_in_words.calls_words(calls, EUR)
        assert "Measured by the pilot “Autumn”" in said
        assert ("of the customers who would have gone are kept" in said) is (effect is not HARMS), "heads, not money"
        assert said.endswith(ending), said
    dear = retention.answer_of(read, learned, capacity=40, call_cost=0.95 * assumed.at_risk / 40,
                               pilots=Measured((Followed(pilot(), effect=WORKS),))).leaving.calls
    assert leaving_in_words.calls_words(dear, EUR).endswith("below the break-even: calling does not pay.")
    assert "Assumed: 10% is kept" in leaving_in_words.calls_words(assumed, EUR)


def test_what_can_be_planned_says_what_it_could_show():
    assert words.planned(1_000, 0.0, 0.4) == "Nobody"
    assert words.planned(1_000, 0.3, 0.4) == "30% (300): shows from 23.3% kept"
    assert words.planned(20, 0.1, 0.1) == "10% (2): too few to show"
