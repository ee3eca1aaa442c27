"""A scheme on one page: how it works, who is in, what it costs and brings, what changes, what is assumed."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.card import Card
from crm_core.language import _, all_of, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.tiers.captions import NO_YEAR_BEFORE, hold_note, metrics
from crm_core.rooms.tiers.customers.exceptions_note import STANDINGS
from crm_core.rooms.tiers.explaining.rules import ranking, stability, thresholds
from crm_core.rooms.tiers.fairness_in_words import fairness_in_a_sentence
from crm_core.rooms.tiers.measure import Tiering
from crm_core.rooms.tiers.reading import base_noun, best_tier, over_capacity
from crm_core.vocabulary import counted


@named
def explained(result: Tiering, money: Money) -> Caption:
    """The best tier in a sentence, which is the title of the slide."""
    return Caption(best_tier(result, money).rstrip("."), _default_note(result))


def explained_heading(result: Tiering) -> Caption:
    """What the page calls the card, whatever it finds."""
    return Caption(_("This scheme in words and as one slide"), _default_note(result), explained.__name__)


def explained_card(result: Tiering, money: Money) -> Card:
    """The scheme as a card in words: one slide for a board."""
    caption = explained(result, money)
    return in_words(caption, statements(result, money), metrics=metrics(result, money))


def in_words(caption: Caption, told: tuple[tuple[str, str], ...], **parts: Any) -> Card:
    """A card that is said in words: what each statement is about, and the statement."""
    table = pd.DataFrame(told, columns=["aspect", "statement"])
    return Card(caption, None, table, " ".join(statement for _aspect, statement in told), in_words=True, **parts)


def statements(result: Tiering, money: Money) -> tuple[tuple[str, str], ...]:
    """What each statement is about, and the statement; those that the book cannot make are left out."""
    every = (
        (_("Criteria and weights"), ranking(result)),
        (_("Thresholds"), thresholds(result, money)),
        (_("Who is in"), _who_is_in(result, money)),
        (_("Contribution and cost"), _cost(result, money)),
        (_("Staff hours"), _hours(result)),
        (_("What changes"), _changes(result, money)),
        (_("Fairness"), fairness_in_a_sentence(result)),
        (_("Stability"), " ".join(filter(None, (stability(result), hold_note(result))))),
        (_("Exceptions"), _exceptions(result)),
        (_("Assumptions"), _assumptions(result)),
    )
    return tuple((aspect, statement) for aspect, statement in every if statement)


def _who_is_in(result: Tiering, money: Money) -> str:
    """Each tier's customers and what they contribute, or hold where nobody's contribution is known."""
    contributes = bool(result.tiers["contribution"].any())
    held = "contribution" if contributes else "balance"
    return " ".join(_tier(label, row, held, money) for label, row in
                    zip(result.scheme.labels, result.tiers.to_dict("records"), strict=True))


def _tier(label: str, row: dict, held: str, money: Money) -> str:
    words = {"tier": label, "customers": counted("customers", int(row["customers"])),
             "share": percent(row["customer_share"]), "amount": money.short(row[held])}
    part = row[f"{held}_share"]
    if not row["customers"]:
        return _("{tier}: nobody.", tier=label)
    if not row[held]:
        return _("{tier}: {customers} ({share}).", **words)
    if math.isnan(part):
        return (_("{tier}: {customers} ({share}), {amount} of contribution.", **words) if held == "contribution" else
                _("{tier}: {customers} ({share}), {amount} of balances.", **words))
    words["part"] = percent(part)
    return (_("{tier}: {customers} ({share}), {amount} of contribution ({part}).", **words)
            if held == "contribution" else
            _("{tier}: {customers} ({share}), {amount} of balances ({part}).", **words))


def _cost(result: Tiering, money: Money) -> str:
    """What all customers contribute, and what the commitments to them cost."""
    words = {"cost": money.short(result.service_cost), "contribution": money.short(result.tiers["contribution"].sum())}
    is_known, is_default = bool(result.tiers["contribution"].any()), "promises" in result.examples
    if not is_known:
        return (_("The default service commitments would cost {cost} a year; what customers contribute is not known.",
                  **words) if is_default else
                _("The service commitments cost {cost} a year; what customers contribute is not known.", **words))
    return (_("All customers contribute {contribution} a year; the default service commitments would cost {cost}.",
              **words) if is_default else
            _("All customers contribute {contribution} a year; the service commitments cost {cost}.", **words))


def _hours(result: Tiering) -> str:
    """Hours committed against hours there are, and who is over capacity."""
    hours = number(result.tiers["staffed_hours"].sum())
    if result.staffing is None or not result.staffing.capacity_hours:
        return _("The commitments take {hours} staff hours a year; without a staff file with hours it is not known "
                 "whether they can be kept.", hours=hours)
    return " ".join(filter(None, (
        _("The commitments take {hours} of {capacity} available staff hours a year ({used}), all customers of these "
          "regions counted.", hours=number(result.staffing.hours), capacity=number(result.staffing.capacity_hours),
          used=percent(result.staffing.used_rate)), over_capacity(result))))


def _changes(result: Tiering, money: Money) -> str:
    """Who goes up and down and what they bring."""
    moved = result.moves
    if moved is None or moved.moved_share is None:
        return _(NO_YEAR_BEFORE)
    up, down = moved.of("up").sum(), moved.of("down").sum()
    sentences = [_("Against {base}: {up} go up, who contribute {up_amount}, and {down} go down, who contribute "
                   "{down_amount}.", base=base_noun(result), up=counted("customers", int(up["customers"])),
                   up_amount=money.short(up["contribution"]), down=counted("customers", int(down["customers"])),
                   down_amount=money.short(down["contribution"]))]
    if moved.customers("entered") or moved.customers("left"):
        sentences.append(_("New customers: {entered}; customers who left: {left}.",
                           entered=number(moved.customers("entered")), left=number(moved.customers("left"))))
    sentences.append(_("Whoever left during the year counts as a customer of it."))
    return " ".join(sentences)


def _exceptions(result: Tiering) -> str:
    """How many customers are placed by hand, and which exceptions hold nobody; empty without any."""
    states = Counter(each.standing for each in result.exceptions)
    many = states.pop("holds", 0)
    idle = all_of([_("{state} ({number})", state=_(STANDINGS[each]), number=number(states[each]))
                   for each in STANDINGS if each in states])
    return " ".join(filter(None, (
        ngettext("{count} customer is placed by exception, with a reason and an end date.",
                 "{count} customers are placed by exception, each with a reason and an end date.", many)
        if many else "",
        _("Exceptions that hold nobody: {states}.", states=idle) if idle else "")))


def _assumptions(result: Tiering) -> str:
    """What of the scheme nobody has set yet, and what holds of all service costs."""
    default = {"cuts": _("The shares of customers are defaults that nobody has approved."),
               "promises": _("Hours, channels and hourly costs of the service are defaults that nobody has approved.")}
    return " ".join((*(default[each] for each in result.examples),
                     _("Costs are commitments at their hourly cost, not what was spent; no change in what customers "
                       "do is assumed.")))


def _default_note(result: Tiering) -> str:
    return _("Contains default values that nobody has approved.") if result.examples else ""
