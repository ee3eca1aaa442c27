"""Causes in a manager's words."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.reading import Reading
from crm_core.rooms.causes.measure import BASES, Causes
from crm_core.spans import over
from crm_core.vocabulary import type_noun

_NOTABLE = 1.5
"""A place is named when it is half as bad again as the median region."""
_SMALL = 10
"""Amounts below this are written with their cents."""


def say(result: Causes, money: Money) -> Reading:
    """The gap, its main cause, the place where that cause is out of proportion, and what alone would mend a loss."""
    many, usual = _who(result), _usual(result)
    if result.contribution < 0 and (result.gap >= 0 or result.reference < 0):
        headline = _say_loss(result, many, usual, money)
    elif result.main_cause is None:
        verb = "bring" if result.customers > 1 else "brings"
        headline = f"{many} {verb} {_more(result.gap, money)} {usual}, on no line less."
    else:
        headline = _say_gap(result, many, usual, money)
    parts = (_say_place(result), _say_units(result, money), _say_lever(result, money))
    return Reading(headline, " ".join(part for part in parts if part))


def _who(result: Causes) -> str:
    kind = "loss-making customers" if result.who == "loss_makers" else "customers"
    one = "This loss-making customer" if result.who == "loss_makers" else "This customer"
    many = f"{number(result.customers)} {kind}" if result.customers > 1 else one
    return many + (f" of {result.of}" if result.of else "")


def _usual(result: Causes) -> str:
    return "as many median customers of their types" if result.customers > 1 else "the median customer of its type"


def _more(gap: float, money: Money) -> str:
    return f"{money.short(gap)} more than" if gap > 0 else "no more and no less than"


def _say_gap(result: Causes, many: str, usual: str, money: Money) -> str:
    verb, them = ("bring", "them") if result.customers > 1 else ("brings", "it")
    worst = result.lines.iloc[0]
    if result.gap < 0:
        return (f"{many} {verb} {money.short(-result.gap)} less than {usual}; {percent(result.main_share)} of what "
                f"{'they fall' if result.customers > 1 else 'it falls'} short by is {WORDS[str(result.main_cause)]}.")
    return (f"{many} {verb} {_more(result.gap, money)} {usual}, though {WORDS[str(result.main_cause)]} takes "
            f"{money.short(-worst['difference'])} more from {them}.")


def _say_loss(result: Causes, many: str, usual: str, money: Money) -> str:
    """A loss that the median hides: it loses as well, or falls short on other lines."""
    several = result.customers > 1
    headline = f"{many} {'lose' if several else 'loses'} {money.short(-result.contribution)}"
    if result.reference < 0:
        headline += f"; {usual} would lose {money.short(-result.reference)}, so that the median is no benchmark here"
    else:
        headline += f", though {usual} would bring {money.short(result.reference)}"
    if result.main_cause is None:
        return f"{headline}."
    against = "the median" if result.main_reference == "median" else "the bank's own unit costs and rates"
    return (f"{headline}. {percent(result.main_share)} of what {'they fall' if several else 'it falls'} short of "
            f"{against} by is {WORDS[result.main_cause]}.")


def _say_units(result: Causes, money: Money) -> str:
    """What the same products would bring at the bank's own unit costs and rates, where that is something else."""
    if money.short(result.at_units) == money.short(result.contribution):
        return ""
    verb = "lose" if result.at_units < 0 else "contribute"
    still = "still " if result.at_units < 0 and result.contribution < result.at_units else ""
    words = (f"At the bank's own unit costs and rates the same products would {still}{verb} "
             f"{money.short(abs(result.at_units))}")
    if result.gap_at_units < 0 and result.units_cause:
        difference = result.lines.set_index("line")["difference_at_units"][result.units_cause]
        words += f"; {WORDS[result.units_cause]} differs most ({money.short(difference)})"
    return f"{words}."


def _say_place(result: Causes) -> str:
    if result.hotspots.empty:
        return ""
    worst = result.hotspots.iloc[0]
    if not worst["ratio"] >= _NOTABLE:
        return ""
    times, line = number(worst["ratio"], decimals=1), str(result.main_cause)
    rate = " on the balance" if line in BASES else ""
    return f"{place_in_words(worst)} has {times} times the {WORDS[line]}{rate} of the median region."


def place_in_words(place: pd.Series) -> str:
    """A row of `Causes.hotspots` by name: `Current account of individuals in Olivar`."""
    return f"{place['product']} of {type_noun(place['customer_type'])} in {place['region']}"


def _say_lever(result: Causes, money: Money) -> str:
    them = "them" if result.customers > 1 else "it"
    cut = result.levers[result.levers["is_possible"] & (result.levers["lever"] == "cost to serve")]
    if not cut.empty:
        return f"Cutting cost to serve by {percent(cut['needed'].iloc[0])} alone would bring {them} to break-even."
    fees = result.levers[result.levers["lever"] == "fees"]
    if fees.empty:
        return ""
    each = f"{'a' if result.customers > 1 else 'the'} customer {over(result.months)}"
    needed = fees["needed"].iloc[0]
    amount = money.full(needed, decimals=2 if needed < _SMALL else 0)
    return f"No cut of cost alone would do; {amount} more of fees {each} would."
