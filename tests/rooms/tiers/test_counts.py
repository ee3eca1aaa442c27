"""Tiers of so many customers: as many as were asked for, but for ties and for banks that have fewer."""

from __future__ import annotations

import json

import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.rooms import tiers
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from tests.rooms.tiers.schemes import EQUAL
from tests.rooms.tiers.test_ties import SIX_ALIKE
from tests.tiny_books import publish

EUR = Money("EUR")


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    """Ten customers who contribute 50, 40, six times 30, and 1 twice."""
    folder = tmp_path_factory.mktemp("ten")
    publish(folder, SIX_ALIKE)
    with open_book(folder) as book:
        yield book.reader()


@pytest.mark.parametrize(("values", "customers", "words"), [
    ("2,6", [2, 6, 2], ""),
    ("4,4", [2, 6, 2], "6 customers tie at €30.00, where the Premium threshold would fall: all are below it, in "
                       "Preferred. This puts 2 customers above, instead of 4."),
    ("7,1", [8, 0, 2], "all are above it, in Premium. This puts 8 customers above, instead of 7."),
    ("2,300", [2, 8, 0], "302 customers are asked for down to Preferred, and there are 10 customers: the tiers below "
                         "are empty."),
    ("300,5", [10, 0, 0], "300 customers are asked for down to Premium, and there are 10 customers"),
])
def test_a_number_is_met_and_a_tie_or_a_smaller_bank_is_said(ten, values, customers, words):
    result = tiers.answer(ten, how="count", by="contribution", values=values)
    assert result.tiers["customers"].tolist() == customers
    said = str(tiers.say(result, EUR)).replace("\u202f", " ").replace("\u00a0", " ")
    assert words in said
    assert ("tie at" in said or "asked for" in said) == bool(words)


def test_numbers_by_score_are_as_near_as_tenths_of_a_point_allow(ten):
    result = tiers.answer(ten, how="count", weights="contribution=100", values="3,1")
    assert result.tiers["customers"].iloc[0] == 2
    assert "This puts 2 customers above, instead of 3" in str(tiers.say(result, EUR)), "however few the customers"


def test_numbers_to_start_from_are_what_the_shares_come_to(ten):
    result = tiers.answer(ten, how="count", by="contribution")
    assert result.scheme.groups[0].values == (2.0, 2.0), "20% and 25% of ten, in whole numbers"
    with pytest.raises(tiers.SchemeRefused, match=r"are 2\.5; 1; each must be a whole number from 1"):
        tiers.answer(ten, how="count", values="2.5,1")


def test_a_scheme_saved_before_there_were_hours_to_be_cut_by_is_read(ten):
    scheme = starting_scheme(EQUAL, values=(0.0235, 0.3))
    content = json.loads(tiers.to_json(scheme))
    for group in content["groups"]:
        del group["staff_limit"]
    assert tiers.from_json(json.dumps(content)) == scheme
    assert tiers.scheme_in_words(scheme, EUR)["Premium, share of customers"] == "2.35%"
