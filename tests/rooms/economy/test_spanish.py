"""The regional economies in Spanish: the same figures, and no word left in English."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import economy
from crm_core.rooms.economy import captions
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


@pytest.fixture(scope="module")
def result():
    years = pd.DataFrame([
        (region, name, year, 1_000.0, gdp, 40.0, 1_234.5, rate)
        for region, name, year, gdp, rate in (("N", "Norte", 2024, 100.0, 0.08), ("N", "Norte", 2025, 110.0, 0.065),
                                              ("S", "Sur", 2024, 100.0, 0.1), ("S", "Sur", 2025, 101.0, 0.125))
    ], columns=["region_id", "region", "year", "population", "gdp", "businesses", "mean_income", "unemployment_rate"])
    industries = pd.DataFrame([
        ("N", "Norte", "puertos", 30.0, 45.0), ("N", "Norte", "comercio", 70.0, 65.0),
        ("S", "Sur", "puertos", 30.0, 23.0), ("S", "Sur", "comercio", 70.0, 77.0),
    ], columns=["region_id", "region", "industry", "size_before", "size"])
    return economy.economy(years.assign(is_asked=True), industries.assign(is_asked=True, first_year=2024,
                                                                          last_year=2025))


def texts(result) -> list[str]:
    """All that the page reads out."""
    names = [each.name for each in result.said]
    cards = [captions.structure(result, "N", result.size), captions.shift(result, result.size)]
    for name in names:
        cards += [captions.region_map(result, name), captions.region_bars(result, name, EUR),
                  captions.trend(result, name, EUR)]
    readings = [economy.say(result, EUR, by=name) for name in names]
    return [text for each in readings for text in (each.headline, each.so_what)] + [
        text for card in cards for text in card] + [economy.say_missing(result)]


def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


def test_a_sentence_in_spanish(result):
    with in_language("es"):
        reading = economy.say(result, EUR, by="unemployment_rate")
    assert reading.headline == ("Tasa de paro: mínimo en Norte (6,5\xa0%) y máximo en Sur (12,5\xa0%). "
                                "Conjunto de las regiones: 9,5\xa0%.")
    assert reading.so_what == ("Entre 2024 y 2025, Norte es la región que más ganó por evolución propia (+5\xa0% del "
                               "empleo) y Sur la que más perdió (−5\xa0%).")


def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result)) == []
