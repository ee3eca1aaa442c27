"""What is at risk with those who go down: the break-even by hand, and a sentence that is right in every case."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.question import Question
from crm_core.rooms import tiers
from crm_core.rooms.tiers.consequences.at_risk import AtRisk, at_risk
from crm_core.rooms.tiers.consequences.moves import Moves
from crm_core.rooms.tiers.customers.at_risk_in_words import assumption_in_words, break_even_in_words
from crm_core.rooms.tiers.customers.movers import Wanted
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.who_changes import say_changes
from tests.rooms.tiers.schemes import EQUAL, by_cuts
from tests.rooms.tiers.test_exceptions import with_some

EURO = Money("EUR")
BEFORE = by_cuts(50, 20)


def moves(*rows) -> Moves:
    return Moves(pd.DataFrame(rows, columns=["tier_then", "tier_now", "direction", "customers", "contribution",
                                             "balance", "service_cost_change"]))


def test_who_leaves_saves_nothing_and_takes_what_they_bring_along():
    risk = at_risk(moves((1, 2, "down", 10, 700.0, 0, -98.0), (2, 1, "up", 3, 900.0, 0, 50.0)), 0.05)
    assert (risk.customers, risk.contribution, risk.saving) == (10, 700.0, 98.0)
    assert risk.break_even == pytest.approx(98 / 798)
    assert (risk.loss, risk.net) == (pytest.approx(35.0), pytest.approx(95 * 0.98 - 35))
    assert break_even_in_words(risk, EURO) == (
        "It pays unless more than 12.3% of them leave: €98 a year is saved on their service if all of them stay, and "
        "they contribute €700.")
    assert assumption_in_words(risk, EURO) == (
        "If 5% of them left, as assumed, €35 of contribution would go with them: €58 a year better in all.")


def test_at_the_break_even_nothing_is_won_and_nothing_lost():
    risk = AtRisk(10, 700.0, 98.0, 98 / 798)
    assert risk.net == pytest.approx(0)
    assert AtRisk(10, 700.0, 98.0, 1.0).net == -700
    assert "€22 a year worse in all" in assumption_in_words(AtRisk(10, 700.0, 98.0, 0.15), EURO)


@pytest.mark.parametrize(("risk", "said"), [
    (AtRisk(0, 0.0, 0.0, 0.05), "No customer goes down, so there is nothing to lose by it."),
    (AtRisk(5, 100.0, 150.0, 0.05), "It pays unless more than 60% of them leave: €150 a year is saved"),
    (AtRisk(5, 100.0, 0.0, 0.05), "Nothing is saved on the service of those who go down, so it does not pay if any of"),
    (AtRisk(5, 100.0, -20.0, 0.05), "would cost €20 a year more, so it does not pay even if all of them stay."),
    (AtRisk(5, -100.0, 20.0, 0.05), "contribute −€100 together: none of it would be lost with them, and €20 a year is"),
    (AtRisk(5, 0.0, 20.0, 0.05), "contribute €0 together: none of it would be lost"),
    (AtRisk(5, -100.0, 0.0, 0.05), "none of it would be lost with them, and nothing is saved on their service."),
    (AtRisk(5, None, 20.0, 0.05), "The data does not say what they contribute, so what their leaving would cost"),
])
def test_the_sentence_is_right_whatever_they_bring_and_whatever_is_saved(risk, said):
    assert said in break_even_in_words(risk, EURO)
    assert (risk.break_even is None) == ("It pays" not in said)
    if risk.contribution is None or not risk.customers:
        assert assumption_in_words(risk, EURO) == ""


def test_who_loses_money_for_the_bank_takes_the_loss_along():
    assert assumption_in_words(AtRisk(5, -100.0, 20.0, 0.5), EURO) == (
        "If 50% of them left, as assumed, a loss of €50 would go with them: €60 a year better in all.")


def test_it_is_what_the_moves_of_the_book_say(book):
    result = tiers.tiering(book.reader(), by_cuts(75, 40))
    listed = tiers.movers(book.reader(), by_cuts(75, 40), directions=("down",))
    risk = at_risk(result.moves, 0.1)
    assert risk.customers == len(listed)
    assert risk.contribution == pytest.approx(listed["contribution"].sum())
    assert risk.saving == pytest.approx((listed["cost_before"] - listed["cost_after"]).sum())
    with pytest.raises(ValueError, match="from 0 to 1"):
        at_risk(result.moves, 5)


def test_costs_that_nobody_has_approved_are_said_beside_the_break_even_and_set_against_nothing():
    risk = AtRisk(10, 700.0, 98.0, 0.05, is_default=True)
    assert break_even_in_words(risk, EURO).endswith(
        "These commitments and hourly costs are defaults that nobody has approved.")
    assert assumption_in_words(risk, EURO) == "If 5% of them left, as assumed, €35 of contribution would go with them."


@pytest.mark.parametrize("scheme", [with_some(by_cuts(75, 40)), starting_scheme(EQUAL, how="needs")])
def test_nobody_who_has_left_is_at_risk_or_listed_to_be_called(book, scheme):
    read = book.reader()
    compared, result = tiers.Comparison.of(read, scheme, in_force=BEFORE), tiers.tiering(read, scheme, in_force=BEFORE)
    departed = tiers.Departed.of(read, compared)
    gone = set(read(Question("gone", "select customer_id from customers where left_on is not null"))["customer_id"])
    risk = at_risk(result.moves, 0.1, departed=departed.moves)
    for direction in ("down", "up"):
        every = tiers.movers_page(read, compared, directions=(direction,), rows=1_000).table
        there = tiers.movers_page(read, compared, directions=(direction,), wanted=Wanted(departed=False), rows=1_000)
        kept = every[~every["customer_id"].isin(gone)]
        assert list(there.table["customer_id"]) == list(kept["customer_id"])
        assert there.found == len(kept) == len(every) - departed.customers(direction)
        places = tiers.places_of_moves(read, compared, departed=departed)
        for place in tiers.PLACES:
            rows = places[places["place"] == place].set_index("place_id")[direction]
            assert rows[rows > 0].to_dict() == kept.groupby(f"{place}_id").size().to_dict()
            left = every[every["customer_id"].isin(gone)]
            assert {one: departed.customers(direction, place, one) for one in left[f"{place}_id"]} == (
                left.groupby(f"{place}_id").size().to_dict())
        if direction == "down":
            assert len(kept) < len(every) or scheme.groups[0].how == "needs"
            assert risk.customers == len(kept)
            assert risk.contribution == pytest.approx(kept["contribution"].sum())
            assert risk.saving == pytest.approx((kept["cost_before"] - kept["cost_after"]).sum())
    said = say_changes(result, risk, EURO, departed=departed)
    assert f"{risk.customers} customers go down" in said.headline
    many = departed.moves.customers("down") + departed.moves.customers("up")
    assert (f"Not counted here: {many} more who" in said.so_what) == (many > 0)
