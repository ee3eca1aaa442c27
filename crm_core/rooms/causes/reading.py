"""Causes in a manager's words."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.causes.measure import BASES, Causes
from crm_core.spans import over
from crm_core.vocabulary import counted, line_noun, type_noun

_NOTABLE = 1.5
"""A place is named when it is half as bad again as the median region."""
_SMALL = 10
"""Amounts below this are written with their cents."""


@made_once
def say(result: Causes, money: Money) -> Reading:
    """The gap, its main cause, the place where that cause is out of proportion, and what alone would offset a loss."""
    if result.contribution < 0 and (result.gap >= 0 or result.reference < 0):
        headline = _say_loss(result, money)
    elif result.gap < 0:
        headline = _say_shortfall(result, money)
    else:
        headline = _say_surplus(result, money)
    parts = (_say_place(result), _say_units(result, money), _say_lever(result, money))
    return Reading(headline, " ".join(part for part in parts if part))


def _who(result: Causes) -> str:
    if result.who == "loss_makers":
        who = ngettext("{count} unprofitable customer", "{count} unprofitable customers", result.customers)
    elif result.who == "everybody" or result.customers > 1:
        who = counted("customers", result.customers)
    else:
        who = _("This customer")
    return _("{customers} of {name}", customers=who, name=result.of) if result.of else who


def _median(result: Causes) -> str:
    return ngettext("the median customer of the same type", "as many median customers of the same types",
                    result.customers)


def _say_shortfall(result: Causes, money: Money) -> str:
    return _("{customers} generated {amount} less contribution than {median}; {share} of the shortfalls is due to "
             "{line}.", customers=_who(result), amount=money.short(-result.gap), median=_median(result),
             share=percent(result.main_share), line=line_noun(str(result.main_cause)))


def _say_surplus(result: Causes, money: Money) -> str:
    """As much as the median or more; on some lines it may be less."""
    values = {"customers": _who(result), "median": _median(result), "amount": money.short(result.gap)}
    if result.main_cause is None:
        if result.gap > 0:
            return _("{customers} generated {amount} more contribution than {median}; no line is below the median.",
                     **values)
        return _("{customers} generated a contribution equal to that of {median}; no line is below the median.",
                 **values)
    values |= {"lost": money.short(-result.lines["difference"].iloc[0]), "line": line_noun(result.main_cause)}
    if result.gap > 0:
        return _("{customers} generated {amount} more contribution than {median}, despite an adverse difference of "
                 "{lost} in {line}.", **values)
    return _("{customers} generated a contribution equal to that of {median}, despite an adverse difference of {lost} "
             "in {line}.", **values)


def _say_loss(result: Causes, money: Money) -> str:
    """A loss that the median hides: it loses as well, or falls short on other lines."""
    values = {"customers": _who(result), "loss": money.short(-result.contribution), "median": _median(result),
              "reference": money.short(abs(result.reference))}
    if result.reference < 0:
        headline = _("{customers} produced a loss of {loss}; {median} would lose {reference}, so the median is no "
                     "benchmark here.", **values)
    else:
        headline = _("{customers} produced a loss of {loss}, although {median} would contribute {reference}.",
                     **values)
    if result.main_cause is None:
        return headline
    cause = {"share": percent(result.main_share), "line": line_noun(result.main_cause)}
    why = (_("{share} of the shortfalls against the median is due to {line}.", **cause)
           if result.main_reference == "median" else
           _("{share} of the shortfalls against the bank's own unit costs and rates is due to {line}.", **cause))
    return f"{headline} {why}"


def _say_units(result: Causes, money: Money) -> str:
    """What the same products would contribute at the bank's own unit costs and rates, where that is something else."""
    if money.short(result.at_units) == money.short(result.contribution):
        return ""
    words = _("At the bank's own unit costs and rates the contribution of the same products would be {amount}.",
              amount=money.short(result.at_units))
    if not (result.gap_at_units < 0 and result.units_cause):
        return words
    difference = result.lines.set_index("line")["difference_at_units"][result.units_cause]
    largest = _("Largest difference: {line}, {amount}.", line=line_noun(result.units_cause),
                amount=money.short(difference))
    return f"{words} {largest}"


def _say_place(result: Causes) -> str:
    if result.hotspots.empty:
        return ""
    worst = result.hotspots.iloc[0]
    if not worst["ratio"] >= _NOTABLE:
        return ""
    line = str(result.main_cause)
    values = {"place": place_in_words(worst), "times": number(worst["ratio"], decimals=1), "line": line_noun(line)}
    if line in BASES:
        return _("{place} shows {times} times the {line} on the balance of the median region.", **values)
    return _("{place} shows {times} times the {line} of the median region.", **values)


def place_in_words(place: pd.Series) -> str:
    """A row of `Causes.hotspots` by name: `Current account of individuals in Olivar`."""
    return _("{product} of {types} in {region}", product=place["product"], types=type_noun(place["customer_type"]),
             region=place["region"])


def _say_lever(result: Causes, money: Money) -> str:
    cut = result.levers[result.levers["is_possible"] & (result.levers["lever"] == "cost to serve")]
    if not cut.empty:
        return _("Reducing cost to serve by {share} would be enough to break even.",
                 share=percent(cut["needed"].iloc[0]))
    fees = result.levers[result.levers["lever"] == "fees"]
    if fees.empty:
        return ""
    needed = fees["needed"].iloc[0]
    return _("No reduction of cost to serve would be enough to break even; {amount} more in fees per customer {period} "
             "would be.", amount=money.full(needed, decimals=2 if needed < _SMALL else 0), period=over(result.months))
