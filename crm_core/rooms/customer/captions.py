"""The figures and cards of a customer's file in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

import pandas as pd

from crm_core import spans
from crm_core.contract import UNSTATED
from crm_core.house_style import Money, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.reading import Caption, Metric
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.vocabulary import type_noun

LINES = {line: words.capitalize() for line, words in WORDS.items()}
"""The lines of contribution, as they are named in a table."""
_COUNTS = ("contribution_rank", "products_held")


def facts(result: CustomerFile) -> str:
    """Who it is, in one line: `Number: C00042 · Type: business · …`."""
    who = result.identity
    kind = "" if who["customer_type"] == UNSTATED else who["customer_type"]
    named = {"Number": who["customer_id"], "Type": kind, "Region": who["region"],
             "Branch": who["branch"], "Manager": who["manager"], "Industry": who["industry"],
             "Credit grade": who["credit_grade"],
             "With us since": "" if pd.isna(who["joined_on"]) else f"{who['joined_on']:%B %Y}"}
    return " · ".join(f"{name}: {value}" for name, value in named.items() if value)


def span(result: CustomerFile) -> str:
    """When the latest year was: `in the year to September 2026`."""
    latest = _latest(result)
    return spans.until(int(latest["months_with_activity"]), latest["last_month"])


def metrics(result: CustomerFile, tier: Metric, money: Money) -> tuple[Metric, ...]:
    """Contribution, rank, tier and balance, as far as the book knows them; the `tier` is another room's."""
    latest = _latest(result)
    balance = Metric("Balance", money.short(latest["balance"]), "Average of the months, deposits and loans together.")
    if result.by != "contribution":
        turnover = Metric("Turnover", money.short(latest["turnover"]), f"Moved {span(result)}.")
        held = {"balance": balance, "turnover": turnover}
        return (tier, *(held[name] for name in result.known))
    return (
        Metric("Contribution", money.short(latest["contribution"]), f"Brought {span(result)}.",
               "" if result.change is None else money.short(result.change), "up"),
        Metric("Rank", number(latest["contribution_rank"]),
               f"Of {number(latest['of_customers'])} customers, by contribution; it brings more than "
               f"{percent(latest['contribution_score'] / 100)} of the others."),
        tier,
        *((balance,) if "balance" in result.known else ()),
    )


def months(result: CustomerFile, money: Money) -> Caption:
    """How the last months compare with those before."""
    if not len(result.months):
        return Caption("No business in the book")
    note = f"{result.by.capitalize()} month by month."
    if not result.pace:
        return Caption("Month by month", note)
    lately, before = map(money.short, result.pace)
    return Caption(f"{lately} a month lately, {before} in the three months before", note)


def against_the_median(result: CustomerFile, gap: float, money: Money) -> Caption:
    """How far the customer is from the median of its type; `gap` is another room's."""
    kind = type_noun(result.identity["customer_type"])
    return Caption(f"{money.short(abs(gap))} {'less' if gap < 0 else 'more'} than the median of {kind}",
                   f"Line by line, {span(result)}; a minus takes from it.")


def years(result: CustomerFile) -> Caption:
    """The rank now and in the years before."""
    ranks = [number(rank) for rank in result.years["contribution_rank"]]
    if result.by != "contribution":
        return Caption("Year by year", "Each column the 12 months that end in the month shown.")
    return Caption(f"Rank {ranks[0]} now, {' and '.join(ranks[1:])} before" if len(ranks) > 1
                   else "The lines of its contribution",
                   "Each column the 12 months that end in the month shown; balances are averages of months.")


def year_table(result: CustomerFile, money: Money) -> pd.DataFrame:
    """The years side by side as text: `what`, and a column a year, latest first."""
    worth = {"contribution_rank": "Rank", "contribution": "Contribution", **LINES}
    known = {name: name.capitalize() for name in ("balance", "turnover") if name in result.known}
    rows = (worth if "contribution" in result.known else {}) | known | {"products_held": "Products held"}
    columns = {
        f"{year.last_month:%b %Y}" + ("" if year.is_complete else f", {year.months_with_activity} with data"): [
            number(getattr(year, name)) if name in _COUNTS else money.full(getattr(year, name)) for name in rows]
        for year in result.years.itertuples()
    }
    return pd.DataFrame({"what": list(rows.values())} | columns)


def products(result: CustomerFile, money: Money) -> Caption:
    """Which product brings the most."""
    table = result.by_product
    best = table.iloc[0]
    before = ", and in the years before." if table[f"{result.by}_before"].notna().any() else "."
    if not best[result.by] > 0:
        return Caption(f"No product has any {result.by}", f"{span(result).capitalize()}{before}")
    if result.by == "contribution":
        return Caption(f"{best['product']} brings the most: {money.short(best[result.by])}",
                       f"Brought {span(result)}{before}")
    return Caption(f"{best['product']} has the most {result.by}: {money.short(best[result.by])}",
                   f"{span(result).capitalize()}{before}")


def _latest(result: CustomerFile) -> dict:
    """The latest year. Raises ValueError for a customer who was on the books in none of them."""
    if result.latest is None:
        raise ValueError("The customer was not on the books in the years of this book.")
    return result.latest
