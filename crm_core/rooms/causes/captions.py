"""The figures and cards of Causes in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.house_style import Money, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.reading import Caption, Metric
from crm_core.rooms.causes.measure import BASES, Causes
from crm_core.rooms.causes.reading import place_in_words
from crm_core.spans import over

MAX_PLACES = 10
"""Places of the main cause that are shown."""


def metrics(result: Causes, money: Money) -> tuple[Metric, ...]:
    """The customers, what they bring, the two references and the gap."""
    return (
        Metric("Customers", number(result.customers), "Those whose gap is explained."),
        Metric("They bring", money.short(result.contribution), f"Their net contribution {over(result.months)}."),
        Metric("Benchmark", money.short(result.reference),
               "What as many median customers of the same types bring, line by line. Where most of a type lose, so "
               "does its median."),
        Metric("Gap", money.short(result.gap), "The difference; the steps below add up to it exactly."),
        Metric("At own unit costs", money.short(result.at_units),
               "What the same products would bring at the bank's own unit costs and rates for the customer type. What "
               "is between this and what they bring is cost, price and risk; the rest of the gap is what they hold."),
    )


def lines(result: Causes, money: Money) -> Caption:
    """Which line takes the most."""
    note = "From the median customers to these, line by line; the steps add up."
    if not result.main_cause:
        return Caption("No line is below the benchmark", note)
    if result.main_reference == "units":
        worst = result.lines.set_index("line")["difference_at_units"][result.main_cause]
        return Caption(f"{WORDS[result.main_cause].capitalize()} takes {money.short(-worst)} more than at own unit "
                       "costs and rates", f"No line is below the median. {note}")
    worst = money.short(-result.lines["difference"].iloc[0])
    return Caption(f"{WORDS[result.main_cause].capitalize()} takes the most: {worst}", note)


def levers(result: Causes, money: Money) -> Caption:
    """What alone would bring them to break-even."""
    needed = result.levers[result.levers["is_possible"]].set_index("lever")["needed"].to_dict()
    if not needed:
        return Caption("Nothing to mend" if result.contribution >= 0 else "No single change brings break-even")
    note = "Any one change alone, all else as it was."
    if "cost to serve" in needed:
        return Caption(f"Break-even takes {percent(needed['cost to serve'])} less cost to serve", note)
    return Caption(f"Break-even takes {money.full(needed['fees'])} more of fees a customer", note)


def lever_changes(result: Causes, money: Money) -> Mapping[str, str]:
    """Each lever by name and how far it must move; empty text for one that cannot do it alone."""
    each = over(result.months)
    words = {
        "fees": lambda size: f"+{money.full(size, decimals=2)} a customer {each}",
        "margin": lambda size: f"+{number(100 * size, decimals=2)} points of the balance",
        "cost to serve": lambda size: f"−{percent(size)}",
        "balance": lambda size: f"+{percent(size)} at what it earns today",
    }
    return {row.lever: words[row.lever](row.needed) if row.is_possible else "" for row in result.levers.itertuples()}


def places(result: Causes) -> Caption:
    """Where the main cause is out of proportion."""
    line, worst = WORDS[str(result.main_cause)], result.hotspots.iloc[0]
    title = (f"{place_in_words(worst)}: {number(worst['ratio'], decimals=1)} × the benchmark of {line}"
             if worst["ratio"] > 0 else f"{place_in_words(worst)} is furthest from the benchmark of {line}")
    unit = "as a rate on the balance" if result.main_cause in BASES else "for each holder and month"
    note = f"{line.capitalize()} {unit}, against the same product and customer type in the median region."
    if len(result.hotspots) > MAX_PLACES:
        note += f" The ten places where most of it is beyond the benchmark, of {len(result.hotspots)}."
    return Caption(title, note)
