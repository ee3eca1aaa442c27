"""What a customer is promised in a tier, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.amounts import percent
from crm_core.language import _, all_of, ngettext
from crm_core.rooms.tiers.scheme.refusal import as_set
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.service import Promise, offer_label
from crm_core.vocabulary import channel_label


@dataclass(frozen=True)
class Service:
    """What one customer of a tier is entitled to a year: in words, in staffed hours and in money."""

    words: str
    hours: float
    cost: float


NO_SERVICE = Service("", 0.0, 0.0)
"""Of who is no customer."""


def services(scheme: Scheme) -> dict[str, tuple[Service, ...]]:
    """The service of each tier, best first, by whom it is for; before the first, at 0, that of nobody."""
    return {group.of: (NO_SERVICE, *(
        Service(service_in_words(promise), promise.staffed_hours, promise.yearly_cost(scheme.costs))
        for promise in group.promises)) for group in scheme.groups}


def service_in_words(promise: Promise) -> str:
    """`3 hours a year: branch 45%, phone 25% …; answer within 2 hours; Integrated service: …`."""
    parts = [hours_in_words(promise), answer_in_words(promise), offer_label(promise.offer)]
    return "; ".join(filter(None, parts))


def hours_in_words(promise: Promise) -> str:
    """`3 hours a year: branch 45% and phone 55%`."""
    channels = all_of([_("{channel} {share}", channel=channel_label(channel), share=percent(share))
                       for channel, share in promise.mix.items() if share])
    return ngettext("{hours} hour a year: {channels}", "{hours} hours a year: {channels}",
                    1 if promise.hours == 1 else 2, hours=as_set(promise.hours), channels=channels)


def answer_in_words(promise: Promise) -> str:
    """`answer within 2 hours`."""
    return ngettext("answer within {hours} hour", "answer within {hours} hours",
                    1 if promise.response_hours == 1 else 2, hours=as_set(promise.response_hours))
