"""What the Customer page shows of one customer: month by month, against the median, year by year, by product."""

from __future__ import annotations

import streamlit as st

from crm_core.house_style import Money, percent
from crm_core.rooms import causes, customer
from crm_core.rooms.customer import CustomerFile, captions
from crm_core.scope import Scope
from pages import frame

LEVERS = {"fees": "more of fees", "margin": "more margin on the balance", "cost to serve": "less cost to serve",
          "balance": "more balance"}


def months(result: CustomerFile, alt: str, money: Money) -> None:
    """Contribution month by month."""
    with frame.card(*captions.months(result, money)):
        if len(result.months):
            frame.chart(customer.draw(result, money), alt=alt)


def against_the_median(result: CustomerFile, years_ago: int, money: Money) -> None:
    """Line by line against the median of its type, and what alone would bring it to break-even."""
    why = causes.answer(frame.reader(Scope(years_ago)), customer=result.identity["customer_id"])
    with frame.card(*captions.against_the_median(result, why.gap, money)):
        for line in why.lines.itertuples():
            st.markdown(frame.escape(f"{captions.LINES[line.line]}: ")
                        + f"**{frame.escape(money.full(line.difference))}**")
        for lever in why.levers[why.levers["is_possible"]].itertuples():
            needed = money.full(lever.needed) if lever.lever == "fees" else percent(lever.needed)
            st.caption(frame.escape(f"Break-even by {needed} {LEVERS[lever.lever]} alone"))


def years(result: CustomerFile, money: Money) -> None:
    """What it brought in each year, line by line."""
    with frame.card(*captions.years(result)):
        table = captions.year_table(result, money)
        named = [str(name) for name in table.columns[1:]]
        frame.table(table, {"what": "To"} | {name: name for name in named},
                    alt="What it brought in each year, latest first", right=named)


def products(result: CustomerFile, money: Money) -> None:
    """What it brings by product and year."""
    table = result.by_product
    if not len(table):
        return
    columns = {result.by: result.by.capitalize(), f"{result.by}_before": "Year before",
               f"{result.by}_two_before": "Two years before"}
    columns |= {name: name.capitalize() for name in result.known if name != result.by}
    with frame.card(*captions.products(result, money)):
        frame.table(table, {"product": "Product", **columns}, alt="What it brings by product and year",
                    money=tuple(columns))
