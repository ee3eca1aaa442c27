"""Where one customer stands in the tiers: by the approved scheme, or by the starting one as an example."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core import CannotAnswer
from crm_core.rooms import tiers
from crm_core.rooms.tiers import TierOf
from crm_core.scope import Scope
from pages import frame
from pages.parts.tiers.comparison import scheme_of


@dataclass(frozen=True)
class CustomerTier:
    """The tier of a customer, None when it cannot be said, and the sentence that says by which scheme, or why not."""

    tier: TierOf | None
    sentence: str


def customer_tier_in_force(customer: str, years_ago: int) -> CustomerTier:
    """The customer's tier in that year. The rules are held for all customers of the book: the next file costs a row."""
    read, force = frame.reader(Scope(years_ago)), frame.in_force("tiers")
    scheme = scheme_of(force) if force else None
    by = (f"By the approved scheme, '{force.name}'" if force and scheme else
          "No scheme is approved; by the starting scheme, an example")
    try:
        used = scheme or tiers.starting_scheme(tiers.book_weights(read))
        placer = frame.hold_shared(f"placer {years_ago} {tiers.to_json(used)}", lambda: tiers.Placer.of(read, used))
        tier = tiers.tier_of(read, placer, customer)
    except CannotAnswer as sentence:
        return CustomerTier(None, f"{by} nobody can be placed in this book. {sentence}")
    if tier is None:
        return CustomerTier(None, f"{by} only customers of the year are placed.")
    before = f" {tier.before} the year before." if tier.before and tier.before != tier.tier else ""
    return CustomerTier(tier, f"{by}: {tier.tier}. {tier.reason}{before}")
