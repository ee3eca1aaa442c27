"""What the Customer page shows of one customer: month by month, against the median, year by year, by product."""

from __future__ import annotations

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.rooms import causes, customer
from crm_core.rooms.customer import CustomerFile, captions
from crm_core.scope import Scope
from crm_core.vocabulary import line_label, measure_label
from pages import frame


def months(result: CustomerFile, alt: str, money: Money) -> None:
    """The measure of the profile month by month; the reading says where they stayed in the lakehouse."""
    if result.months_stayed:
        return
    with frame.card(*captions.months(result, money)):
        if len(result.months):
            frame.chart(customer.draw(result, money), alt=alt)


def against_the_median(result: CustomerFile, years_ago: int, money: Money) -> None:
    """Line by line against the median of its type, and what alone would bring it to break-even."""
    who = result.identity["customer_id"]
    why = frame.cache_answer(f"causes of {who} {years_ago}",
                             lambda: causes.answer(frame.reader(Scope(years_ago)), customer=who))
    with frame.card(*captions.against_the_median(result, why.gap, money)):
        for line in why.lines.itertuples():
            st.markdown(frame.escape(f"{line_label(line.line)}: ")
                        + f"**{frame.escape(money.full(line.difference))}**")
        for lever in why.levers[why.levers["is_possible"]].itertuples():
            st.caption(frame.escape(captions.break_even(lever.lever, lever.needed, money)))


def years(result: CustomerFile, money: Money) -> None:
    """What it contributed in each year, line by line."""
    with frame.card(*captions.years(result)):
        table = captions.year_table(result, money)
        named = [str(name) for name in table.columns[1:]]
        frame.table(table, {"what": _("12 months to")} | {name: name for name in named},
                    alt=_("The customer's figures in each year, latest first"), right=named)


def products(result: CustomerFile, money: Money) -> None:
    """What it contributes by product and year."""
    table = result.by_product
    if not len(table):
        return
    columns = {result.by: measure_label(result.by), f"{result.by}_before": _("Previous year"),
               f"{result.by}_two_before": _("Two years before")}
    columns |= {name: measure_label(name) for name in result.known if name != result.by}
    with frame.card(*captions.products(result, money)):
        frame.table(table, {"product": _("Product"), **columns}, alt=_("The customer's figures by product and year"),
                    money=tuple(columns))
