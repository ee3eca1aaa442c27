"""Outflows in Spanish: the same figures, and no word left in English."""

from __future__ import annotations

import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import outflows
from crm_core.rooms.outflows import captions
from tests.rooms.outflows.test_outflows import regions_of, sent
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


@pytest.fixture(scope="module")
def results():
    """A clear pair, equals, one bank alone under standing orders, a region that leads, one of too few."""
    rows = sent(("N", "A", 1_280, 1_234), ("N", "B", 320, 10), ("S", "A", 320, 10), ("S", "B", 1_280, 30))
    few = regions_of(("N", 10, [90]), ("S", 1000, [10] * 100), ("E", 1000, [10] * 90))
    few.regions["is_asked"] = few.regions["region_id"] == "N"
    one = regions_of(("N", 1000, [10] * 90), ("S", 1000, [10] * 100))
    one.regions["is_asked"] = one.regions["region_id"] == "N"
    return [
        outflows.outflows(rows), outflows.outflows(rows.assign(is_asked=rows["region_id"] == "N")),
        outflows.outflows(sent(("N", "A", 5, 10), ("N", "B", 5, 10), ("N", "C", 1, 5))),
        outflows.outflows(sent(("N", "A", 5, 10)).assign(standing_amount=10)),
        regions_of(("N", 1000, [10] * 200), ("S", 1000, [10] * 100), ("E", 1000, [10] * 100)), few, one,
    ]


def texts(result) -> list[str]:
    """All that the page reads out."""
    reading = outflows.say(result, EUR)
    cards = [captions.counterparts(result), captions.regions(result, EUR), captions.pairs(result)]
    return [reading.headline, reading.so_what, *(text for card in cards for text in card[:2])]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda result=result: texts(result))
        assert spanish == english


def test_sentences_in_spanish(results):
    with in_language("es"):
        reading, pairs = outflows.say(results[0], EUR), outflows.say_pairs(results[0])
    assert reading.headline == ("Los clientes envían 1,3\xa0mil\xa0€ al mes a otras entidades. "
                                "A es la que más recibe: el 96,9\xa0%.")
    assert reading.so_what == "El mayor exceso corresponde a A en N: 1.280 ordenantes frente a 800 esperados."
    assert pairs == "A tiene en N 480 ordenantes más de lo esperado"


def test_nothing_escapes_translation(results):
    assert left_in_english(lambda: [text for result in results for text in texts(result)]) == []
