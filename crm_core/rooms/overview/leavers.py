"""Who may leave as the Overview shows it: what the page passes on from the room of retention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Leavers:
    """What is expected of the customers in scope within twelve months."""

    outcome: Literal["closed", "quiet"]
    """Whether they leave, or stay and go quiet."""
    expected: float
    """How many: the sum of their probabilities."""
    at_risk: float | None
    """Their contribution, each times the probability, in the book's currency; None where no money is put on it."""
