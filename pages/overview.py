"""What is in the book, and what should I look at first?"""

import streamlit as st

from crm_core import overview, pareto, provenance
from crm_core.choices import PLURALS
from crm_core.house_style import against, apart, number, percent
from pages import frame

frame.title(__doc__)
money = frame.money()
result = frame.ask(overview)
reading = overview.say(result, money)
now, before, regions, types = result.now, result.before, result.regions, result.customer_types
frame.headline(reading)

frame.metrics(
    frame.Metric("Customers", number(now.customers), "On the books at some time in the 12 months.",
                 against(now.customers, before and before.customers), "up"),
    frame.Metric(result.by.capitalize(), money.short(now.amount), "The net total of these customers.",
                 against(now.amount, before and before.amount), "up"),
    frame.Metric("Balance", money.short(now.balance), "The year's average, deposits and loans together.",
                 against(now.balance, before and before.balance), "up"),
    frame.Metric("Loss-makers", percent(now.loss_making_share),
                 "Customers who cost more than they bring over the 12 months, as a share of all.",
                 apart(now.loss_making_share, before and before.loss_making_share), "down"),
)

with frame.card(f"The best month was {result.best_month:%B %Y}",
                f"{result.by.capitalize()} by month; the chosen 12 months in colour."):
    frame.chart(overview.draw(result, money), alt=f"{result.by.capitalize()} by month. {reading}")

names = [PLURALS[name].capitalize() for name in types["customer_type"]]
left, right = frame.evidence()
with left, frame.card(f"{regions['region'].iloc[0]} brings the most", f"{result.by.capitalize()} by region."):
    frame.chart(overview.draw_parts(regions, regions["region"].tolist(), money),
                alt=f"{result.by.capitalize()} by region, largest first: {', '.join(regions['region'].head(3))}.")
with right, frame.card(f"{names[0]} bring the most" if len(names) > 1 else f"All from {names[0].lower()}",
                       f"{result.by.capitalize()} by customer type."):
    frame.chart(overview.draw_parts(types, names, money, width=180),
                alt=f"{result.by.capitalize()} by customer type, largest first: {', '.join(names)}.")

st.subheader("Where to go on", anchor=False)
first, second = st.columns(2, gap="small")
rests = frame.ask(pareto, by=result.by)
with first, frame.card(pareto.say(rests, money).headline):
    st.page_link("pages/pareto.py", label="Who carries the bank, and who costs it", icon=":material/arrow_forward:",
                 query_params=frame.link_to("pareto", by=result.by))
trust = frame.ask(provenance)
with second, frame.card(provenance.say(trust, money).headline):
    st.page_link("pages/data.py", label="Whether this book can be trusted", icon=":material/arrow_forward:")
if trust.lacking:
    st.caption(frame.plain(f"Not in this book: {', '.join(trust.lacking)}. The Data page shows the columns that these "
                           "files would have."))

frame.method(overview)
frame.export(regions, overview)
