"""What is at risk with those who go down: the break-even by hand, and a sentence that is right in every case."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.rooms import tiers
from crm_core.rooms.tiers.consequences.at_risk import AtRisk, at_risk
from crm_core.rooms.tiers.consequences.moves import Moves
from crm_core.rooms.tiers.customers.at_risk_in_words import assumption_in_words, break_even_in_words
from tests.rooms.tiers.schemes import by_cuts

EURO = Money("EUR")


def moves(*rows) -> Moves:
    return Moves(pd.DataFrame(rows, columns=["tier_then", "tier_now", "direction", "customers", "contribution",
                                             "balance", "service_cost_change"]))


def test_fourteen_percent_may_leave_where_a_seventh_of_what_they_bring_is_saved():
    risk = at_risk(moves((1, 2, "down", 10, 700.0, 0, -98.0), (2, 1, "up", 3, 900.0, 0, 50.0)), 0.05)
    assert (risk.customers, risk.contribution, risk.saving) == (10, 700.0, 98.0)
    assert risk.break_even == pytest.approx(0.14)
    assert (risk.loss, risk.net) == (pytest.approx(35.0), pytest.approx(63.0))
    assert break_even_in_words(risk, EURO) == (
        "It pays unless more than 14% of them leave: €98 a year is saved on their service, and they contribute €700.")
    assert assumption_in_words(risk, EURO) == (
        "If 5% of them left, as assumed, €35 of contribution would go with them: €63 a year better in all.")


def test_at_the_break_even_nothing_is_won_and_nothing_lost():
    risk = AtRisk(10, 700.0, 98.0, 0.14)
    assert risk.net == pytest.approx(0)
    assert AtRisk(10, 700.0, 98.0, 0.15).net < 0
    assert "€7 a year worse in all" in assumption_in_words(AtRisk(10, 700.0, 98.0, 0.15), EURO)


@pytest.mark.parametrize(("risk", "said"), [
    (AtRisk(0, 0.0, 0.0, 0.05), "No customer goes down, so there is nothing to lose by it."),
    (AtRisk(5, 100.0, 150.0, 0.05), "It pays even if all of them leave: €150 a year is saved"),
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
        "If 50% of them left, as assumed, a loss of €50 would go with them: €70 a year better in all.")


def test_it_is_what_the_moves_of_the_book_say(book):
    result = tiers.tiering(book.reader(), by_cuts(75, 40))
    listed = tiers.movers(book.reader(), by_cuts(75, 40), directions=("down",))
    risk = at_risk(result.moves, 0.1)
    assert risk.customers == len(listed)
    assert risk.contribution == pytest.approx(listed["contribution"].sum())
    assert risk.saving == pytest.approx((listed["cost_before"] - listed["cost_after"]).sum())
    with pytest.raises(ValueError, match="from 0 to 1"):
        at_risk(result.moves, 5)
