"""Where one customer stands in the tiers: by the approved scheme, or by the default one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crm_core import CannotAnswer
from crm_core.language import _, month
from crm_core.rooms import tiers
from crm_core.rooms.tiers import TierOf
from crm_core.scope import Scope
from pages import frame
from pages.parts.tiers.comparison import scheme_of
from pages.parts.tiers.tier_register import register_of

if TYPE_CHECKING:
    from crm_core.workspace import Scenario


@dataclass(frozen=True)
class CustomerTier:
    """The tier of a customer, None when it cannot be said, and the sentence that says by which scheme, or why not."""

    tier: TierOf | None
    sentence: str


def customer_tier_in_force(customer: str, years_ago: int) -> CustomerTier:
    """The customer's tier in that year. The rules are held for all customers of the book: the next file costs a row."""
    read, force = frame.reader(Scope(years_ago)), frame.in_force("tiers")
    scheme = scheme_of(force) if force else None
    by = (_("By the approved scheme “{name}”.", name=force.name) if force and scheme else
          _("No approved scheme; the default is applied."))
    try:
        used = scheme or tiers.starting_scheme(tiers.book_weights(read))
        placer = frame.hold_shared(f"placer {years_ago} {tiers.to_json(used)}", lambda: tiers.Placer.of(
            read, used, keep=frame.holder(read.scope)))
        tier = tiers.tier_of(read, placer, customer)
    except CannotAnswer as sentence:
        return CustomerTier(None, " ".join(
            (by, _("No customer can be assigned a tier with this data."), str(sentence))))
    if tier is None:
        return CustomerTier(None, " ".join((by, _("Only customers of the year have a tier."))))
    kept = _kept(force, customer) if force and scheme and years_ago == 0 else None
    if kept is not None:
        tier = replace(tier, tier=tiers.tier_label(str(kept.tier)))
    sentences = [by, _("Tier: {tier}.", tier=tier.tier), tier.reason if kept is None else _reason(tier, kept)]
    if tier.before and tier.before != tier.tier:
        sentences.append(_("The year before: {tier}.", tier=tier.before))
    return CustomerTier(tier, " ".join(sentences))


def _kept(force: Scenario, customer: str) -> Any | None:
    """The customer's row of the register, which holds the tiers that lists show; None without one."""
    register = register_of(force)
    return next(register.of((customer,)).itertuples(), None) if register else None


def _reason(tier: TierOf, kept: Any) -> str:
    """Why, and since which data, of a tier that the register holds."""
    since = _("In this tier since the data of {month}.", month=month(kept.since))
    if kept.tier == kept.due_tier:
        return f"{tier.by_threshold} {since}"
    due = _("Due for {tier} since the data of {month}; kept by the stability rule.",
            tier=tiers.tier_label(str(kept.due_tier)), month=month(kept.waiting_since))
    return f"{tier.by_threshold} {due} {since}"
