"""The tier of one customer, without placing anybody else: the cuts are found from sums, the rest is one row."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.question import Reader
from crm_core.rooms.tiers.customers.assignment import Placer
from crm_core.rooms.tiers.questions import SOME_CUSTOMERS


@dataclass(frozen=True)
class TierOf:
    """Where one customer stands under a scheme, in words."""

    tier: str
    before: str
    """The tier that the same scheme gave a year earlier; empty when that cannot be said."""
    reason: str


def tier_of(read: Reader, placer: Placer, customer: str) -> TierOf | None:
    """The tier of `customer` by a placer of the year in the scope of `read`; None for no customer of that year."""
    row = read(SOME_CUSTOMERS, customers=(customer,))
    row = row[row["contribution"].notna()]
    if row.empty:
        return None
    scheme = placer.rules["now"].scheme
    assigned = placer.placed(row, scheme.group_of(str(row["customer_type"].iloc[0]))).iloc[0]
    return TierOf(str(assigned["tier"]), str(assigned["previous_tier"]), str(assigned["reason"]))
