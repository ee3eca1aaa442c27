"""Why a customer changes tier: points that add up to the score, and what made the difference against the threshold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms import tiers
from crm_core.rooms.tiers.customers.thresholds import Crossing
from crm_core.rooms.tiers.customers.why import Why
from crm_core.rooms.tiers.cutting.placing import ranked_by
from crm_core.rooms.tiers.cutting.score_parts import score_parts
from crm_core.rooms.tiers.cutting.scoring import scoring
from crm_core.rooms.tiers.questions import CUSTOMERS
from tests.rooms.tiers.by_hand import MIXED, ON_GAPS
from tests.rooms.tiers.schemes import EQUAL, ONLY, by_cuts

SCHEME = by_cuts(75, 40)


@pytest.fixture(scope="module")
def rows(book):
    return book.reader()(CUSTOMERS, types=("individual", "business", "corporate"), within_scope=0, first_rank=0,
                         last_rank=1_000, every=1)


@pytest.mark.parametrize("missing", ["left_out", "lowest", "middle"])
@pytest.mark.parametrize("weights", [EQUAL, MIXED, ON_GAPS, ONLY["scale"], ONLY["tenure"]],
                         ids=["equal", "mixed", "on gaps", "size alone", "years alone"])
def test_the_parts_add_up_to_the_score_of_everybody(rows, weights, missing):
    for year in ("", "_before"):
        rules = scoring(weights, missing)
        there = rows[rows[f"contribution{year}"].notna()]
        scores = ranked_by(there, "score", rules, year)
        for row, score in zip(there.to_dict("records"), scores, strict=True):
            parts = score_parts(row, rules, year)
            assert sum(part.brings for part in parts.values()) == pytest.approx(score, abs=1e-8)
            shares = sum(part.weight for part in parts.values())
            assert shares == pytest.approx(1) or (shares == 0 and score == 0)
            assert all(0 <= part.brings <= 100 for part in parts.values())


@pytest.mark.parametrize("in_force", [None, by_cuts(70, 45, weights=MIXED)], ids=["a year before", "another scheme"])
def test_the_changes_add_up_to_the_difference_and_what_is_decisive_is(book, in_force):
    read = book.reader()
    compared = tiers.Comparison.of(read, SCHEME, in_force=in_force)
    seen = set()
    for customer in tiers.movers(read, SCHEME, in_force=in_force, directions=("down", "up"))["customer_id"][::2]:
        found = tiers.why(read, compared, customer)
        change = found.parts["change"]
        assert change.sum() == pytest.approx(found.value_now - found.value_then, abs=1e-8)
        assert found.parts["brings_now"].sum() == pytest.approx(found.value_now, abs=1e-8)
        falls = found.direction == "down"
        assert (found.value_then >= found.crossing.threshold_then) == falls
        assert (found.value_now < found.crossing.threshold_now) == falls
        for name in found.decisive:
            without = found.value_now - change[found.parts["criterion"] == name].iloc[0]
            assert (without + 1e-9 >= found.crossing.threshold_now) == falls
        seen |= {bool(found.decisive), found.is_by_threshold}
        assert tiers.why_in_words(found, compared).endswith(".")
    assert seen == {True, False}


def test_a_fall_in_turnover_alone_sends_a_customer_down():
    """A score of 70 that turnover takes to 58, with the threshold at 60 then and now."""
    parts = pd.DataFrame({"criterion": ["balance", "turnover"], "change": [2.0, -14.0]})
    found = Why("C1", "individual", "Premium", "Basic", "down", "score", "score", 70.0, 58.0,
                Crossing("Premium", "Premium", 60.0, 60.0), parts)
    assert found.decisive == ("turnover",)
    assert not found.is_by_threshold
    risen = replace(found, value_now=70.0, crossing=Crossing("Premium", "Premium", 60, 71),
                    parts=parts.assign(change=0.0))
    assert risen.is_by_threshold


def test_money_has_no_parts_but_its_amounts(book):
    read, money = book.reader(), by_cuts(300, 10, by="contribution")
    compared = tiers.Comparison.of(read, money)
    customer = tiers.movers(read, money, directions=("down",))["customer_id"].iloc[0]
    found = tiers.why(read, compared, customer)
    assert found.parts is None
    assert found.value_now < found.crossing.threshold_now <= found.value_then
    words = tiers.why_in_words(found, compared)
    assert words.startswith("Contribution €")
    assert "began at €" in words


def test_a_score_and_an_amount_are_not_compared(book):
    read = book.reader()
    compared = tiers.Comparison.of(read, SCHEME, in_force=by_cuts(300, 10, by="contribution"))
    moved = tiers.movers(read, SCHEME, in_force=by_cuts(300, 10, by="contribution"), directions=("down",))
    found = tiers.why(read, compared, moved["customer_id"].iloc[0])
    assert found.parts is None
    assert "ranked by another measure before" in tiers.why_in_words(found, compared)
    assert moved["reason"].str.startswith("Score ").all()


def test_nobody_and_who_was_none_before_have_no_reason(book):
    read = book.reader()
    compared = tiers.Comparison.of(read, SCHEME)
    assert tiers.why(read, compared, "nobody") is None
    new = tiers.movers(read, SCHEME, directions=("new", "left"))["customer_id"]
    assert len(new)
    assert all(tiers.why(read, compared, each) is None for each in new)
    stays = tiers.movers(read, SCHEME, directions=("same",)).iloc[0]
    found = tiers.why(read, compared, stays.customer_id)
    assert tiers.why_in_words(found, compared) == f"By the thresholds alone the customer stays in {stays.tier}."
    assert np.isfinite(found.value_now)
