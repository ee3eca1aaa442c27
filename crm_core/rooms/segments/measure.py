"""How many customers there are of each type, and what they contribute."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Segments:
    """The customers of a scope by type. Amounts in the book's currency, over the asked year."""

    customers: int
    """All of them, at least 1."""
    contribution: float
    """What all of them contribute, net: below zero where they cost more."""
    types: pd.DataFrame
    """customer_type, customers, contribution, contribution_per_customer; highest per customer first."""


def contribution_by_type(groups: pd.DataFrame) -> Segments:
    """Add up `groups` (customer_type, customers, contribution; one row a type) and divide by the customers.

    Types without customers are left out. Raises ValueError when no type has any.
    """
    types = groups[groups["customers"] > 0]
    if types.empty:
        raise ValueError("There are no customers to add up.")
    types = types.assign(contribution_per_customer=types["contribution"] / types["customers"])
    return Segments(
        customers=int(types["customers"].sum()),
        contribution=float(types["contribution"].sum()),
        types=types.sort_values(["contribution_per_customer", "customer_type"], ascending=[False, True],
                                ignore_index=True),
    )
