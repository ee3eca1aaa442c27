"""What to do with a customer whose tier changes, or who may leave: a proposal by rule, from what the customer loses or
gains."""

from __future__ import annotations

from crm_core.language import N_
from crm_core.language.stored import stored

_FROM_AN_HOUR = 1.0
"""Hours of contact a year that somebody notices when they end; less is a call or two."""


def proposed_step(direction: str, *, hours_before: float | None = None, hours_after: float | None = None,
                  tier: str = "", is_exception: bool = False) -> str:
    """The next step as a stored text, as a list is read in more than one language. Hours are those of contact with the
    bank's people that the tier promises a year.

    Who loses is called before the change, who gains is welcomed; whoever stands where they are by an exception is
    looked at before it ends. It knows nothing else of the customer: whoever works with the list may write another.
    """
    if is_exception:
        return stored(N_("Kept by exception: review the reason before it ends."))
    if direction == "down":
        return _down(hours_before, hours_after)
    if direction == "up":
        return _up(hours_before, hours_after)
    if direction == "new":
        return stored(N_("Welcome call: present the service of the tier {tier}."), tier=tier) if tier else stored(
            N_("Welcome call: present the service."))
    if direction == "left":
        return stored(N_("Ask why they left, and whether they would return."))
    if direction == "at_risk":
        return stored(N_("Call and ask what the customer misses."))
    return stored(N_("Nothing changes: confirm the service at the next contact."))


def _down(before: float | None, after: float | None) -> str:
    if before is None or after is None or before <= after:
        return stored(N_("Call before the change: explain what the new service includes."))
    if before >= _FROM_AN_HOUR > after:
        return stored(N_("Call before the change: regular hours with the manager end; name who answers from now on."))
    return stored(N_("Call before the change: {before_hours} hours of contact a year become {after_hours}."),
                  before_hours=float(before), after_hours=float(after))


def _up(before: float | None, after: float | None) -> str:
    if before is not None and after is not None and after >= _FROM_AN_HOUR and after > before:
        return stored(N_("Welcome visit by the manager: present the new service."))
    return stored(N_("Welcome call: present the new service."))
