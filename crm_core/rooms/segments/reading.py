"""Segments in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.language import _, ngettext
from crm_core.reading import Reading
from crm_core.rooms.segments.measure import Segments
from crm_core.vocabulary import type_noun


def say(result: Segments, money: Money) -> Reading:
    """How many customers there are and what they contribute; and of which type a customer contributes most."""
    headline = ngettext("{count} customer contributes {amount}.", "{count} customers contribute {amount}.",
                        result.customers, amount=money.short(result.contribution))
    if len(result.types) == 1:
        return Reading(headline)
    first, last = result.types.iloc[0], result.types.iloc[-1]
    return Reading(headline, _(
        "Contribution per customer is highest for {best} ({most}) and lowest for {worst} ({least}).",
        best=type_noun(first["customer_type"]), most=money.full(first["contribution_per_customer"]),
        worst=type_noun(last["customer_type"]), least=money.full(last["contribution_per_customer"])))
