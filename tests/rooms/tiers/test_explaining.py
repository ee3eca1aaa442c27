"""A scheme and the difference of two in words: each number is the result's own, each change names both values."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from pptx import Presentation

from crm_core import CannotAnswer
from crm_core.amounts import Money, number, percent
from crm_core.packs import gather, only, write
from crm_core.packs.slide_words import _fitting
from crm_core.rooms import tiers
from crm_core.rooms.tiers.cuts_in_words import limiter_sentence
from crm_core.rooms.tiers.explaining.change import change_statements, explained_change
from crm_core.rooms.tiers.explaining.scheme import explained, statements
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.scheme.weights import Weights
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import EQUAL, ONLY, by_cuts
from tests.rooms.tiers.test_exceptions import by_hand
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
SCHEMES = {
    "cuts": by_cuts(75, 40, hold=Hold(2, 2)),
    "shares by type": starting_scheme(Weights(60, 10, 30, 0, 0, 0), by_type=True),
    "contribution": starting_scheme(EQUAL, by="contribution", how="cover", hold=Hold(5, 1)),
    "budget": starting_scheme(EQUAL, how="budget", values=(400.0,), budget_in="hours"),
    "needs": starting_scheme(EQUAL, how="needs"),
}


@pytest.fixture(scope="module")
def results(book):
    return {name: tiers.tiering(book.reader(), scheme) for name, scheme in SCHEMES.items()}


def test_a_board_reads_how_it_works_who_is_in_what_it_costs_and_what_changes(results):
    result = results["cuts"]
    told = dict(statements(result, EUR))
    assert [*told] == ["Criteria and weights", "Thresholds", "Who is in", "Contribution and cost", "Staff hours",
                       "What changes", "Fairness", "Stability", "Assumptions"]
    assert told["Thresholds"].startswith("Manual: Premium from 75.0 points; Preferred from 40.0 points; Basic is ")
    for row in result.tiers.to_dict("records"):
        for fact in (number(row["customers"]), percent(row["customer_share"]), EUR.short(row["contribution"])):
            assert fact in told["Who is in"]
    assert EUR.short(result.service_cost) in told["Contribution and cost"]
    assert percent(result.staffing.used_rate) in told["Staff hours"]
    for way in ("up", "down"):
        moved = result.moves.of(way)
        assert number(moved["customers"].sum()) in told["What changes"]
        assert EUR.short(moved["contribution"].sum()) in told["What changes"]
    assert "more than 2.0 points" in told["Stability"] or "more than 2 points" in told["Stability"]
    assert "defaults that nobody has approved" in told["Assumptions"], "the service is the program's own"
    assert "The shares" not in told["Assumptions"], "the thresholds are somebody's"


def test_each_way_of_ranking_and_cutting_has_its_words(results):
    told = {name: dict(statements(result, EUR)) for name, result in results.items()}
    assert told["shares by type"]["Criteria and weights"].startswith(
        "Customers are ranked by a score from 0 to 100: 60% contribution, 30% turnover and 10% balances.")
    by_type = told["shares by type"]["Thresholds"]
    assert "Share of customers (Corporates): Premium is the best 20% of customers" in by_type
    assert told["contribution"]["Criteria and weights"] == "Customers are ranked by what they contribute in a year."
    assert told["contribution"]["Stability"].startswith(
        "A customer changes tier only when beyond the threshold by more than 5%.")
    assert told["budget"]["Thresholds"].startswith("Within a budget of 400 staff hours a year: Premium from ")
    assert told["needs"]["Thresholds"] == "Customer needs: Premium, Preferred and Basic."
    assert "grouped by similar use" in told["needs"]["Criteria and weights"]


def test_thresholds_of_types_outside_the_filter_are_not_explained(book):
    result = tiers.tiering(book.reader(Scope(customer_types=("corporate",))), SCHEMES["shares by type"])
    told = dict(statements(result, EUR))
    assert "Corporates" in told["Thresholds"]
    assert "Individuals" not in told["Thresholds"]


def test_what_nobody_approved_says_so_below_the_title(results):
    assert explained(results["cuts"], EUR).note == "Contains default values that nobody has approved."
    adopted = replace(results["cuts"], examples=())
    assert explained(adopted, EUR).note == ""
    assert "defaults" not in dict(statements(adopted, EUR))["Assumptions"]


def test_each_setting_that_differs_is_told_with_both_values_and_what_it_does(book):
    first = starting_scheme(Weights(60, 10, 30, 0, 0, 0), how="cuts", values=(70.0, 40.0))
    second = replace(first, weights=Weights(50, 20, 30, 0, 0, 0), hold=Hold(1, 1),
                     groups=(replace(first.groups[0], values=(65.0, 40.0)),))
    found = tiers.difference(book.reader(), first, second)
    told = dict(change_statements(found, first, second, EUR))
    assert told["Weights"].startswith(
        "Higher weight: balances from 10% to 20%. Lower weight: contribution from 60% to 50%. ")
    assert told["Thresholds"].startswith("Premium, threshold: from 70.0 points to 65.0 points. Premium gains ")
    assert told["Stability"].startswith("Before: There is no stability rule")
    parts = found.parts.set_index("input")
    customers = round(parts.loc["cuts", "top_customers"])
    assert f"Premium gains {customers} customer" in told["Thresholds"]
    assert EUR.short(abs(parts.loc["cuts", "top_contribution"])) in told["Thresholds"]
    caption = explained_change(found, first, second, EUR, names=("A", "B"))
    total = found.figures.set_index("figure")["difference"]
    assert number(abs(total["top_customers"])) in caption.title
    assert caption.note.startswith("From A to B: from ")


def test_equal_schemes_and_a_service_alone_have_words(book):
    first = by_cuts(75, 40)
    same = tiers.difference(book.reader(), first, first)
    assert explained_change(same, first, first, EUR).title == "Both schemes give the same figures"
    assert dict(change_statements(same, first, first, EUR)) == {
        "Settings": "No setting that changes these figures."}
    dearer = replace(first, costs={**first.costs, "phone": 99.0})
    found = tiers.difference(book.reader(), first, dearer)
    told = dict(change_statements(found, first, dearer, EUR))
    assert told["Service commitments"].startswith("Hourly cost of Phone: from €42.00 to €99.00. The service costs €")
    assert explained_change(found, first, dearer, EUR).title.startswith("The service costs €")


def test_settings_that_cannot_be_mixed_are_told_as_one(book):
    first, second = by_cuts(75, 40), starting_scheme(EQUAL, how="share", tiers=4)
    found = tiers.difference(book.reader(), first, second)
    told = dict(change_statements(found, first, second, EUR))
    assert [*told] == ["Tiers and service commitments"]
    (all_of_it,) = told.values()
    assert "Tiers: from Premium, Preferred, Basic to Premium, Preferred, Standard, Basic" in all_of_it
    assert "settings more" in all_of_it


def test_the_slide_is_one_and_holds_every_statement(book, results):
    result = results["cuts"]
    pack = gather(book, Scope(), ["tiers"], results={"tiers": result})
    show = Presentation(io.BytesIO(write(only(pack, "explained"), "pptx")))
    assert len(show.slides) == 1
    slide = show.slides[0]
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert slide.shapes.title.text == explained(result, EUR).title
    for aspect, statement in statements(result, EUR):
        assert aspect in words
        assert statement in words
    assert slide.notes_slide.notes_text_frame.text, "definitions and data stand in the notes"
    with pytest.raises(CannotAnswer, match=r"No card is called 'nothing'\. These pages have: explained, cuts"):
        only(pack, "nothing")


@pytest.mark.parametrize("length", [40, 250, 450])
def test_letters_shrink_until_both_columns_have_room(length):
    told = [(f"About {at}", "word " * (length // 5)) for at in range(9)]
    size, split = _fitting(told, 5.8, 3.85)
    assert 0 < split < len(told)
    assert size >= 9
    assert size > _fitting([*told, *told], 5.8, 3.85)[0] or size == 9


def test_the_words_are_the_same_in_spanish(book, results):
    change = tiers.difference(book.reader(), by_cuts(75, 40, weights=ONLY["balance"]), SCHEMES["cuts"])

    def texts() -> list[str]:
        told = [each for result in results.values() for each in statements(result, EUR)]
        told += change_statements(change, by_cuts(75, 40, weights=ONLY["balance"]), SCHEMES["cuts"], EUR)
        return [text for pair in told for text in pair]

    english, spanish = figures_in_both(texts)
    assert spanish == english
    assert left_in_english(texts) == []


def test_only_exceptions_that_hold_are_counted_and_the_others_are_named(book):
    scheme = replace(by_cuts(75, 40), exceptions=(
        by_hand("C0001"), by_hand("C0002", until=dt.date(2026, 9, 29)), by_hand("nobody"), by_hand("C0003", "Gold")))
    result = tiers.tiering(book.reader(), scheme)
    assert dict(statements(result, EUR))["Exceptions"] == (
        "1 customer is placed by exception, with a reason and an end date. Exceptions that hold nobody: Ended (1), No "
        "such tier (1) and Not in the data (1).")
    assert "1 customer is placed by hand. 3 exceptions hold nobody." in str(tiers.say(result, EUR))
    ended = tiers.tiering(book.reader(), replace(scheme, exceptions=scheme.exceptions[1:2]))
    assert dict(statements(ended, EUR))["Exceptions"] == "Exceptions that hold nobody: Ended (1)."


def test_a_number_of_customers_and_what_limits_as_many_as_can_be_served_are_said(book):
    read = book.reader()
    told = dict(statements(tiers.tiering(read, starting_scheme(EQUAL, how="count", values=(10.0, 30.0))), EUR))
    assert "Premium is the best 10 customers, from" in told["Thresholds"]
    assert "Preferred the next 30 customers, from" in told["Thresholds"]
    served = starting_scheme(EQUAL, how="staff", values=(0.5,), staff_limit="manager")
    result = tiers.tiering(read, served)
    assert limiter_sentence(result) in dict(statements(result, EUR))["Thresholds"]
    assert limiter_sentence(result)
