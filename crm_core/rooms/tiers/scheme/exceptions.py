"""Customers who are placed by hand: in which tier, why, by whom, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crm_core.amounts import number
from crm_core.house_style import shortened
from crm_core.language import N_
from crm_core.rooms.tiers.scheme.refusal import refuse_unless

MAX_EXCEPTIONS = 1_000
"""Of a scheme: each is a decision that somebody answers for and reads again; more is another rule, not an exception."""
MAX_REASON_LENGTH, MAX_NAME_LENGTH, MAX_ID_LENGTH = 200, 80, 80
_SHOWN = 40
"""Characters of a customer's number that a refusal repeats."""


@dataclass(frozen=True)
class TierException:
    """A customer kept in, or put into, a tier by hand. Raises SchemeRefused for what lacks a reason, a name or a tier.

    `tier` is a tier's name as the scheme holds it; `until` is the last day on which the exception holds, set against
    the last day of the data and never against the clock.
    """

    customer_id: str
    tier: str
    reason: str
    by: str
    until: dt.date

    def __post_init__(self) -> None:
        customer = shortened(self.customer_id, _SHOWN)
        refuse_unless(0 < len(self.customer_id.strip()) <= MAX_ID_LENGTH,
                      N_("An exception is for the customer “{customer}”; give the customer's ID, of 1 to {most} "
                         "characters."), customer=customer, most=MAX_ID_LENGTH)
        refuse_unless(bool(self.tier.strip()),
                      N_("The exception for {customer} names no tier; choose one."), customer=customer)
        refuse_unless(0 < len(self.reason.strip()) <= MAX_REASON_LENGTH,
                      N_("The reason of the exception for {customer} has {length} characters; write 1 to {most}."),
                      customer=customer, length=number(len(self.reason.strip())), most=number(MAX_REASON_LENGTH))
        refuse_unless(0 < len(self.by.strip()) <= MAX_NAME_LENGTH,
                      N_("The exception for {customer} says in {length} characters who made it; write a name of 1 to "
                         "{most}."), customer=customer, length=number(len(self.by.strip())),
                      most=number(MAX_NAME_LENGTH))

    def holds_on(self, day: dt.date) -> bool:
        """Whether it still holds on this day."""
        return day <= self.until


def refuse_unruly(exceptions: Sequence[TierException]) -> None:
    """Refuse more exceptions than anybody can answer for, and two for one customer."""
    refuse_unless(len(exceptions) <= MAX_EXCEPTIONS,
                  N_("The scheme has {given} exceptions; it can have {most}. Move the thresholds, or give these "
                     "customers' type thresholds of its own."), given=number(len(exceptions)),
                  most=number(MAX_EXCEPTIONS))
    numbers = [each.customer_id for each in exceptions]
    twice = next((one for one in numbers if numbers.count(one) > 1), "") if len(set(numbers)) < len(numbers) else ""
    refuse_unless(not twice, N_("There are two exceptions for {customer}; keep one of them."),
                  customer=shortened(twice, _SHOWN))
