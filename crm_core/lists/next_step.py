"""What to do with a customer whose tier changes, or who may leave: a proposal by rule, from what the customer loses or
gains."""

from __future__ import annotations

from crm_core.amounts import number
from crm_core.language import _

_FROM_AN_HOUR = 1.0
"""Hours of contact a year that somebody notices when they end; less is a call or two."""


def proposed_step(direction: str, *, hours_before: float | None = None, hours_after: float | None = None,
                  tier: str = "", is_exception: bool = False) -> str:
    """The next step in a sentence. Hours are those of contact with the bank's people that the tier promises a year.

    Who loses is called before the change, who gains is welcomed; whoever stands where they are by an exception is
    looked at before it ends. It knows nothing else of the customer: whoever works with the list may write another.
    """
    if is_exception:
        return _("Kept by exception: review the reason before it ends.")
    if direction == "down":
        return _down(hours_before, hours_after)
    if direction == "up":
        return _up(hours_before, hours_after)
    if direction == "new":
        return _("Welcome call: present the service of the tier {tier}.", tier=tier) if tier else _(
            "Welcome call: present the service.")
    if direction == "left":
        return _("Ask why they left, and whether they would return.")
    if direction == "at_risk":
        return _("Call and ask what the customer misses.")
    return _("Nothing changes: confirm the service at the next contact.")


def _down(before: float | None, after: float | None) -> str:
    if before is None or after is None or before <= after:
        return _("Call before the change: explain what the new service includes.")
    if before >= _FROM_AN_HOUR > after:
        return _("Call before the change: regular hours with the manager end; name who answers from now on.")
    return _("Call before the change: {before} hours of contact a year become {after}.", before=_hours(float(before)),
             after=_hours(float(after)))


def _up(before: float | None, after: float | None) -> str:
    if before is not None and after is not None and after >= _FROM_AN_HOUR and after > before:
        return _("Welcome visit by the manager: present the new service.")
    return _("Welcome call: present the new service.")


def _hours(hours: float) -> str:
    return number(hours, decimals=0 if round(hours, 1).is_integer() else 1)
