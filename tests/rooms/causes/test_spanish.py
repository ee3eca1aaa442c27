"""Causes in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import causes
from crm_core.rooms.causes import captions
from tests.rooms.causes.test_causes import NO_PRODUCTS, cells, medians, places
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
SERVED = places(*[(region, 1200, 0, 0, 1200 * cost, 0, 0) for region, cost in (("A", 5), ("B", 5), ("D", 20))])
LENT = places(*[(region, 120, 0, 0, 0, 120 * rate, 0, 1200, 1200) for region, rate in (("A", 2), ("B", 2), ("C", 9))])
RESULTS = [
    causes.decompose(cells([group], **own), medians(individual=typical), products, who=who, of=of, months=months)
    for group, typical, products, who, of, months, own in (
        (("N", "individual", 10, 500, 100, 50, 400, 20, 10), [12, 5, 20, 1, 1], SERVED, "loss_makers", "", 12, {}),
        (("N", "individual", 10, 500, 100, 50, 400, 900, 10), [90, 5, 2, 1, 1], LENT, "everybody", "Ana", 3, {}),
        (("N", "individual", 1, 0, 0, 300, 600, 0, 0), [0, 10, 20, 0, 0], NO_PRODUCTS, "loss_makers", "", 12,
         {"cost_to_serve": 450}),
        (("N", "individual", 1, 0, 0, 100, 130, 0, 0), [0, 10, 60, 0, 0], NO_PRODUCTS, "C1", "", 1, {}),
        (("N", "individual", 2, 0, 100, 0, 30, 0, 0), [10, 0, 5, 0, 0], NO_PRODUCTS, "everybody", "", 12, {}),
        (("N", "individual", 2, 0, 100, 0, 30, 0, 0), [35, 0, 0, 0, 0], NO_PRODUCTS, "everybody", "", 12, {}),
        (("N", "individual", 2, 0, 100, 0, 0, 0, 0), [50, 0, 0, 0, 0], NO_PRODUCTS, "everybody", "", 12, {}),
        (("N", "individual", 2, 0, 100, 0, 0, 0, 0), [20, 0, 0, 0, 0], NO_PRODUCTS, "everybody", "", 12, {}),
        (("N", "individual", 2, 10, 0, 0, 0, 30, 0), [0, 9, 0, 16, 0], NO_PRODUCTS, "loss_makers", "", 12, {}),
    )]


def texts(result: causes.Causes) -> list[str]:
    figure = captions.metrics(result, EUR)
    drawn = causes.draw(result, EUR)
    return [str(causes.say(result, EUR)), *captions.lines(result, EUR)[:2], *captions.levers(result, EUR)[:2],
            *(captions.places(result)[:2] if len(result.hotspots) else ()), captions.lever_label("margin"),
            *captions.lever_changes(result, EUR).values(), *(each.label for each in figure),
            *(each.explain for each in figure), *drawn.data[0].text, *drawn.layout.yaxis.ticktext]


@pytest.mark.parametrize("result", RESULTS)
def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("result", RESULTS)
def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result)) == []


def test_the_levers_in_spanish():
    with in_language("es"):
        assert captions.levers(RESULTS[0], EUR).title == "El equilibrio exige un 70\u00a0% menos de coste de servir"
        assert causes.say(RESULTS[0], EUR).so_what.endswith(
            "Bastaría reducir el coste de servir un 70\u00a0% para alcanzar el punto de equilibrio.")
