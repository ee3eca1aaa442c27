"""Dependence in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import dependence
from crm_core.rooms.dependence import captions
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


def of(amounts: list[float], *, left: int = 0, managers: tuple[tuple[str, int, float, int], ...] = (),
       unmanaged: int = 0, known: int = 0) -> dependence.Dependence:
    """Customers with these `amounts`, the first of whom `left`; managers by name, customers, contribution, known."""
    people = pd.DataFrame({"customer_id": [f"C{at}" for at in range(len(amounts))], "contribution": amounts,
                           "left_on": [dt.date(2026, 1, 5) if at < left else None for at in range(len(amounts))]})
    people = people.assign(name=people["customer_id"], region="N", manager=None)
    table = pd.DataFrame([(name, name, *figures) for name, *figures in (*managers, ("", unmanaged, 0.0, 0))],
                         columns=["manager_id", "name", "customers", "contribution", "known_only"])
    listed = people.head(known).assign(found=known, found_contribution=1_234.5)
    return dependence.dependence(people, table, pd.DataFrame({"customers": 1, "amount": amounts}), leaving_rate=0.5,
                                 known=listed)


RESULTS = [
    of([1_500.0, 400.0, 100.0, 20.0, 5.0, 1.0], left=1, managers=(("M1", 2, 1_900.0, 1), ("M2", 1, 5.0, 0)), known=1),
    of([60.0, 30.0, 10.0], left=2, managers=(("M1", 3, 90.0, 2),), unmanaged=1, known=2),
    of([60.0, 30.0, 10.0], managers=(("M1", 1, 60.0, 1),), unmanaged=2), of([5.0], known=1),
    of([50.0, -70.0], managers=(("M1", 1, 50.0, 0),)), of([50.0, 50.0, -170.0]), of([-5.0]),
]


def texts(result: dependence.Dependence) -> list[str]:
    shown = captions.metrics(result, EUR)
    stakes = captions.at_stake(result, EUR)[:2] if len(result.managers) else ()
    return [str(dependence.say(result, EUR)), *captions.carriers(result, EUR)[:2], *stakes,
            *captions.known_to_one(result, EUR)[:2], *captions.largest(result)[:2], *(each.label for each in shown),
            *(each.explain for each in shown), *dependence.draw(result, EUR).data[0].text]


@pytest.mark.parametrize("result", RESULTS)
def test_the_figures_are_the_same_in_both_languages(result):
    english, spanish = figures_in_both(lambda: texts(result))
    assert spanish == english


@pytest.mark.parametrize("result", RESULTS)
def test_nothing_escapes_translation(result):
    assert left_in_english(lambda: texts(result), names=("C0", "C1", "C2", "M0", "M1", "M2")) == []


def test_the_largest_in_spanish():
    with in_language("es"):
        assert dependence.say(RESULTS[1], EUR).headline == (
            "Sin el mayor de 3 clientes se perdería el 60\u00a0% de la contribución (60\u00a0€).")
        assert dependence.say(RESULTS[0], EUR).so_what == (
            "Uno de ellos ya no es cliente: C0. M1 gestiona 2 clientes con el 93,8\u00a0% de la contribución. 1 de "
            "ellos no tiene registrado ningún contacto con otra persona del banco.")
