"""The Regions in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import regions
from crm_core.rooms.regions import captions
from crm_core.rooms.regions.wording import why_unplaced
from crm_core.scope import Scope
from tests.rooms.regions.test_regions import MARKET, PEOPLE, PLACES, economy
from tests.tiny_markets import customer, publish
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
ECONOMY = [*economy("G", 120, 30, 0.04), *economy("M", 110, 20, 0.08), *economy("P", 101, 10, 0.15)]
NAMES = ("Golden", "Middling", "Poor", "Empty")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """All regions, one and two of them, without a market and with an empty region, without anything to place them."""
    whole, empty, bare = (tmp_path_factory.mktemp(name) for name in ("whole", "empty", "bare"))
    publish(whole, market=MARKET, customers=PEOPLE, regions=PLACES, region_economy=ECONOMY)
    publish(empty, customers=[*PEOPLE, customer(9, region="X")], regions=[*PLACES, {"region_id": "X", "name": "Empty"}],
            region_economy=ECONOMY)
    publish(bare, customers=PEOPLE, regions=PLACES)
    scopes = {whole: (Scope(), Scope(regions=("M",)), Scope(regions=("M", "P"))), empty: (Scope(),), bare: (Scope(),)}
    answers = []
    for folder, asked in scopes.items():
        with open_book(folder) as book:
            answers += [regions.answer(book.reader(scope)) for scope in asked]
    return answers


def texts(result: regions.Regions) -> list[str]:
    """All that the page reads out or writes into a figure."""
    metrics, ids = captions.metrics(result), result.regions["region_id"].tolist()
    drawn = [regions.draw_ranked(result, next(iter(result.measures)), EUR)]
    if len(result.placed):
        drawn += [regions.draw(result, EUR), regions.draw_stability(result),
                  regions.draw_two(result, ids[0], ids[1], EUR), regions.draw_growth_share(result, EUR)]
    hovers = [text for each in drawn if each for trace in each.data for text in trace.text or ()]
    cards = [captions.matrix(result), captions.stability(result), captions.growth(result)] if len(result.placed) else []
    read = regions.points_to_read(result)
    return [str(regions.say(result, EUR)), *regions.caveats(result), why_unplaced(result), *hovers,
            *(text for each in metrics for text in (each.label, each.explain, each.value)),
            *(text for card in cards for text in card[:2]), captions.two_regions(result, ids[0], ids[1], EUR),
            *(text for by in result.measures for text in captions.ranked(result, by, EUR)[:2]),
            *(str(regions.say_region(result, each, EUR)) for each in ids),
            *(point.text for each in ids for kind in regions.KINDS
              for point in regions.say_points(result, each, kind, EUR)),
            *(text for column in ("kind", "subject", "family", "against") for text in read[column])]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda result=result: texts(result))
        assert spanish == english


def test_nothing_escapes_translation(results):
    assert left_in_english(lambda: [text for result in results for text in texts(result)], names=NAMES) == []


def test_the_answer_in_spanish(results):
    with in_language("es"):
        assert str(regions.say(results[0], EUR)) == (
            "Invertir en 1 de 3 regiones: Golden. Reducir en Poor. Clasificación más robusta: Golden, invertir "
            "(confirmada en el 100\u00a0% de las ponderaciones). Menos robusta: Middling, mantener (99\u00a0%). "
            "Middling: mantener, aunque perdemos 2,3 puntos de cuota de mercado al año.")
        assert regions.say(results[1], EUR).headline == (
            "Middling: mantener, aunque perdemos 2,3 puntos de cuota de mercado al año (confirmado en el 99\u00a0% de "
            "las ponderaciones; mercado de atractivo medio, posición media).")
