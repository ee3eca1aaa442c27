"""Does a scheme favour some groups? The share of each region and customer type that reaches the best tier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

RULE_OF_THUMB = 0.8
"""A group that reaches the best tier at less than four fifths of the best group's rate deserves a look. The four
fifths are a convention from employment law (US Uniform Guidelines, 1978), no test."""
MIN_CUSTOMERS = 30
"""Of a smaller group the rate says little, as it does of a smaller best tier; it is shown and not compared."""


_ROUNDING = 1e-9
"""What a quotient of two shares may miss four fifths by."""


@dataclass(frozen=True)
class Reach:
    """How the customers of one group are spread over the tiers."""

    group: str
    """Its region_id or customer_type."""
    customers: int
    shares: tuple[float, ...]
    """The part of its customers that is in each tier, best first."""
    is_compared: bool
    """False when it, or the best tier, is too small."""


@dataclass(frozen=True)
class Fairness:
    """How the tiers are spread over groups, and how far the last is behind the first on the way to the best tier."""

    groups: tuple[Reach, ...]
    """Those with a customer, in order of name."""
    impact_rate: float | None = None
    """The adverse-impact ratio: lowest over highest rate of the best tier, 0–1; None with fewer than two to compare."""
    lowest: str = ""
    highest: str = ""
    is_flagged: bool = False
    """Below `RULE_OF_THUMB`."""


def fairness(customers: np.ndarray, labels: pd.Categorical) -> Fairness:
    """From `customers` [tiers, groups] of groups with these `labels`: those of a label count together."""
    counts = np.zeros((len(labels.categories), len(customers)))
    np.add.at(counts, labels.codes, customers.T)
    sizes, best_is_large = counts.sum(axis=1), customers[0].sum() >= MIN_CUSTOMERS
    groups = tuple(
        Reach(name, int(size), tuple((each / size).tolist()), bool(best_is_large and size >= MIN_CUSTOMERS))
        for name, size, each in zip(labels.categories, sizes, counts, strict=True) if size)
    compared = [each for each in groups if each.is_compared]
    if len(compared) < 2 or not any(each.shares[0] for each in compared):  # noqa: PLR2004 one is not held against itself
        return Fairness(groups)
    lowest, highest = (end(compared, key=lambda each: each.shares[0]) for end in (min, max))
    rate = lowest.shares[0] / highest.shares[0]
    return Fairness(groups, rate, lowest.group, highest.group, rate < RULE_OF_THUMB - _ROUNDING)
