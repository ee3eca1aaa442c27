"""Growth in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.language import in_language
from crm_core.rooms import growth
from crm_core.rooms.growth import captions
from crm_core.rooms.growth.groups import GROUPS, Thresholds
from crm_core.rooms.growth.reasons_in_words import fact
from crm_core.rooms.growth.strategy.strategies import STRATEGIES
from crm_core.rooms.growth.strategy.three_ways import WAYS, Assumptions, three_ways
from crm_core.rooms.growth.trial.candidates import CANDIDATES
from crm_core.rooms.growth.trial.forecast import FACTORS
from crm_core.rooms.growth.vocabulary import (
    candidate_label,
    factor_label,
    group_label,
    strategy_label,
    style_label,
    way_label,
    what_to_do,
)
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")


@pytest.fixture(scope="module")
def results(risers, learned):
    """The bank by two thresholds, with a list; and as if the trial had gone otherwise."""
    read = risers.reader()
    first = growth.with_list(growth.answer_of(read, learned), read, learned, capacity=10)
    moved = growth.answer_of(read, learned, thresholds=Thresholds(0.5, 3000, 0.1))
    below = growth.answer_of(read, learned, thresholds=Thresholds(low=1e6))
    none = dataclasses.replace(learned.trial, winner=None)
    untold = [dataclasses.replace(first, untold=why, trial=trial) for why, trial in (
        ("chance", none), ("years", None), ("customers", None))]
    poor = dataclasses.replace(first, learnt_on=None, budget=three_ways(first.groups, Assumptions(budget=0)))
    return [first, moved, below, poor, *untold]


def texts(result: growth.Growth) -> list[str]:
    shown = captions.metrics(result, EUR)
    said = [str(growth.say(result, EUR)), *(each.label for each in shown), *(each.explain for each in shown)]
    for caption in (captions.groups(result), captions.moves(result, EUR), captions.trial(result),
                    captions.strategy(result, EUR), captions.budget(result.budget, EUR), captions.listed(result),
                    captions.model(result)):
        said += caption[:2]
    said += [each["text"] for each in growth.draw(result, EUR).layout.annotations]
    return [*said, *captions.model_card(result)["statement"]]


def reasons() -> list[str]:
    row = {"revenue": 100.0, "late_revenue": 60.0, "quartile": 150.0, "balance": 5.0, "turnover": 7.0,
           "transactions": 3, "products_held": 2, "tenure_months": 9, "size_amount": 1000.0, "type_code": 1}
    other = row | {"late_revenue": 100.0, "quartile": 50.0, "tenure_months": -1, "size_amount": -1}
    alone = row | {"quartile": float("nan")}
    level = row | {"late_revenue": 50.0}
    return [fact(name, each, EUR) for each in (row, other, alone, level) for name in FACTORS]


def labels() -> list[str]:
    return [*map(group_label, GROUPS), *map(candidate_label, CANDIDATES), *map(way_label, WAYS),
            *map(factor_label, FACTORS), *(word(code) for code, *_ in STRATEGIES.values()
                                           for word in (strategy_label, what_to_do)),
            *(style_label(style) for _, style, _ in STRATEGIES.values())]


def test_the_figures_are_the_same_in_both_languages(results):
    for result in results:
        english, spanish = figures_in_both(lambda shown=result: texts(shown))
        assert spanish == english
    english, spanish = figures_in_both(reasons)
    assert spanish == english


def test_nothing_escapes_translation(results):
    for result in results:
        assert left_in_english(lambda shown=result: texts(shown)) == []
    assert left_in_english(lambda: [*reasons(), *labels()]) == []


def test_who_could_grow_in_spanish(results):
    with in_language("es"):
        said = growth.say(results[0], EUR)
        assert not pd.Series(labels()).isin(["Most valuable", "Momentum"]).any()
    assert "tienen el mayor potencial de crecimiento" in said.headline
