"""What a scheme sets, in a reader's words: for schemes side by side, and for what differs between them."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.amounts import Money, number, percent
from crm_core.language import N_, _, all_of, day_short, ngettext, pgettext
from crm_core.rooms.tiers.answers.difference import JOINED
from crm_core.rooms.tiers.cuts_in_words import cut_in_words, margin_in_words
from crm_core.rooms.tiers.scheme.group import Group, by_label, for_group, how_label
from crm_core.rooms.tiers.scheme.refusal import as_set
from crm_core.rooms.tiers.scheme.scheme import Scheme, tier_label
from crm_core.rooms.tiers.scheme.service import offer_label
from crm_core.rooms.tiers.scheme.weights import WHOLE, criterion_noun
from crm_core.vocabulary import channel_label

_MISSING = {"left_out": N_("scored on the other criteria"), "lowest": N_("counted as the lowest rank"),
            "middle": N_("counted as the middle rank")}
_INPUTS = {"weights": N_("weights"), "missing": N_("missing values"), "cuts": N_("thresholds"),
           "service": N_("service commitments"), "tiers": N_("tiers"), "exceptions": N_("exceptions by hand")}
_DECIMALS = 4
"""Of shares of channels in percent: a bank may set thirds."""


def scheme_in_words(scheme: Scheme, money: Money) -> dict[str, str]:
    """Each setting's name and value in words, in the order of the page; equal schemes have equal settings."""
    by = scheme.groups[0].by
    settings = {_("Tiers"): ", ".join(scheme.labels),
                _("Customer types"): _("each separately") if scheme.is_by_type else _("all together")}
    for group in scheme.groups:
        settings |= _cuts(group, scheme.labels, money)
    settings |= {_("Weight of {criterion}", criterion=criterion_noun(name)): percent(weight / WHOLE)
                 for name, weight in vars(scheme.weights).items()}
    settings[_("Missing size or grade")] = _(_MISSING[scheme.missing])
    settings[_("Stability rule, margin")] = margin_in_words(by, scheme.hold.margin)
    settings[_("Stability rule, when due for two years")] = (
        pgettext("stability rule", "Move") if scheme.hold.periods > 1 else pgettext("stability rule", "Keep"))
    for group in scheme.groups:
        settings |= _promised(group, scheme.labels)
    settings |= {_("Hourly cost of {channel}", channel=channel_label(channel)): money.full(cost, decimals=2)
                 for channel, cost in scheme.costs.items()}
    settings |= {_("Exception for {customer}", customer=each.customer_id):
                 _("{tier} until {day}: {reason}", tier=tier_label(each.tier), day=day_short(each.until),
                   reason=each.reason) for each in scheme.exceptions}
    return settings | {_("{tier}, colour", tier=tier.label): tier.colour for tier in scheme.tiers if tier.colour}


def input_in_words(inputs: str) -> str:
    """An input of `Difference.parts`: `thresholds and service commitments`, `thresholds (Businesses)`."""
    return all_of([for_group(_(_INPUTS[name]), of) for name, _space, of in
                   (each.partition(" ") for each in inputs.split(JOINED))])


def _cuts(group: Group, labels: Sequence[str], money: Money) -> dict[str, str]:
    settings = {for_group(_("Threshold method"), group.of): how_label(group.how)}
    if group.how != "needs":
        settings[for_group(_("Ranked by"), group.of)] = by_label(group.by)
    if group.how == "budget":
        amount = group.values[0]
        settings[for_group(_("Annual budget"), group.of)] = (
            money.full(amount) if group.budget_in == "cost" else _("{hours} staff hours", hours=number(amount)))
        return settings
    for label, value in zip(labels, group.values, strict=False):
        tier = for_group(label, group.of)
        if group.how == "share":
            settings[_("{tier}, share of customers", tier=tier)] = percent(value)
        elif group.how == "cover":
            settings[_("{tier} and above, share of contribution", tier=tier)] = percent(value)
        else:
            settings[_("{tier}, threshold", tier=tier)] = cut_in_words(group.by, value, money)
    return settings


def _promised(group: Group, labels: Sequence[str]) -> dict[str, str]:
    settings = {}
    for label, promise in zip(labels, group.promises, strict=True):
        tier = for_group(label, group.of)
        settings[_("{tier}, hours a year", tier=tier)] = as_set(promise.hours)
        settings |= {_("{tier}, share by {channel}", tier=tier, channel=channel_label(channel)):
                     percent(share, decimals=_DECIMALS) for channel, share in promise.mix.items() if share}
        settings[_("{tier}, answer within", tier=tier)] = ngettext(
            "{hours} hour", "{hours} hours", 1 if promise.response_hours == 1 else 2,
            hours=as_set(promise.response_hours))
        settings[_("{tier}, offer", tier=tier)] = offer_label(promise.offer)
    return settings
