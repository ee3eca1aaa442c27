"""What weighs most in a customer's chance: by how much it would fall if one factor were the median customer's."""

from __future__ import annotations

import numpy as np
from scipy import special

from crm_core.rooms.retention.chances.contest import Chances
from crm_core.rooms.retention.chances.factors import COLUMNS, FACTORS

MIN_WEIGHT = 0.1
"""Log-odds below which a factor is no reason: it moves the odds by less than a tenth."""
SHOWN = 3
"""Reasons that a manager keeps in mind for a call."""


def weights(model: Chances, columns: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """[customers, factors]: the log-odds of each customer's chance less those with one factor taken from `reference`.

    Above 0 the factor speaks for the outcome. For the logistic regression these are its coefficients times the distance
    to the median customer; for trees, whose factors work together, they need not add up. What goes together with
    leaving need not cause it.
    """
    changed = [columns]
    for names in FACTORS.values():
        at = [COLUMNS.index(name) for name in names]
        without = columns.copy()
        without[:, at] = reference[at]
        changed.append(without)
    own, *others = np.split(special.logit(model(np.concatenate(changed))), len(changed))
    return np.column_stack([own - other for other in others])


def main_reasons(weighed: np.ndarray) -> list[list[str]]:
    """Of each customer the factors that weigh most for the outcome, the heaviest first; three at most, and only those
    that speak for it by a tenth of the odds."""
    names = list(FACTORS)
    order = np.argsort(-weighed, axis=1, kind="stable")[:, :SHOWN]
    return [[names[place] for place in places if row[place] > MIN_WEIGHT]
            for row, places in zip(weighed, order, strict=True)]
