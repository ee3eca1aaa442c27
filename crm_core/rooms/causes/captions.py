"""The figures and cards of Causes in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.causes.measure import BASES, Causes
from crm_core.rooms.causes.reading import place_in_words
from crm_core.spans import over
from crm_core.vocabulary import line_label, line_noun, measure_label

MAX_PLACES = 10
"""Places of the main cause that are shown."""


@made_once
def metrics(result: Causes, money: Money) -> tuple[Metric, ...]:
    """The customers, what they contribute, the two references and the gap."""
    return (
        Metric(_("Customers"), number(result.customers), _("The customers whose gap is explained.")),
        Metric(_("Contribution"), money.short(result.contribution),
               _("Their net contribution {period}.", period=over(result.months))),
        Metric(_("Benchmark"), money.short(result.reference),
               _("The contribution of as many median customers of the same types, line by line. Where most customers "
                 "of a type are unprofitable, so is its median.")),
        Metric(_("Gap"), money.short(result.gap), _("The difference; the steps below add up to it exactly.")),
        Metric(_("At own unit costs"), money.short(result.at_units),
               _("The contribution of the same products at the bank's own unit costs and rates for the customer type. "
                 "The difference between it and theirs is due to cost, price and risk; the rest of the gap is due to "
                 "the products that they hold.")),
    )


@named
def lines(result: Causes, money: Money) -> Caption:
    """Which line has the largest adverse difference."""
    note = _("From the median customers to these, line by line; the steps add up.")
    if not result.main_cause:
        return Caption(_("No line is below the benchmark"), note)
    line = line_noun(result.main_cause)
    if result.main_reference == "units":
        worst = result.lines.set_index("line")["difference_at_units"][result.main_cause]
        below = _("No line is below the median.")
        return Caption(_("Largest adverse difference to own unit costs and rates: {line}, {amount}", line=line,
                         amount=money.short(-worst)), f"{below} {note}")
    worst = -result.lines["difference"].iloc[0]
    return Caption(_("Largest adverse difference: {line}, {amount}", line=line, amount=money.short(worst)), note)


@named
def levers(result: Causes, money: Money) -> Caption:
    """What alone would bring them to break-even."""
    needed = result.levers[result.levers["is_possible"]].set_index("lever")["needed"].to_dict()
    if not needed:
        return Caption(_("Nothing to fix") if result.contribution >= 0 else
                       _("No single change is enough to break even"))
    note = _("Each change alone, all else unchanged.")
    if "cost to serve" in needed:
        share = percent(needed["cost to serve"])
        return Caption(_("Break-even requires {share} less cost to serve", share=share), note)
    return Caption(_("Break-even requires {amount} more in fees per customer", amount=money.full(needed["fees"])), note)


def lever_label(lever: str) -> str:
    """What would change, as a heading."""
    match lever:
        case "fees":
            return line_label("fee_income")
        case "margin":
            return _("Margin")
        case "cost to serve":
            return line_label("cost_to_serve")
    return measure_label("balance")


def lever_changes(result: Causes, money: Money) -> Mapping[str, str]:
    """Each lever and how far it must move; empty text for one that is not enough alone."""
    return {row.lever: _change(row.lever, row.needed, result.months, money) if row.is_possible else ""
            for row in result.levers.itertuples()}


def _change(lever: str, needed: float, months: int, money: Money) -> str:
    match lever:
        case "fees":
            return _("+{amount} per customer {period}", amount=money.full(needed, decimals=2), period=over(months))
        case "margin":
            return _("+{number} points of the balance", number=number(100 * needed, decimals=2))
        case "cost to serve":
            return f"−{percent(needed)}"
    return _("+{share} at its current return", share=percent(needed))


@named
def places(result: Causes) -> Caption:
    """Where the main cause is out of proportion."""
    cause, worst = str(result.main_cause), result.hotspots.iloc[0]
    values = {"place": place_in_words(worst), "line": line_noun(cause)}
    if worst["ratio"] > 0:
        title = _("{place}: {times} × the benchmark of {line}", times=number(worst["ratio"], decimals=1), **values)
    else:
        title = _("{place} is furthest from the benchmark of {line}", **values)
    note = (_("{line} as a rate on the balance, against the same product and customer type in the median region.",
              line=line_label(cause)) if cause in BASES else
            _("{line} per holder and month, against the same product and customer type in the median region.",
              line=line_label(cause)))
    if len(result.hotspots) <= MAX_PLACES:
        return Caption(title, note)
    shown = _("The {shown} largest of {all} are shown.", shown=number(MAX_PLACES), all=number(len(result.hotspots)))
    return Caption(title, f"{note} {shown}")


def places_in_words(result: Causes) -> str:
    """What the table of places shows, where it cannot be seen."""
    return _("Where {line} exceeds the benchmark, largest amount first", line=line_noun(str(result.main_cause)))


def export_table(result: Causes) -> pd.DataFrame:
    """The lines as a reader takes them away, by name."""
    return result.lines.assign(line=[line_label(line) for line in result.lines["line"]])
