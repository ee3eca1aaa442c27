"""The difference between two settings, shared out fairly over the inputs that differ (Shapley).

Every order of changing the inputs one after the other is tried in effect; an input's part is its mean step. The
parts add up to the whole difference, do not depend on any order, and an input that changes nothing has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import factorial

MAX_INPUTS = 12
"""2^12 settings are looked at; more inputs belong together."""


def shapley(inputs: int, value: Callable[[frozenset[int]], float]) -> tuple[float, ...]:
    """Each input's part of `value(all) − value(none)`, in order.

    `value` takes the set of inputs (0 … inputs − 1) that are changed already, and is asked once for each of the
    2^inputs sets. Raises ValueError for more than 12 inputs.
    Source: Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II (1953).
    """
    if not 0 <= inputs <= MAX_INPUTS:
        raise ValueError(f"{inputs} inputs would take 2^{inputs} looks; at most {MAX_INPUTS} can be told apart.")
    value_of = {changed: value(changed) for changed in _subsets(range(inputs))}
    return tuple(
        sum(
            _weight(len(changed), inputs) * (value_of[changed | {one}] - value_of[changed])
            for changed in value_of if one not in changed
        )
        for one in range(inputs)
    )


def _weight(before: int, inputs: int) -> float:
    """The share of all orders in which exactly these `before` inputs come before the one looked at."""
    return factorial(before) * factorial(inputs - before - 1) / factorial(inputs)


def _subsets(of: Sequence[int]) -> list[frozenset[int]]:
    sets: list[frozenset[int]] = [frozenset()]
    for one in of:
        sets += [each | {one} for each in sets]
    return sets
