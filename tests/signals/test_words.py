"""Rules and signals in words: the figure, the place, the period, and which way it went."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.signals.reading import say
from crm_core.signals.rule import Watch
from crm_core.signals.together import together
from crm_core.signals.words import chance_in_words, rule_in_words, signal_in_words, together_in_words
from crm_core.targets import attained
from tests.figures.by_hand import bank
from tests.targets.test_attainment import target

NAMES = {"N": "Norte"}
JULY, SEPTEMBER = dt.date(2026, 7, 1), dt.date(2026, 9, 1)


def watch(condition, amount=None, figure="revenue", period="quarter", region="N"):
    return Watch(figure, region, False, condition, amount, period)


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("watched", "words"), [
    (watch("below", 2e6), "Revenue · Norte · each quarter: below €2M"),
    (watch("above", 0.3, "cost_to_serve_per_revenue"), "Cost to serve per revenue · Norte · each quarter: above 30%"),
    (watch("falls", 0.05), "Revenue · Norte · each quarter: down by more than 5% on the year before"),
    (watch("rises", 0.02, "market_share"), "Market share · Norte · each quarter: up by more than 2 points on the year "
                                           "before"),
    (watch("misses_target", period="year", region=""), "Revenue · the bank · each fiscal year: misses its target"),
    (watch("leaves_range", region="OLD"), "Revenue · OLD · each quarter: leaves its expected range"),
])
def test_a_rule_says_what_where_and_when(watched, words):
    assert rule_in_words(watched, NAMES, Money()).replace("€2.0M", "€2M") == words


@pytest.mark.parametrize(("watched", "actual", "limit", "words"), [
    (watch("below", 20), 15, 20, "below €20."), (watch("above", 20), 25, 20, "above €20."),
    # The year before was 100: 0.95 of it is the limit, and 1.05.
    (watch("falls", 0.05), 80, 95, "−20% on the year before."),
    (watch("rises", 0.05), 130, 105, "+30% on the year before."),
    (watch("changes", 0.05), 80, 95, "−20% on the year before."),
    (watch("changes", 0.05), 130, 105, "+30% on the year before."),
    (watch("misses_target"), 15, 20, "where the target asks for €20 by then."),
    (watch("leaves_range"), 15, 20, "outside the expected range, which ends at €20."),
])
def test_a_signal_says_how_far_and_which_way(watched, actual, limit, words):
    said = signal_in_words(watched, "N", actual=actual, limit=limit, first_month=JULY, last_month=SEPTEMBER,
                           names=NAMES, money=Money())
    assert said == f"Revenue, Norte: €{actual} from July to September 2026, {words}"


def test_a_share_changes_in_points():
    said = signal_in_words(watch("falls", 0.02, "market_share"), "", actual=0.1, limit=0.13, first_month=JULY,
                           last_month=SEPTEMBER, names=NAMES, money=Money())
    assert said == "Market share, the bank: 10% from July to September 2026, −5 points on the year before."


def test_the_chance_of_noise_is_said_or_that_it_cannot_be_told():
    assert chance_in_words(0.124) == "Noise alone would trip it with a chance of 12%."
    assert chance_in_words(0.0004) == "Noise alone would trip it with a chance of <1%."
    assert "too short to tell" in chance_in_words(None)
    assert together_in_words(together([0.1])) == ""
    assert together_in_words(together([0.1, 0.2])) == (
        "Noise alone would trip at least one of these rules with a chance of 28% if they move independently, and of "
        "30% at most.")
    assert "2 more rules, of which it cannot be told" in together_in_words(together([0.1, 0.2, None, None]))


def test_the_headline_counts_what_is_met_and_what_is_new():
    of = bank(contribution=[100] * 9)
    met, missed = (attained([target(amount=amount)], of)[0] for amount in (1_000.0, 2_000.0))
    unknown = attained([target("deposits")], of)[0]
    assert say([met, missed, unknown], rules=2, new=1, seen=3).headline == (
        "1 of 2 targets are met so far. Of 1 more the data cannot say.")
    assert say([unknown], rules=0, new=0, seen=0).headline == "Of 1 target, the data cannot say whether it is met."
    assert str(say([met], rules=1, new=2, seen=0)) == "1 of 1 target is met so far. 2 signals on this data are new."
    assert str(say([], rules=3, new=0, seen=0)) == "Nothing trips the 3 rules on this data."
    assert str(say([], rules=3, new=0, seen=2)) == "2 signals on this data have all been seen."
    assert say([], rules=0, new=0, seen=0).headline == "No targets and no rules yet."
    assert "add one to be told" in say([met], rules=0, new=0, seen=0).so_what


def test_in_spanish_it_is_all_spanish():
    with in_language("es"):
        said = [rule_in_words(watch("falls", 0.05), NAMES, Money()), chance_in_words(None), str(say([], rules=3, new=1,
                                                                                                    seen=0))]
        said.append(signal_in_words(watch("misses_target"), "", actual=15, limit=20, first_month=JULY,
                                    last_month=SEPTEMBER, names=NAMES, money=Money()))
    assert [plain(each) for each in said] == [
        "Ingresos · Norte · cada trimestre: caída de más de 5 % frente al año anterior",
        "El historial es demasiado corto para saber con qué probabilidad salta por azar.",
        "1 señal de estos datos es nueva.",
        "Ingresos, el banco: 15 € de julio a septiembre de 2026, cuando el objetivo pide 20 € hasta entonces."]
