"""Who is this customer, and what do they bring?"""

import streamlit as st

from crm_core import causes, customer
from crm_core.choices import PLURALS
from crm_core.house_style import NOTHING, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.scope import Scope
from pages import frame

frame.title(__doc__, whole_book=True)
read, money = frame.reader(), frame.money()
said = st.container()
wanted = frame.words("customer", "Customer", placeholder="Number, or part of a name",
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
facts = {"Type": who["customer_type"], "Region": who["region"], "Branch": who["branch"], "Manager": who["manager"],
         "Industry": who["industry"], "Credit grade": who["credit_grade"], "With us since": f"{who['joined_on']:%B %Y}",
         "Left on": who["left_on"] and f"{who['left_on']:%d %B %Y}"}
st.caption(frame.plain(" · ".join(f"{name}: {value}" for name, value in facts.items() if value)))
if latest is not None:
    frame.metrics(
        frame.Metric("Contribution", money.short(latest["contribution"]), "Over the latest 12 months.",
                     "" if result.change is None else money.short(result.change), "up"),
        frame.Metric("Rank", number(latest["contribution_rank"]),
                     f"Of {number(latest['of_customers'])} customers, by contribution."),
        frame.Metric("Balance", money.short(latest["balance"]), "The year's average, deposits and loans together."),
        frame.Metric("Better than", percent(latest["contribution_score"] / 100),
                     "The share of customers who bring less."),
    )
    left, right = frame.evidence()
    with left, frame.card("What it brought month by month" if len(result.months) else "No business in the book"):
        if len(result.months):
            frame.chart(customer.draw(result, money), alt=str(reading))
    why = causes.answer(frame.reader(Scope(int(latest["years_ago"]))), customer=who["customer_id"])
    with right, frame.card(f"Against the median of {PLURALS[who['customer_type']]}",
                           f"In the year to {latest['last_month']:%B %Y}."):
        for line in why.lines.itertuples():
            st.markdown(frame.plain(f"{WORDS[line.line].capitalize()}: ")
                        + f"**{frame.plain(money.full(line.difference))}**")
        for lever in why.levers[why.levers["is_possible"]].itertuples():
            needed = money.full(lever.needed) if lever.lever == "fees" else percent(lever.needed)
            st.caption(frame.plain(f"Break-even by {lever.lever} alone: {needed}"))
    with frame.card("Year by year", "Each the 12 months that end in the month shown."):
        years = result.years.assign(to=[f"{month:%b %Y}" for month in result.years["last_month"]])
        frame.table(years, {"to": "To", "contribution_rank": "Rank", "contribution": "Contribution",
                            "balance": "Balance", "turnover": "Turnover", "products_held": "Products",
                            **{line: words.capitalize() for line, words in WORDS.items()}},
                    alt="What it brought in each year, latest first")
    with frame.card("By product", "Over the latest 12 months."):
        frame.table(result.products[result.products["years_ago"] == 0],
                    {"product": "Product", "balance": "Balance", "turnover": "Turnover", "contribution": "Contribution",
                     **{line: words.capitalize() for line, words in WORDS.items()}}, alt="What it brings by product")
else:
    st.markdown(NOTHING)

frame.notes("customer", who["customer_id"], about=who["name"])

frame.method(customer)
frame.export(result.years, customer)
