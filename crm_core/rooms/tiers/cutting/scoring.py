"""The score: weighted percentile ranks on 0–100, and what becomes of the criteria a customer lacks.

The book keeps each rank in hundredths of a point, so a weighted sum is a whole number; a factor turns it into tenths
of a point. Under `left_out` the factor depends on what is lacking, as the other weights then make less than 100.
"""

from __future__ import annotations

from dataclasses import asdict

from crm_core.rooms.tiers.scheme.scheme import Missing
from crm_core.rooms.tiers.scheme.weights import WHOLE, Weights

MIDDLE_RANK = 5_000
"""The middle of the ranks, in hundredths of a point, as the book keeps them (decision 19)."""
_TENTHS = 1_000
"""Hundredths of a point × percent in a tenth of a point (decision 19)."""
_UPWARDS = 1 + 1e-12
"""Keeps a score that is exactly a tenth from being rounded below it; the next score is a thousandth away at least."""


def scoring(weights: Weights, missing: Missing) -> dict[str, float]:
    """The parameters with which a question scores customers: `<criterion>_weight`, `fill`, `factor_<what is lacking>`.

    A customer who lacks every criterion that counts scores 0.
    """
    scale, reputation = weights.scale, weights.reputation
    lacking = {"none": 0, "scale": scale, "reputation": reputation, "both": scale + reputation}
    counted = {what: WHOLE - (lost if missing == "left_out" else 0) for what, lost in lacking.items()}
    return {
        **{f"{name}_weight": weight for name, weight in asdict(weights).items()},
        "fill": MIDDLE_RANK if missing == "middle" else 0,
        **{f"factor_{what}": _UPWARDS * WHOLE / (_TENTHS * left) if left else 0.0 for what, left in counted.items()},
    }
