"""Who is this customer, and what do they contribute?"""

import pandas as pd
import streamlit as st

from crm_core import spans
from crm_core.choices import PLURALS
from crm_core.house_style import NOTHING, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.rooms import causes, customer
from crm_core.scope import Scope
from pages import frame
from pages.parts.tiers import placed_in_force

LINES = {line: words.capitalize() for line, words in WORDS.items()}
LEVERS = {"fees": "more of fees", "margin": "more margin on the balance", "cost to serve": "less cost to serve",
          "balance": "more balance"}

frame.title(whole_book=True)
read, money = frame.reader(), frame.money()
said = st.container()
wanted = frame.text_field("customer", "Customer", placeholder="Number, or part of a name",
                     explain="The customer's number opens the file; a part of the name lists who matches.")
matches = customer.search(read, wanted) if wanted else None
if matches is not None and len(matches) and matches["customer_id"].iloc[0].lower() != wanted.strip().lower():
    names = {row.customer_id: f"{row.name} · {row.region}" for row in matches.itertuples(index=False)}
    wanted = frame.pick("match", f"{number(len(matches))} match", names)
result = customer.answer(read, customer=wanted)
reading = customer.say(result, money)
with said:
    frame.headline(reading)

who, latest = result.identity, result.latest
facts = {"Number": who["customer_id"], "Type": who["customer_type"], "Region": who["region"], "Branch": who["branch"],
         "Manager": who["manager"], "Industry": who["industry"], "Credit grade": who["credit_grade"],
         "With us since": f"{who['joined_on']:%B %Y}"}
st.caption(frame.escape(" · ".join(f"{name}: {value}" for name, value in facts.items() if value)))
if latest is not None:
    span = spans.until(int(latest["months_with_activity"]), latest["last_month"])
    placed = placed_in_force(who["customer_id"], int(latest["years_ago"]))
    frame.metrics(
        frame.Metric("Contribution", money.short(latest["contribution"]), f"Brought {span}.",
                     "" if result.change is None else money.short(result.change), "up"),
        frame.Metric("Rank", number(latest["contribution_rank"]),
                     f"Of {number(latest['of_customers'])} customers, by contribution; it brings more than "
                     f"{percent(latest['contribution_score'] / 100)} of the others."),
        frame.Metric("Tier", placed.tier.tier if placed.tier else NOTHING, placed.sentence),
        frame.Metric("Balance", money.short(latest["balance"]), "Average of the months, deposits and loans together."),
    )
    st.caption(frame.escape(placed.sentence))
    left, right = frame.evidence()
    pace = result.pace
    with left, frame.card(f"{money.short(pace[0])} a month lately, {money.short(pace[1])} in the three months before"
                          if pace else "Month by month" if len(result.months) else "No business in the book",
                          "Contribution month by month." if len(result.months) else ""):
        if len(result.months):
            frame.chart(customer.draw(result, money), alt=str(reading))
    why = causes.answer(frame.reader(Scope(int(latest["years_ago"]))), customer=who["customer_id"])
    with right, frame.card(f"{money.short(abs(why.gap))} {'less' if why.gap < 0 else 'more'} than the median of "
                           f"{PLURALS[who['customer_type']]}", f"Line by line, {span}; a minus takes from it."):
        for line in why.lines.itertuples():
            st.markdown(frame.escape(f"{LINES[line.line]}: ") + f"**{frame.escape(money.full(line.difference))}**")
        for lever in why.levers[why.levers["is_possible"]].itertuples():
            needed = money.full(lever.needed) if lever.lever == "fees" else percent(lever.needed)
            st.caption(frame.escape(f"Break-even by {needed} {LEVERS[lever.lever]} alone"))
    ranks = [number(rank) for rank in result.years["contribution_rank"]]
    with frame.card(f"Rank {ranks[0]} now, {' and '.join(ranks[1:])} before" if len(ranks) > 1
                    else "The lines of its contribution",
                    "Each column the 12 months that end in the month shown; balances are averages of months."):
        rows = {"contribution_rank": "Rank", "contribution": "Contribution", **LINES, "balance": "Balance",
                "turnover": "Turnover", "products_held": "Products held"}
        told = {f"{year.last_month:%b %Y}" + ("" if year.is_complete else f", {year.months_with_activity} with data"): [
            number(getattr(year, name)) if name in ("contribution_rank", "products_held")
            else money.full(getattr(year, name)) for name in rows] for year in result.years.itertuples()}
        frame.table(pd.DataFrame({"what": list(rows.values())} | told), {"what": "To"} | {to: to for to in told},
                    alt="What it brought in each year, latest first", right=tuple(told))
    products = result.by_product
    if len(products):
        best = products.iloc[0]
        with frame.card(f"{best['product']} brings the most: {money.short(best['contribution'])}"
                        if best["contribution"] > 0 else "No product brings anything",
                        f"Brought {span}"
                        + (", and in the years before." if products["contribution_before"].notna().any() else ".")):
            frame.table(products, {"product": "Product", "contribution": "Contribution",
                                   "contribution_before": "Year before", "contribution_two_before": "Two years before",
                                   "balance": "Balance", "turnover": "Turnover"},
                        alt="What it brings by product and year",
                        money=("contribution", "contribution_before", "contribution_two_before", "balance", "turnover"))
else:
    st.markdown(NOTHING)

frame.notes("customer", who["customer_id"], about=who["name"])

frame.method(customer)
frame.export(customer.export_table(result), customer)
