"""The figures and cards of the Overview in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money, against, apart, number, percent
from crm_core.labels import told_apart
from crm_core.reading import Caption, Metric
from crm_core.rooms.overview.measure import Overview
from crm_core.vocabulary import type_plural

_VERBS = {"balance": "hold", "turnover": "move"}


def metrics(result: Overview, money: Money) -> tuple[Metric, ...]:
    """The customers and their measure; balance and loss-makers where the book says what customers bring."""
    now, before = result.now, result.before
    balance = Metric("Balance", money.short(now.balance), "The year's average, deposits and loans together.",
                     against(now.balance, before.balance if before else None), "up")
    figures = (
        Metric("Customers", number(now.customers), "On the books at some time in the year in scope.",
               against(now.customers, before.customers if before else None), "up"),
        Metric(result.by.capitalize(), money.short(now.amount), "The net total of these customers.",
               against(now.amount, before.amount if before else None), "up"),
        *((balance,) if result.knows_balance else ()),
        Metric("Unprofitable customers", percent(now.loss_making_share),
               "Customers whose contribution is negative in the months with data, as a share of all.",
               apart(now.loss_making_share, before.loss_making_share if before else None), "down"),
    )
    return figures if result.by == "contribution" else figures[:2]  # what the book does not say is no zero


def months(result: Overview) -> Caption:
    """The best month, where one stands out."""
    amounts = result.months.loc[result.months["is_asked"], "amount"]
    best = (amounts == amounts.max()).sum() == 1 and len(amounts) > 1
    return Caption(f"The best month was {result.best_month:%B %Y}" if best else "Month by month",
                   f"{result.by.capitalize()} by month; the chosen year in colour.")


def regions(result: Overview) -> Caption:
    """The region that brings the most, or that several do."""
    names, verb = _region_names(result), _VERBS.get(result.by, "bring")
    first = int((result.regions["amount"] == result.regions["amount"].max()).sum())
    if len(names) == 1:
        title = f"All from {names[0]}"
    elif first == 1:
        title = f"{names[0]} {verb}s the most"
    else:
        title = f"{names[0]} and {names[1]} {verb} the most" if first == 2 else f"{first} regions {verb} the most"  # noqa: PLR2004
    return Caption(title, f"{result.by.capitalize()} by region.")


def regions_in_words(result: Overview) -> str:
    """What the picture of the regions shows, where it cannot be seen."""
    return f"{result.by.capitalize()} by region, largest first: {', '.join(_region_names(result)[:3])}."


def _region_names(result: Overview) -> list[str]:
    """The regions as they are named, largest first; two of one name with their ids."""
    return told_apart(result.regions["region_id"], result.regions["region"])


def type_names(result: Overview) -> list[str]:
    """The customer types as they are named, largest first."""
    return [type_plural(name) for name in result.customer_types["customer_type"]]


def customer_types(result: Overview) -> Caption:
    """The customer type that brings the most."""
    names = type_names(result)
    return Caption(f"{names[0]} {_VERBS.get(result.by, 'bring')} the most" if len(names) > 1
                   else f"All from {names[0].lower()}", f"{result.by.capitalize()} by customer type.")


def types_in_words(result: Overview) -> str:
    """What the picture of the customer types shows, where it cannot be seen."""
    return f"{result.by.capitalize()} by customer type, largest first: {', '.join(type_names(result))}."
