"""The most valuable things to do: ranked in money a year, each with what it rests on, and what overlaps said."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.rooms.overview import (
    Opportunity,
    most_valuable,
    say_opportunity,
    say_ranking,
    value_of_gaps,
    value_of_outflows,
)

EUR = Money("EUR")
RETAIN = Opportunity("retain", 300.0, "lost", "priorities", {"todo": "protect"}, count=12)
RESTORE = Opportunity("restore", 200.0, "benchmark", "priorities", {"todo": "repair"}, count=1)
REGION = Opportunity("region", 100.0, "lost", "regions", {"region": "N"}, place="Norte", is_clear=False)
POTENTIAL = Opportunity("potential", 800.0, "assumption", "potential")
KEEP = Opportunity("keep", 700.0, "expected", "retention", {"view": "leave", "outcome": "quiet"}, count=200)
GROW = Opportunity("grow", 600.0, "expected", "growth", {"group": "highest_potential"}, count=1)
NOTHING = Opportunity("service", 0.0, "benchmark", "tiers")
RATES = pd.DataFrame({"family": ["loans", "cards", "deposits"], "balance": [1000.0, 100.0, 0.0],
                      "contribution": [20.0, -5.0, 3.0]})


def test_the_three_worth_most_are_ranked_whatever_their_order():
    every = [RETAIN, NOTHING, REGION, POTENTIAL, RESTORE]
    for seed in range(5):
        shuffled = random.Random(seed).sample(every, len(every))
        assert most_valuable(shuffled) == (POTENTIAL, RETAIN, RESTORE)
    assert most_valuable([NOTHING]) == ()


def test_each_says_what_it_is_worth_and_what_that_rests_on():
    assert say_opportunity(POTENTIAL, 1, EUR, 12)[:2] == (
        "1. Close the gap to our average market share: €800 a year",
        "An assumption: our average share in every region and family, at what our own balances of the family "
        "contribute today.")
    assert say_opportunity(RESTORE, 3, EUR, 12).title == "3. Restore 1 unprofitable customer: €200 a year"
    young = say_opportunity(RETAIN, 2, EUR, 5).title
    assert young == "2. Win back what 12 top customers no longer contribute: €300 in the 5 months"
    assert say_opportunity(REGION, 1, EUR, 12).note.endswith("since the year before; single customers vary by as much.")


def test_what_is_expected_is_said_to_be_more_than_anything_we_do_brings():
    kept, grown = (say_opportunity(each, 1, EUR, 12) for each in (KEEP, GROW))
    assert kept.title == "1. Keep the 200 customers with most at risk: €700 a year"
    assert kept.note.endswith("only a pilot can say; what one has said stands on the page Retention.")
    assert grown.title == "1. Develop the 1 customer who could grow most: €600 a year"
    assert grown.note.endswith("part of it comes whatever we do.")
    assert "1 and 3 are partly about" in say_ranking((KEEP, RESTORE, GROW)), "who may leave may grow as well"
    assert "do not add up" in say_ranking((GROW, KEEP))
    assert "do not add up" not in say_ranking((GROW, RESTORE)), "who could grow covers its cost"


def test_each_has_notes_of_its_own_whatever_its_place():
    names = [say_opportunity(each, 1, EUR, 12).name for each in (POTENTIAL, RETAIN, RESTORE, REGION)]
    assert len(set(names)) == 4
    assert say_opportunity(RETAIN, 3, EUR, 12).name == names[1]


def test_what_is_about_the_same_customers_is_said_to_be():
    assert say_ranking((POTENTIAL, REGION)).endswith("upper bounds and assumptions, not forecasts.")
    assert "2 and 3 are partly about the same customers" in say_ranking((POTENTIAL, RETAIN, RESTORE))


def test_gaps_are_worth_what_our_own_balances_contribute():
    gaps = pd.DataFrame({"family": ["loans", "loans", "cards", "deposits", "insurance"],
                         "balance": [500.0, -400.0, 100.0, 50.0, 70.0]})
    assert value_of_gaps(gaps, RATES) == pytest.approx(10.0), "more of what loses brings nothing"


def test_only_transfers_beyond_the_expected_count():
    pairs = pd.DataFrame({"amount": [100.0, 900.0], "senders": [10, 50], "expected": [6.0, 10.0],
                          "is_clear": [True, False]})
    rates = RATES.assign(balance=1000.0)
    assert value_of_outflows(pairs, rates) == pytest.approx(12 * 100 * 0.4 * 0.003)


def test_a_note_on_one_does_not_go_over_to_what_takes_its_place():
    """A card's notes are found by its name: each thing to do has its own, whatever its rank and amount."""
    names = {say_opportunity(each, 1, EUR, 12).name for each in (RETAIN, RESTORE, REGION, POTENTIAL)}
    assert len(names) == 4
    assert say_opportunity(RETAIN, 3, EUR, 12).name in names
    elsewhere = Opportunity("region", 100.0, "lost", "regions", {"region": "S"}, place="Sur")
    assert say_opportunity(elsewhere, 1, EUR, 12).name not in names
