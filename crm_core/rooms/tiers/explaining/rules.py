"""How a scheme places customers, in sentences: what ranks them, where the thresholds are, who keeps a tier."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.rooms.tiers.captions import lacking_note
from crm_core.rooms.tiers.cuts_in_words import cut_in_words, limiter_sentence, margin_in_words, tie_sentences
from crm_core.rooms.tiers.cutting.cuts import NOBODY
from crm_core.rooms.tiers.cutting.ties import MATERIAL
from crm_core.rooms.tiers.measure import Outline
from crm_core.rooms.tiers.scheme.group import EVERYBODY, Group, for_group, how_label
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.weights import WHOLE, Weights, criterion_noun


def ranking(result: Outline) -> str:
    """By what customers are ranked, and what becomes of those of whom it is not known."""
    groups = [group for group in result.scheme.groups if group.how != "needs"]
    if not groups:
        return _("Customers are grouped by similar use of the bank; the groups stand in the order of their mean "
                 "contribution.")
    if all(group.by == "contribution" for group in groups):
        return _("Customers are ranked by what they contribute in a year.")
    return " ".join(filter(None, (
        _("Customers are ranked by a score from 0 to 100: {weights}.", weights=weights_in_words(result.scheme.weights)),
        lacking_note(result))))


def weights_in_words(weights: Weights) -> str:
    """`60% contribution, 30% balances and 10% turnover`, the heaviest first; what has no weight is not named."""
    heavy = sorted(((weight, name) for name, weight in vars(weights).items() if weight), key=lambda each: -each[0])
    return all_of([_("{share} {criterion}", share=percent(weight / WHOLE), criterion=criterion_noun(name))
                   for weight, name in heavy])


def thresholds(result: Outline, money: Money) -> str:
    """Where the thresholds of the customers in scope are and how they are set; what limits one, ties that move one."""
    here = {EVERYBODY, *result.groups["customer_type"]}
    sentences = [_thresholds_of(group, result, money) for group in result.scheme.groups if group.of in here]
    return " ".join(filter(None, (*sentences, limiter_sentence(result),
                                  *tie_sentences(result, money, material=MATERIAL))))


def _thresholds_of(group: Group, result: Outline, money: Money) -> str:
    labels, cuts = result.scheme.labels, result.cuts[result.cuts["of"] == group.of]
    words = {"method": for_group(_method(group, money), group.of)}
    if group.how == "needs":
        return _("{method}: {tiers}.", tiers=all_of(list(labels)), **words)
    tiers = [_tier(group, place, labels[place], float(cut), money) for place, cut in enumerate(cuts["at_least"])]
    return _("{method}: {tiers}; {last} is everybody else.", tiers="; ".join(tiers), last=labels[-1], **words)


def _method(group: Group, money: Money) -> str:
    """How the thresholds are found; the budget where there is one."""
    if group.how != "budget":
        return how_label(group.how)
    amount = group.values[0]
    return (_("Within a budget of {amount} a year", amount=money.short(amount)) if group.budget_in == "cost" else
            _("Within a budget of {hours} staff hours a year", hours=number(amount)))


def _tier(group: Group, place: int, label: str, at_least: float, money: Money) -> str:
    words = {"tier": label, "cut": cut_in_words(group.by, at_least, money)}
    if at_least == NOBODY:
        return _("{tier}: nobody reaches it", **words)
    if group.how == "count":
        many = round(group.values[place])
        return (ngettext("{tier} is the best {count} customer, from {cut}",
                         "{tier} is the best {count} customers, from {cut}", many, **words) if place == 0 else
                ngettext("{tier} the next {count} customer, from {cut}",
                         "{tier} the next {count} customers, from {cut}", many, **words))
    if group.how != "share":
        return _("{tier} from {cut}", **words)
    share = percent(group.values[place])
    return (_("{tier} is the best {share} of customers, from {cut}", share=share, **words) if place == 0 else
            _("{tier} the next {share}, from {cut}", share=share, **words))


def stability(result: Outline) -> str:
    """When a customer changes tier."""
    return hold_in_words(result.scheme.hold, result.scheme.groups[0])


def hold_in_words(hold: Hold, group: Group) -> str:
    """The stability rule in a sentence."""
    if not hold.holds:
        return _("There is no stability rule: whoever crosses a threshold changes tier at once.")
    if not hold.margin:
        return _("A customer changes tier only when another tier has been due for two years in a row.")
    margin = margin_in_words(group.by, hold.margin)
    if hold.periods == 1:
        return _("A customer changes tier only when beyond the threshold by more than {margin}.", margin=margin)
    return _("A customer changes tier only when beyond the threshold by more than {margin}, or when another tier has "
             "been due for two years in a row.", margin=margin)
