"""The chance that at least one of several rules trips by noise alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AnyOf:
    """The chance that at least one trips: `if_independent`, and `at_most` however they move together. `unknown` counts
    the rules of which the chance cannot be told; they are left out, so both are then too low."""

    if_independent: float
    at_most: float
    known: int
    unknown: int


def together(chances: Sequence[float | None]) -> AnyOf:
    """Of the chance of each, None where it cannot be told."""
    known = [chance for chance in chances if chance is not None]
    return AnyOf(1 - math.prod(1 - chance for chance in known), min(1.0, math.fsum(known)), len(known),
                 len(chances) - len(known))


def any_of(chances: Sequence[float | None]) -> float | None:
    """The chance that at least one trips if they are independent; None where that of one cannot be told, or of none."""
    found = together(chances)
    return found.if_independent if found.known and not found.unknown else None
