"""Potential in Spanish: the same figures, and no word left in English."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import potential
from crm_core.rooms.potential import captions
from tests.rooms.potential.test_white_space import cells, counts
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


def holders() -> pd.DataFrame:
    """Twenty towns that hold alike, and one that holds a third of it."""
    return counts(*((f"T{town}", 250, 1_250) for town in range(20)), ("X", 80, 1_250))


@pytest.fixture(scope="module")
def results():
    """All regions, one that lacks, one that has more, chosen ones, and no market."""
    table = cells([("N", "loans", 1, 99), ("S", "loans", 20, 80), ("E", "loans", 60_000, 40_000)])
    asked = [("N", "S", "E"), ("N",), ("E",), ("N", "S")]
    return [potential.white_space(table.assign(is_asked=table["region_id"].isin(regions)), holders(), fair="best",
                                  is_of_some_types=True) for regions in asked] + [
        potential.white_space(cells([]), holders())]


def texts(result) -> list[str]:
    """All that the page reads out."""
    reading = potential.say(result, EUR)
    cards = [captions.region_map(result, "best"), captions.region_bars(), captions.gaps(), captions.penetration(result)]
    return [reading.headline, reading.so_what, *(text for card in cards for text in card[:2])]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda result=result: texts(result))
        assert spanish == english


def test_a_sentence_in_spanish(results):
    with in_language("es"):
        reading = potential.say(results[1], EUR)
        under = potential.say_penetration(results[0])
    assert reading.headline == "En N, con nuestra cuota del cuartil superior tendríamos 39\xa0€ más en saldos."
    assert under == ("Penetración baja de Card en X: lo tuvieron 80 de 1.250 clientes en el año, frente a 242 "
                     "esperados con la tasa del conjunto de las regiones.")


def test_nothing_escapes_translation(results):
    assert left_in_english(lambda: [text for result in results for text in texts(result)]) == []
