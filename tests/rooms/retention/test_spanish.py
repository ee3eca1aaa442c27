"""Retention in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import dataclasses

import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import retention
from crm_core.rooms.retention import captions, leaving_in_words
from crm_core.rooms.retention.chances.factors import FACTORS
from crm_core.rooms.retention.chances.reasons_in_words import factor_label, what_to_do
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
NAMES = ("Norte", "Sur", "M1", "log-rank", "left_on")


@pytest.fixture(scope="module")
def results(fates, planted, learned):
    """Views of the two banks; the last as if the test had gone otherwise."""
    leaving = retention.answer_of(planted.reader(), learned, capacity=5)
    found = leaving.leaving
    withheld = dataclasses.replace(found, has_money=False, calls=None, at_risk=float("nan"),
                                   tested=dataclasses.replace(found.tested, expected=10.0))
    quiet = dataclasses.replace(found, outcome="quiet", lost_share=0.5)
    nobody = dataclasses.replace(found, is_useful=False)
    first = retention.answer(fates.reader())
    costly = dataclasses.replace(first, outcomes=first.outcomes.assign(closed_contribution=-480.0))
    return [first, costly, retention.answer(planted.reader(), by="region"), leaving,
            *(dataclasses.replace(leaving, leaving=each) for each in (withheld, quiet, nobody))]


def texts(result: retention.Retention) -> list[str]:
    shown = captions.metrics(result, EUR)
    said = [str(retention.say(result, EUR)), *(each.label for each in shown), *(each.explain for each in shown),
            *captions.outcomes(result)[:2]]
    if result.staying is not None:
        said += [*captions.curves(result.staying)[:2], *captions.kinds(result.staying)[:2]]
    if result.worth is not None:
        said += captions.coming(result.worth, EUR)[:2]
    if (found := result.leaving) is not None:
        said += [*leaving_in_words.at_risk(found, EUR)[:2], *leaving_in_words.calibration(found)[:2],
                 *leaving_in_words.listed(found, EUR)[:2], *leaving_in_words.model(found)[:2],
                 *leaving_in_words.model_card(found)["statement"]]
        said += [leaving_in_words.calls_words(found.calls, EUR)] if found.calls else []
    return said


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda shown=result: texts(shown))
        assert spanish == english


def test_nothing_escapes_translation(results):
    for result in results:
        assert left_in_english(lambda shown=result: texts(shown), names=NAMES) == []
    assert left_in_english(lambda: [text for each in FACTORS for text in (factor_label(each), what_to_do(each))]) == []


def test_who_left_in_spanish(results):
    with in_language("es"):
        said = retention.say(results[0], EUR)
    assert said.headline == "De 7 clientes de hace un año: bajas en doce meses, 1; con actividad reducida, 1."
