"""A Market in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import market
from crm_core.rooms.market import captions
from crm_core.rooms.market.screens import screens
from crm_core.scope import Scope
from tests.rooms.market.test_market import STORIES, told
from tests.tiny_markets import bank, customer, publish
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
NAMES = ("Alpha + Beta", "Alpha", "Beta", "Gamma", "We online", "We 2", "We", "Total", "HQ", "year", "stops", "new",
         "merged", "alone", "headquarters", "branch", "once", "without us", "US", "doubtful", "names", "part",
         "beyond", "zeros", "overfull")
MERGER, EXIT = {"first": "Alpha", "second": "Beta", "jurisdiction": "US"}, {"without": "Beta"}
TOLD = [*((story, {}) for story in ("year", "alone", "stops", "new", "merged", "once", "without us", "headquarters",
                                    "branch")), ("year", MERGER), ("year", EXIT), ("year", {"family": "loans"})]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("stories")
    doubtful = [bank("We", 21_341), bank("Alpha", 30_173), bank("Beta", 50_982), bank("We 2", 21_341),
                bank("Total", 102_496)]
    publish(made, market=[*STORIES, *told("doubtful", *doubtful)],
            customers=[customer(1), customer(2, month="2024-06-01")])
    return made


@pytest.fixture(scope="module")
def results(folder):
    with open_book(folder) as book:
        yield [market.answer(book.reader(Scope(regions=(story,))), **options)
               for story, options in (*TOLD, ("doubtful", {}))] + [market.answer(book.reader())]


def texts(result: market.Market) -> list[str]:
    """All that the page reads out or writes into a figure."""
    drawn = [market.draw(result, EUR), market.draw_families(result), market.draw_regions(result, "own_share", EUR)]
    if result.what_if:
        drawn.append(market.draw_what_if(result.what_if, result.screens))
    cards = (captions.trend(result), captions.banks(result), captions.families(result), captions.region_map(result),
             captions.region_bars("own_share"))
    return [str(market.say(result, EUR)), *market.caveats(result), str(market.say_what_if(result) or ""),
            *(text for each in captions.metrics(result) for text in (each.label, each.explain, each.value)),
            *(text for card in cards for text in card[:2]), *market.listed(result)["place"],
            *(text for each in drawn for trace in each.data for text in trace.text or ()),
            *(text for each in drawn for text in each.layout.yaxis.ticktext or ())]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda result=result: texts(result))
        assert spanish == english


def test_nothing_escapes_translation(results):
    assert left_in_english(lambda: [text for result in results for text in texts(result)], names=NAMES) == []


def test_the_answer_in_spanish(results):
    with in_language("es"):
        assert str(market.say(results[0], EUR)) == (
            "Tenemos el 30\u00a0% del mercado, puesto 2 de 3. Nuestra cuota es 10 puntos inferior a la de un "
            "año antes. Quien más gana es Alpha (+10 puntos). El mercado suma 100\u00a0€; su IHH es 3.800.")
        assert market.say_screen(screens()[0]).startswith("Departamento de Justicia: directrices de fusiones de 2023")


def test_a_refusal_in_spanish(folder):
    with open_book(folder) as book, in_language("es"), pytest.raises(CannotAnswer, match="del mercado de tarjetas en"):
        market.answer(book.reader(), family="cards")
