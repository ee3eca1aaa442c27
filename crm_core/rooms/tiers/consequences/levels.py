"""The tiers of two schemes on one scale, so that it can be said who goes up and who down."""

from __future__ import annotations

from collections.abc import Sequence

_FIRST = 0.25
"""How far the first of those between two names stands below the upper one: between is neither (decision 39)."""


def levels(these: Sequence[str], those: Sequence[str]) -> tuple[list[float], list[float]]:
    """Where the tiers of two schemes stand by their names, best first: a lower level is better, an equal one the same.

    A name that both have is the same tier. Between two such names, or above or below all of them, the others stand
    evenly from the first to the last: a tier that was only renamed keeps its level. Names that the schemes have in
    another order say nothing.
    """
    shared = [name for name in these if name in those]
    if shared != [name for name in those if name in these]:
        shared = []
    return _levels(these, shared), _levels(those, shared)


def _levels(names: Sequence[str], shared: Sequence[str]) -> list[float]:
    levels: list[float] = []
    between = 0
    for name in (*names, None):
        if name is not None and name not in shared:
            between += 1
            continue
        above = sum(level % 1 == 0 for level in levels)
        levels += [above + _FIRST + (1 - 2 * _FIRST) * place / (between - 1) if between > 1 else above + 0.5
                   for place in range(between)]
        if name is not None:
            levels.append(above + 1.0)
        between = 0
    return levels
