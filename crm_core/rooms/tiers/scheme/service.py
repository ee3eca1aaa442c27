"""What a tier is promised, and what that costs: hours of contact a year, through which channels, how soon.

Unit costs are full costs of an hour of contact in a channel: people, room, travel. Nothing else of serving a
customer (transactions, systems) is in them; that is the book's cost to serve.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crm_core.amounts import number, percent
from crm_core.language import N_, _
from crm_core.rooms.tiers.scheme.refusal import as_set, refuse_unless
from crm_core.service_models import SERVICE_MODELS, Style, hours_at

UNSTAFFED = frozenset({"app"})
"""Channels in which the customer is served without anybody's time."""
MINUTE = 1 / 60
"""Of an hour: hours promised are sums of parts of hours, so that less than this above the hours there are is no more
than they."""
MAX_HOURS = 2_000
"""A customer who gets all the working hours of one person in a year."""
MAX_OFFER_LENGTH = 300


@dataclass(frozen=True)
class Promise:
    """What one customer of a tier is entitled to in a year.

    `hours` of contact, split over channels by `mix` (shares that make 1); an answer within `response_hours`; and
    what is offered, in words. Raises SchemeRefused for hours, shares or words out of range.
    """

    hours: float
    mix: Mapping[str, float]
    response_hours: float
    offer: str = ""

    def __post_init__(self) -> None:
        refuse_unless(0 <= self.hours <= MAX_HOURS,
                      N_("The hours a year of a tier are {hours}; they must be from 0 to {most}."),
                      hours=as_set(self.hours), most=number(MAX_HOURS))
        refuse_unless(0 <= self.response_hours <= 24 * 365,
                      N_("The hours until an answer are {hours}; they must be from 0 to a year."),
                      hours=as_set(self.response_hours))
        refuse_unless(all(0 <= share <= 1 for share in self.mix.values())
                      and math.isclose(sum(self.mix.values()), 1, abs_tol=1e-6),
                      N_("The channels of a tier add up to {total}; shares from 0% to 100% must add up to 100%."),
                      total=percent(sum(self.mix.values()), decimals=0))
        refuse_unless(len(self.offer) <= MAX_OFFER_LENGTH,
                      N_("The offer of a tier has {length} characters; at most {most} are kept."),
                      length=number(len(self.offer)), most=number(MAX_OFFER_LENGTH))

    @property
    def staffed_hours(self) -> float:
        """Hours a year that somebody of the bank spends on one customer."""
        return self.hours * sum(share for channel, share in self.mix.items() if channel not in UNSTAFFED)

    def yearly_cost(self, costs: Mapping[str, float]) -> float:
        """What the promise costs a customer and year, at `costs` an hour of each channel."""
        return self.hours * sum(share * costs[channel] for channel, share in self.mix.items() if share)


_STYLES: Mapping[str, tuple[Style, Style]] = {
    "everybody": ("strategic", "integrated"), "individual": ("integrated", "integrated"),
    "business": ("integrated", "integrated"), "corporate": ("strategic", "integrated"),
}
"""By customer type, how the best tier is served, and those between it and the last."""
_SOONEST, _LATEST = 2.0, 48.0
"""Hours until an answer, best tier and last."""


def offer_label(offer: str) -> str:
    """An offer as it is shown: one of those to start from in the reader's language, one that was typed as typed."""
    return next((_(model.offer) for model in SERVICE_MODELS.values() if model.offer == offer), offer)


@cache
def starting_promises(of: str, tiers: int) -> tuple[Promise, ...]:
    """Promises to start from, best tier first, after the paper's three groups.

    The systemic high-value get strategic advice, individuals and small firms integrated retail service, and
    every last tier service led by technology. Hours fall from tier to tier by the same factor. Made once: a slider
    asks for them at every move.
    """
    best, between = _STYLES[of]
    promises = []
    for place in range(tiers):
        down = place / (tiers - 1)
        model = SERVICE_MODELS["technology" if down == 1 else best if down == 0 else between]
        promises.append(Promise(hours_at(of, place, tiers), model.mix,
                                round(_SOONEST * (_LATEST / _SOONEST) ** down), model.offer))
    return tuple(promises)
