"""What follows from a result alone is made once, and never outlives it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from crm_core.amounts import noting, number
from crm_core.language import in_language
from crm_core.made_once import MAX_OF_ONE_RESULT, made_once


@dataclass(frozen=True, eq=False)
class Result:
    customers: int = 3


@dataclass(frozen=True)
class Equal:
    """Two of it with the same customers are equal: it does not tell one answer from another."""

    customers: int = 3


class Drawing:
    """Counts how often it is made."""

    def __init__(self) -> None:
        self.times = 0
        self.draw = made_once(self._draw)

    def _draw(self, result: object, *given: object, **options: object) -> list[object]:
        self.times += 1
        if options.get("of") == "nothing":
            raise ValueError("There is nothing to draw.")
        return [result, *given, options]


def test_a_figure_of_a_result_is_the_same_one_for_everybody():
    drawing, result = Drawing(), Result()
    first = drawing.draw(result, "region", same_scale=True)
    assert drawing.draw(result, "region", same_scale=True) is first
    assert drawing.times == 1
    assert drawing.draw(result, "product", same_scale=True)[1] == "product"
    assert drawing.draw(result, "region", same_scale=False)[-1] == {"same_scale": False}
    assert drawing.draw(result, ("N", None)) is drawing.draw(result, ("N", None))


def test_two_results_that_say_the_same_are_two():
    drawing, one, other = Drawing(), Result(), Result()
    assert drawing.draw(one)[0] is one
    assert drawing.draw(other)[0] is other


def test_each_language_has_its_own():
    drawing, result = Drawing(), Result()
    with in_language("en"):
        english = drawing.draw(result)
    with in_language("es"):
        assert drawing.draw(result) is not english
    with in_language("en"):
        assert drawing.draw(result) is english


@pytest.mark.parametrize("given", [[1], {"a": 1}, pd.DataFrame({"a": [1]}), np.array([1]), lambda: 1, Result(),
                                   ("N", Result()), Drawing()])
def test_beside_what_can_change_it_is_made_anew(given):
    drawing, result = Drawing(), Result()
    drawing.draw(result, given)
    drawing.draw(result, given)
    assert drawing.times == 2


@pytest.mark.parametrize("first", [pd.DataFrame({"a": [1]}), "a name", Equal(), None])
def test_of_what_is_no_result_it_is_made_anew(first):
    drawing = Drawing()
    drawing.draw(first)
    drawing.draw(first)
    assert drawing.times == 2


def test_when_nobody_holds_the_result_what_was_made_of_it_is_gone():
    word = made_once(lambda result: {result.customers})
    result = Result()
    made = weakref.ref(word(result))
    assert made() is not None
    del result
    gc.collect()
    assert made() is None


def test_of_many_choices_the_longest_unused_goes_first():
    drawing, result = Drawing(), Result()
    for place in range(MAX_OF_ONE_RESULT):
        drawing.draw(result, str(place))
    drawing.draw(result, "0")
    drawing.draw(result, "one more")
    assert drawing.times == MAX_OF_ONE_RESULT + 1
    drawing.draw(result, "0")
    assert drawing.times == MAX_OF_ONE_RESULT + 1, "the first was used lately"
    drawing.draw(result, "1")
    assert drawing.times == MAX_OF_ONE_RESULT + 2


def test_a_failure_is_told_each_time():
    drawing, result = Drawing(), Result()
    for _time in range(2):
        with pytest.raises(ValueError, match="nothing to draw"):
            drawing.draw(result, of="nothing")
    assert drawing.times == 2


def test_amounts_are_noted_also_where_the_figure_was_made_before():
    """A decision keeps the numbers behind the figures that its reader has just seen."""
    write = made_once(lambda result: number(result.customers))
    result = Result(1_234)
    assert write(result) == "1,234"
    with noting() as amounts:
        assert write(result) == "1,234"
    assert amounts["1,234"].size == 1_234
