"""The figures and cards of a customer's profile in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

import pandas as pd

from crm_core import spans
from crm_core.amounts import Money, number, percent
from crm_core.contract import UNSTATED
from crm_core.language import _, all_of, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.profit_and_loss import SIGNS
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.vocabulary import counted, line_label, measure_label, type_label, type_noun

_COUNTS = ("contribution_rank", "products_held")


def facts(result: CustomerFile) -> str:
    """Who it is, in one line: `Customer ID: C00042 · Customer type: Business · …`."""
    who = result.identity
    kind = "" if who["customer_type"] == UNSTATED else type_label(who["customer_type"])
    named = {_("Customer ID"): who["customer_id"], _("Customer type"): kind,
             _("Region"): who["region"], _("Branch"): who["branch"], _("Manager"): who["manager"],
             _("Industry"): who["industry"], _("Credit grade"): who["credit_grade"],
             _("Customer since"): "" if pd.isna(who["joined_on"]) else month(who["joined_on"])}
    return " · ".join(f"{name}: {value}" for name, value in named.items() if value)


def span(result: CustomerFile) -> str:
    """When the latest year was: `in the year to September 2026`."""
    latest = _latest(result)
    return spans.until(int(latest["months_with_activity"]), latest["last_month"])


@made_once
def metrics(result: CustomerFile, tier: Metric, money: Money) -> tuple[Metric, ...]:
    """Contribution, rank, tier and balance, as far as the data has them; the `tier` is another room's."""
    latest = _latest(result)
    balance = Metric(measure_label("balance"), money.short(latest["balance"]),
                     _("Monthly average, deposits and loans together."))
    if result.by != "contribution":
        turnover = Metric(measure_label("turnover"), money.short(latest["turnover"]),
                          _("Turnover {span}.", span=span(result)))
        held = {"balance": balance, "turnover": turnover}
        return (tier, *(held[name] for name in result.known))
    rank = _("By contribution, out of {customers}. The contribution is higher than that of {share} of the others.",
             customers=counted("customers", int(latest["of_customers"])),
             share=percent(latest["contribution_score"] / 100))
    return (
        Metric(measure_label("contribution"), money.short(latest["contribution"]),
               _("Contribution {span}.", span=span(result)),
               "" if result.change is None else money.short(result.change), "up"),
        Metric(_("Rank"), number(latest["contribution_rank"]), rank),
        tier,
        *((balance,) if "balance" in result.known else ()),
    )


@named
def months(result: CustomerFile, money: Money) -> Caption:
    """How the last months compare with those before."""
    if not len(result.months):
        return Caption(_("No activity in the data"))
    note = _("{measure} month by month.", measure=measure_label(result.by))
    if not result.pace:
        return Caption(_("Month by month"), note)
    lately, before = map(money.short, result.pace)
    return Caption(_("{amount} a month in the last three months, {before} in the three before", amount=lately,
                     before=before), note)


@named
def against_the_median(result: CustomerFile, gap: float, money: Money) -> Caption:
    """How far the customer is from the median of its type; `gap` is another room's."""
    values = {"amount": money.short(abs(gap)), "types": type_noun(result.identity["customer_type"])}
    title = (_("{amount} less than the median of {types}", **values) if gap < 0 else
             _("{amount} more than the median of {types}", **values))
    return Caption(title, _("Difference line by line {span}; a negative difference reduces contribution.",
                            span=span(result)))


def break_even(lever: str, needed: float, money: Money) -> str:
    """How far one `lever` of Causes must move to bring the customer to break-even."""
    match lever:
        case "fees":
            return _("{amount} more in fees alone would break even", amount=money.full(needed))
        case "margin":
            return _("A margin {number} points higher alone would break even", number=number(100 * needed, decimals=2))
        case "cost to serve":
            return _("{share} less cost to serve alone would break even", share=percent(needed))
    return _("{share} more balance alone would break even", share=percent(needed))


@named
def years(result: CustomerFile) -> Caption:
    """The rank now and in the years before."""
    if result.by != "contribution":
        return Caption(_("Year by year"), _("Each column covers the 12 months to the month shown."))
    note = _("Each column covers the 12 months to the month shown; balances are monthly averages.")
    ranks = [number(rank) for rank in result.years["contribution_rank"]]
    if len(ranks) == 1:
        return Caption(_("Contribution by line"), note)
    return Caption(ngettext("Rank {rank} now, {before} the year before",
                            "Rank {rank} now; in the years before: {before}", len(ranks) - 1, rank=ranks[0],
                            before=all_of(ranks[1:])), note)


def year_table(result: CustomerFile, money: Money) -> pd.DataFrame:
    """The years side by side as text: `what`, and a column a year, latest first."""
    worth = {"contribution_rank": _("Rank"), "contribution": measure_label("contribution"),
             **{line: line_label(line) for line in SIGNS}}
    known = {name: measure_label(name) for name in ("balance", "turnover") if name in result.known}
    rows = (worth if "contribution" in result.known else {}) | known | {"products_held": _("Products held")}
    columns = {
        _year(year.last_month, year.is_complete, year.months_with_activity): [
            number(getattr(year, name)) if name in _COUNTS else money.full(getattr(year, name)) for name in rows]
        for year in result.years.itertuples()
    }
    return pd.DataFrame({"what": list(rows.values())} | columns)


def _year(last_month: pd.Timestamp, is_complete: bool, months_held: int) -> str:
    if is_complete:
        return month_short(last_month)
    return ngettext("{month}, {count} month with data", "{month}, {count} months with data", int(months_held),
                    month=month_short(last_month))


@named
def products(result: CustomerFile, money: Money) -> Caption:
    """Which product contributes the most."""
    table = result.by_product
    best = table.iloc[0]
    note = (_("By product {span}, and in the years before.", span=span(result))
            if table[f"{result.by}_before"].notna().any() else _("By product {span}.", span=span(result)))
    if not best[result.by] > 0:
        return Caption(_("{measure}: no product has a positive amount", measure=measure_label(result.by)), note)
    amount = money.short(best[result.by])
    if result.by == "contribution":
        return Caption(_("{product} contributes the most: {amount}", product=best["product"], amount=amount), note)
    return Caption(_("{measure}: {product} has the most, {amount}", measure=measure_label(result.by),
                     product=best["product"], amount=amount), note)


def _latest(result: CustomerFile) -> dict:
    """The latest year. Raises ValueError for a customer who was on the books in none of them."""
    if result.latest is None:
        raise ValueError("The customer was not on the books in the years of this book.")
    return result.latest
