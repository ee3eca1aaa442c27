"""Four ways of telling who could grow, from the simplest to the most complex: each gives every customer a score."""

from __future__ import annotations

from typing import Literal

import numpy as np

from crm_core.rooms.growth.trial.alike import Customers

Candidate = Literal["size", "momentum", "gap", "forecast"]
CANDIDATES: tuple[Candidate, ...] = ("size", "momentum", "gap", "forecast")
"""Today's size, what the last half-year brought beyond the one before, the gap to similar customers, and a model."""


def size(customers: Customers) -> np.ndarray:
    """Revenue of the year, in currency: who is large grows large."""
    return customers["revenue"]


def momentum(customers: Customers) -> np.ndarray:
    """Revenue of the last six months less that of the six before, in currency: who grows goes on growing."""
    return 2 * customers["late_revenue"] - customers["revenue"]


def gap(customers: Customers, quartiles: np.ndarray) -> np.ndarray:
    """What is missing of the revenue that a quarter of the similar customers reach (`upper_quartiles`), in currency;
    0 for who reaches it, and where nobody is similar."""
    return np.fmax(quartiles - customers["revenue"], 0)
