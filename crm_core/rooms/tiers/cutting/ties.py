"""Customers of one score or amount, where a cut was asked to fall among them: all of them stand on one side of it."""

from __future__ import annotations

from dataclasses import dataclass

MATERIAL = 0.005
"""A part of the customers: half a point of percent. Scores are rounded to tenths of a point, so that in a large bank a
few customers share the step of almost every cut without being alike; a step of scores that holds less is cut where it
is nearest and not written of."""


@dataclass(frozen=True)
class Tie:
    """Customers who tie where a cut was asked to fall."""

    customers: int
    """Of those who are cut together, in the whole bank."""
    value: float
    """Their score (its tenth of a point) or contribution."""
    is_above: bool
    """True when they are in the tier above the cut, False when they are below it."""
    asked: int
    """Customers who would be above the cut if it could part those who tie."""
    met: int
    """Customers who are above it."""

    @classmethod
    def at(cls, rank: int, above: int, down_to: int, value: float, *, can_be_above: bool) -> Tie | None:
        """The tie that `rank` falls into: those from the rank after `above` to `down_to` have this value.

        They stand on the side that comes nearer to the rank, below when both are as near or when they may not be
        above. None when the rank is the last of theirs: then nobody is parted.
        """
        if rank == down_to:
            return None
        is_above = can_be_above and down_to - rank < rank - above
        return cls(down_to - above, value, is_above, rank, down_to if is_above else above)
