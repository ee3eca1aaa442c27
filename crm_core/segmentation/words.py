"""Ways of segmenting and their segments in words: what each is called before a person names it, and its definition."""

from __future__ import annotations

from collections import Counter

import numpy as np

from crm_core.amounts import Money, number, percent
from crm_core.language import N_, _, all_of, ngettext, pgettext
from crm_core.segmentation import rules
from crm_core.segmentation.segmentation import Segmentation, Way
from crm_core.vocabulary import channel_label, family_label, family_noun

_WAYS = {"life_cycle": N_("Life cycle"), "recency": N_("Recency, frequency, money"), "channel": N_("Channel"),
         "needs": N_("Products held")}
_NAMES = {
    "new": N_("New"), "growing": N_("Growing"), "established": N_("Established"), "quiet": N_("Quiet"),
    "leaving": N_("Leaving"),
    "frequent_large": N_("Frequent, large"), "frequent_small": N_("Frequent, small"),
    "seldom_large": N_("Seldom, large"), "seldom_small": N_("Seldom, small"), "lapsed": N_("Lapsed"),
    "inactive": N_("Inactive"),
    rules.SEVERAL: N_("Several channels"), rules.NONE: N_("No contact"), rules.OTHER: N_("Other channels"),
}
_LIFTED = 0.25
"""How much more of a cluster than of the bank holds a family that names it."""
_HELD = 0.5
"""Part of a cluster that holds a family that names it, at least."""
_TOLD = 0.05
"""Part of a cluster that holds a family, below which its definition is silent about it."""
_NAMED_BY = 2
"""Families in a name."""


def way_label(way: Way) -> str:
    """A way of segmenting as a heading."""
    return _(_WAYS[way])


def way_note(found: Segmentation) -> str:
    """What the segments of a way go by."""
    match found.way:
        case "life_cycle":
            return _("By rules: how long they have been customers, and how their use of the bank changed.")
        case "recency":
            if found.money == "revenue":
                return _("By rules: when they last used the bank, how often, and what they bring in revenue.")
            return _("By rules: when they last used the bank, how often, and the size of their balance.")
        case "channel":
            return _("By rules: the channel of more than half of a customer's contacts in the year.")
    return _("Clusters of customers who hold the same families of products.")


def proposed_names(found: Segmentation) -> tuple[str, ...]:
    """The name of each segment by rule, each different; those of clusters after the families that mark them."""
    if found.clusters is None:
        return tuple(_rule_name(code) for code in found.codes)
    names = [_cluster_name(found, place) for place in range(len(found.codes))]
    repeated = {name for name, count in Counter(names).items() if count > 1}
    return tuple(f"{name} ({code})" if name in repeated else name
                 for name, code in zip(names, found.codes, strict=True))


def proposed_name(found: Segmentation, code: str) -> str:
    """The name by rule of one segment."""
    return proposed_names(found)[found.codes.index(code)]


def _rule_name(code: str) -> str:
    return _(_NAMES[code]) if code in _NAMES else channel_label(code)


def _cluster_name(found: Segmentation, place: int) -> str:
    clusters = found.clusters
    assert clusters is not None  # noqa: S101 only called for clusters
    shares = clusters.shares[place]
    lifts = shares - clusters.bank
    order = [each for each in np.argsort(-lifts, kind="stable")
             if lifts[each] >= _LIFTED and shares[each] >= _HELD][:_NAMED_BY]
    held = [clusters.families[each] for each in order]
    if not held:
        return _("Basic products only") if (shares <= clusters.bank).all() else _("Mixed products")
    if len(held) == 1:
        return family_label(held[0])
    first, second = family_label(held[0]), family_noun(held[1])
    return _("{first} and {second}", first=first, second=second)


def definition(found: Segmentation, code: str, money: Money) -> str:
    """Who belongs to a segment, in a sentence."""
    if found.clusters is not None:
        held = [(family, share) for family, share in zip(
            found.clusters.families, found.clusters.shares[found.codes.index(code)], strict=True) if share >= _TOLD]
        if not held:
            return _("Most like customers who hold none of: {families}.",
                     families=all_of([family_noun(each) for each in found.clusters.families]))
        shares = [_("{family} {share}", family=family_noun(family), share=percent(share, decimals=0))
                  for family, share in held]
        return _("Most like customers of whom these shares hold a product: {shares}.", shares=all_of(shares))
    if found.way == "life_cycle":
        return _life_cycle(found, code)
    if found.way == "recency":
        return _recency(found, code, money)
    if code == rules.NONE:
        return _("No contact in the year.")
    if code == rules.SEVERAL:
        return _("Contacts in the year, and no channel has more than half of them.")
    if code == rules.OTHER:
        return _("More than half of their contacts are in one of the channels that few customers use most.")
    return _("More than half of their contacts are in this channel.")


def _life_cycle(found: Segmentation, code: str) -> str:
    use, months = use_noun(found), number(rules.SILENT_MONTHS)
    unseen = "" if found.has_year_before else _("The data does not hold the year before, so it cannot be seen.")
    match code:
        case "new":
            return ngettext("Customers for less than {count} month.", "Customers for less than {count} months.",
                            rules.NEW_MONTHS)
        case "growing":
            return unseen or _("{use} up by {share} or more on the year before.", use=use,
                               share=percent(rules.GROWTH - 1, decimals=0))
        case "quiet":
            return _("No transaction and no turnover recorded in the latest {months} months of the year.",
                     months=months)
        case "leaving":
            return " ".join((_("Has left the bank, or {use} down by {share} or more on the year before.",
                               use=use_noun(found, starts=False), share=percent(1 - rules.FALL, decimals=0)), unseen)
                            ).strip()
    return _("None of the other rules: here for longer, in use, and much as the year before.")


def _recency(found: Segmentation, code: str, money: Money) -> str:
    limits, months = found.medians, number(rules.SILENT_MONTHS)
    assert limits is not None  # noqa: S101 every segmentation by recency has them
    if code == "inactive":
        return _("No transaction and no turnover recorded in the year.")
    if code == "lapsed":
        return _("Use recorded in the year, but none in its latest {months} months.", months=months)
    often = number(limits.use) if found.use == "transactions" else money.full(limits.use)
    is_often, is_large = code.startswith("frequent"), code.endswith("large")
    size = _("revenue") if found.money == "revenue" else _("balance")
    return _("Used the bank in the latest {months} months; {frequency}; {size}.", months=months,
             frequency=_at_least(use_noun(found, starts=False), often, is_often),
             size=_at_least(size, money.full(limits.money), is_large))


def _at_least(what: str, amount: str, is_met: bool) -> str:
    return _("{what} of {amount} or more", what=what, amount=amount) if is_met else _(
        "{what} below {amount}", what=what, amount=amount)


def use_noun(found: Segmentation, *, starts: bool = True) -> str:
    """What use is measured by, at the start of a sentence or within one."""
    if found.use == "transactions":
        return pgettext("start of a sentence", "Transactions") if starts else _("transactions")
    return pgettext("start of a sentence", "Turnover") if starts else _("turnover")
