"""Demand in Spanish: the same figures as in English, whole sentences, and no text that escapes translation."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pandas as pd
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.language import LANGUAGES, in_language
from crm_core.rooms import demand
from crm_core.rooms.demand import captions
from crm_core.rooms.demand.selection.record import Coverage, clopper_pearson
from tests.rooms.demand.banks import publish_bank
from tests.sentences import faults
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
ASSUMED = demand.assumptions_to_json([demand.Assumption("growth", 0.1, dt.date(2026, 10, 1), "Inés", region="SUR")])

_MONTH = re.compile(r"\b[A-Z][a-z]{2,8} \d{4}\b")
"""Months are no messages: Babel names them."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with open_book(publish_bank(tmp_path_factory.mktemp("bank"), shift=0.8)) as opened:
        yield opened


@pytest.fixture(scope="module", params=[
    {"assume": ASSUMED}, {"by": "turnover", "product": "loans", "horizon": 6, "assume": ASSUMED},
    {"product": "TERM", "horizon": 13}, {"by": "new_customers", "horizon": 3},
], ids=["balance", "turnover", "far ahead", "counts"])
def result(request, book):
    return demand.answer(book.reader(), **request.param)


@pytest.fixture(scope="module")
def balance(book):
    return demand.answer(book.reader(), horizon=1)


def texts(result) -> list[str]:
    """Everything that the room says of a result."""
    cards = [captions.fan(result, EUR), captions.record(result), captions.reach(result), captions.trend(result),
             captions.season(result), captions.changes(result, EUR), captions.mix(result), captions.coherence(),
             captions.plans(), captions.what_if(result.what_if, EUR)]
    alts = [captions.reach_alt(result), captions.trend_alt(result), captions.season_alt(result)]
    for kind in set(result.parts["kind"]):
        cards += [captions.parts(result, kind), captions.gains(result, kind)]
        alts += [captions.parts_alt(result, kind), captions.gains_alt(result, kind)]
    metrics = captions.metrics(result, EUR)
    reading = demand.say(result, EUR)
    return [reading.headline, reading.so_what, *(text for card in cards for text in card[:2]), *alts,
            *(text for each in metrics for text in (each.label, each.explain)),
            *(demand.say_change(event, result, EUR) for _place, event in result.changes.iterrows())]


def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_a_sentence_of_its_language(result, language):
    with in_language(language):
        assert [fault for text in texts(result) for fault in faults(text, language)] == []


def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: [_MONTH.sub("", text) for text in texts(result)]) == []


def test_a_forecast_in_spanish_as_a_banker_would_write_it(book):
    result = demand.answer(book.reader(), by="turnover", product="loans", horizon=6)
    known = replace(result, period=replace(result.period, point=88_200.0, low_80=86_700.0, high_80=89_700.0,
                                           year_before=86_100.0))
    refuted = replace(known, held_80=Coverage(28, 78, *clopper_pearson(28, 78)))
    with in_language("es"):
        usual, doubted = (demand.say(each, EUR).headline.replace("\u00a0", " ") for each in (known, refuted))
    assert usual == ("Volumen de negocio de préstamos: previsión de 88,2 mil € en los 6 meses hasta diciembre de 2026 "
                     "(intervalo del 80 %: de 86,7 mil € a 89,7 mil €), un 2,4 % más que un año antes.")
    assert doubted.startswith("Los intervalos anteriores contuvieron el valor real en solo 28 de 78 meses (35,9 % en "
                              "lugar del 80 %). Volumen de negocio de préstamos: previsión de 88,2 mil €")


@pytest.mark.parametrize(("change", "english", "spanish"), [
    ({"kind": "level shift", "size_share": -0.161, "where": "in most parts"},
     "In November 2025, balance fell by 16.1% (widespread)",
     "En noviembre de 2025, descenso en el saldo (16,1 %), de forma generalizada"),
    ({"kind": "level shift", "is_open": True}, "In November 2025, balance rose by 20%; it may not last",
     "En noviembre de 2025, aumento en el saldo (20 %); puede no ser duradero"),
    ({"kind": "outlier", "size_share": -0.2}, "In November 2025 alone, balance fell short of the usual level by 20%",
     "Solo en noviembre de 2025, valor por debajo del nivel habitual en el saldo (20 %)"),
    ({"kind": "outlier", "size_share": float("nan")},
     "In November 2025 alone, balance exceeded the usual level by €345",
     "Solo en noviembre de 2025, valor por encima del nivel habitual en el saldo (345 €)"),
    ({"kind": "trend break"}, "Since November 2025, the trend of balance has been 20% a year higher",
     "Desde noviembre de 2025, tendencia anual al alza en el saldo (20 % más que antes)"),
    ({"kind": "trend break", "size_share": -0.2}, "Since November 2025, the trend of balance has been 20% a year lower",
     "Desde noviembre de 2025, tendencia anual a la baja en el saldo (20 % menos que antes)"),
])
def test_a_change_is_told_with_its_size_and_direction(balance, change, english, spanish):
    event = pd.Series({"part": "selection", "what": "all products", "where": "in sum", "size_share": 0.2,
                       "amount": 345.0, "is_open": False, "month": pd.Timestamp(2025, 11, 1),
                       "other_month": pd.NaT} | change)
    assert demand.say_change(event, balance, EUR) == english
    with in_language("es"):
        assert demand.say_change(event, balance, EUR).replace("\u00a0", " ") == spanish


def test_two_possible_months_in_spanish():
    event = pd.Series({"month": pd.Timestamp(2026, 9, 1), "other_month": pd.Timestamp(2026, 10, 1)})
    with in_language("es"):
        assert demand.say_months(event) == "septiembre u octubre de 2026"


def test_what_cannot_be_answered_is_said_in_spanish(book):
    with in_language("es"), pytest.raises(CannotAnswer, match="El producto 'GOLD' no figura en estos datos"):
        demand.answer(book.reader(), product="GOLD")
    with in_language("es"), pytest.raises(demand.PlanRefused, match="El texto no es un plan"):
        demand.assumptions_from_json("{")
