"""A Pareto in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import pareto
from crm_core.rooms.pareto import captions
from crm_core.rooms.pareto.movers import MOVING
from crm_core.rooms.pareto.standing import Stability, Unassigned
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
SEVEN = [50, 30, 10, 5, 0, -5, -10]
MOVED = Stability(12.0, 4, 2, 1, 2, 80, 70, 30, 10, 15, 60)


def of_customers(amounts, *, by: str = "contribution", moved: Stability | None = MOVED) -> pareto.Pareto:
    curve = pareto.concentration(pd.DataFrame({"customers": 1, "amount": [float(each) for each in amounts]}), by=by)
    return as_pareto(curve, amounts, unit="customers", moved=moved)


def as_pareto(curve, amounts, *, unit, moved, unassigned=None) -> pareto.Pareto:
    ids = [f"R{place}" for place in range(len(amounts))]
    years = pd.DataFrame({"id": ids * 2, "name": ids * 2, "back": [0] * len(ids) + [1] * len(ids), "customers": 1,
                          "amount": [float(each) for each in [*amounts, *amounts[::-1]]]})
    table = pareto.standings(years, whole=curve.total, whole_years={0, 1})
    moving = pd.concat([MOVING, pd.DataFrame({"move": ["entered", "left", "left", "left"], "name": list("1234")})])
    return pareto.Pareto(**vars(curve), unit=unit, table=table, unassigned=unassigned, stability=moved, moving=moving)


def of_groups(amounts, **options) -> pareto.Pareto:
    curve = pareto.concentration(pd.DataFrame({"customers": 1, "amount": [float(each) for each in amounts]}))
    return as_pareto(curve, amounts, unit="branches", moved=MOVED, **options)


RESULTS = [
    of_customers(SEVEN), of_customers([60, 30, 10], by="balance"), of_customers(SEVEN, by="turnover"),
    of_customers([10, -30]), of_customers([100, -100]), of_customers([0, 0]), of_customers([7]),
    of_customers([30, 30, 30, 0, 0, 0], by="revenue"), of_groups(SEVEN), of_groups([5, 5]), of_groups([5, 5, 1]),
    of_groups([9, 4], unassigned=Unassigned(2, -5.0)), of_groups([9, 4], unassigned=Unassigned(2, 5.0)),
]


def texts(result: pareto.Pareto) -> list[str]:
    curve = captions.metrics(result, None, EUR)
    return [str(pareto.say(result, EUR)), *captions.curve(result, EUR)[:2], *captions.moves(MOVED)[:2],
            *captions.best(result)[:2],
            *captions.groups(result, EUR)[:2], *(metric.label for metric in curve),
            *(metric.explain for metric in curve),
            *(note.text for note in pareto.draw(result, EUR).layout.annotations),
            pareto.draw(result, EUR).layout.xaxis.title.text, *(pareto.draw(result, EUR).data[1].text)]


@pytest.mark.parametrize("result", RESULTS)
def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("result", RESULTS)
def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result)) == []


def test_the_curve_in_spanish():
    with in_language("es"):
        assert captions.curve(of_customers(SEVEN), EUR).title == (
            "Los clientes rentables generan el 118,8\u00a0%; los no rentables lo reducen al 100\u00a0%")


def test_what_the_data_lack_is_said_in_spanish():
    with in_language("es"):
        assert captions.nobody_moved("left") == "Ningún cliente salió del grupo superior."
