"""The lists in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.profit_and_loss import SIGNS
from crm_core.rooms import priorities
from crm_core.rooms.priorities import captions
from crm_core.rooms.priorities.reasons import reasons
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


def fallen(line: str) -> dict[str, object]:
    changes = {f"{each}_change": -300.0 if each == line else 1.0 for each in SIGNS}
    return {"rank_before": 1_000, "contribution_rank": 1_204, "contribution_before": 1_500.0, "contribution": 1_200.0,
            "money": 300.0, **changes}


def losing(gain: str) -> dict[str, object]:
    gains = {each: 55.0 if each == gain else 1.0 for each in ("cost_over", "fees_short", "margin_short", "loss_over")}
    return {"money": 40.0, "cost_to_serve": 2_100.0, "fee_income": 10.0, "net_interest_income": 5.5,
            "expected_loss": 3.0, **{f"{each}_at_units": 2.25 for each in ("cost", "fees", "margin", "loss")}, **gains}


def below(products: int, peers: int, peer_products: float) -> dict[str, object]:
    return {"contribution_rank": 12, "money": 4.5, "products_held": products, "peers": peers,
            "peer_products": peer_products, "customer_type": "individual"}


ROWS = {"protect": [fallen(line) for line in SIGNS],
        "repair": [losing(gain) for gain in ("cost_over", "fees_short", "margin_short", "loss_over")],
        "grow": [below(1, 4, 2.0), below(1, 5, 2.5), below(3, 9, 2.0)]}


def texts(todo: str, *, many: int, search: str = "") -> list[str]:
    rows = pd.DataFrame(ROWS[todo])
    why = reasons(todo, rows, cut=700.0, money=EUR)
    table = pd.DataFrame({"customer_id": "C1", "name": "Ana Ruiz", "money": rows["money"], "reason": why}).head(many)
    result = priorities.Priorities(todo, 0.2, 700.0, search, many, 1_450.5 * bool(many), table)
    shown = captions.metrics(result, EUR)
    return [str(priorities.say(result, EUR)), *(each.label for each in shown), *(each.explain for each in shown), *why,
            captions.money_label(todo),
            *((*captions.listed(result)[:2], captions.compared(result).title, captions.compared_in_words(result))
              if many else ())]


CASES = [(todo, many, search) for todo in ROWS for many, search in ((2, ""), (1, ""), (0, ""), (0, "x"))]


@pytest.mark.parametrize(("todo", "many", "search"), CASES)
def test_the_figures_are_the_same_in_both_languages(todo, many, search):
    english, spanish = figures_in_both(lambda: texts(todo, many=many, search=search))
    assert spanish == english


@pytest.mark.parametrize(("todo", "many", "search"), CASES)
def test_nothing_escapes_translation(todo, many, search):
    assert left_in_english(lambda: texts(todo, many=many, search=search)) == []


def test_a_reason_in_spanish():
    with in_language("es"):
        assert reasons("protect", pd.DataFrame([fallen("cost_to_serve")]), cut=700.0, money=EUR) == [
            "Puesto 1.000 el año anterior, 1.204 ahora: la contribución ha caído de 1.500\u00a0€ a 1.200\u00a0€, sobre "
            "todo por un mayor coste de servir."]
