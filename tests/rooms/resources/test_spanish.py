"""Resources in Spanish: the same figures, and no word left in English."""

from __future__ import annotations

import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import resources
from crm_core.rooms.resources import captions
from tests.rooms.resources.test_parity import table, towns
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


def weigh(rows, resource="hours", **options):
    return resources.parity(rows.rename(columns={"hours": resource}), resource=resource,
                            **({"against": "value", "yardstick": "revenue"} | options))


@pytest.fixture(scope="module")
def results():
    """All regions and some, with and without a move, nothing misallocated, one region alone, chance, potential."""
    rows = table((60_000, 20), (40_000, 20), (0, 60))
    one, two = (rows.assign(is_asked=rows["region_id"].isin(asked)) for asked in (["R0"], ["R1", "R2"]))
    few = towns(3, [[10.0] * 9 + [400], [10.0] * 30, [10.0] * 30])
    market = rows.rename(columns={"revenue": "market"})
    return [
        weigh(rows), weigh(rows, move=30_000), weigh(rows, "branch_cost", move=900_000), weigh(one, move=30),
        weigh(two, "managers", is_undated=True), weigh(table((10, 1), (20, 2), (30, 3)), "branches"),
        weigh(table((50, 0), (50, 100))), weigh(few), weigh(few.assign(is_asked=few["region_id"] == "T1")),
        weigh(market, "cost_to_serve", against="potential", yardstick="market"),
    ]


def texts(result) -> list[str]:
    """All that the page reads out."""
    reading = resources.say(result, EUR)
    cards = [captions.region_map(result), captions.region_bars(), captions.flows(result, EUR)]
    metrics = captions.metrics(result, EUR)
    return [reading.headline, reading.so_what, *(text for card in cards for text in card[:2]),
            *(text for each in metrics for text in (each.label, each.explain))]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda result=result: texts(result))
        assert spanish == english


def test_sentences_in_spanish(results):
    with in_language("es"):
        one, flows = resources.say(results[3], EUR), resources.say_flows(results[2], EUR)
    assert one.headline.startswith("Horas de gestores en R0: 60.000, 40.000 por encima de la parte proporcional según ")
    assert one.headline.endswith(" (3,00 veces). Esta reasignación restaría 20 horas.")
    assert flows == "R0 cedería 40,0\xa0mil\xa0€, R2 recibiría 60,0\xa0mil\xa0€"


def test_nothing_escapes_translation(results):
    assert left_in_english(lambda: [text for result in results for text in texts(result)]) == []
