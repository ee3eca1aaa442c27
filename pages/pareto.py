"""How much of our profit rests on how few customers?"""

import pandas as pd
import streamlit as st

from crm_core import overview, pareto
from crm_core.house_style import NOTHING, apart, count, number, percent
from pages import frame

MEASURES = ("contribution", "revenue", "balance", "turnover")
UNITS = {"regions": "Regions", "types": "Customer types", "products": "Products", "branches": "Branches",
         "managers": "Managers"}

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="medium"):
    best = frame.ask(overview).by  # stands first: what the book says, if not what customers bring
    by = frame.choice("by", "Rank customers by",
                      {name: name.capitalize() for name in sorted(MEASURES, key=lambda name: name != best)})
    top = frame.percent_slider("top", "Top share of customers", 1, 50, 20,
                               explain="Customers are ranked best first; this many of them are the top.") / 100
result = frame.ask(pareto, by=by, top=top)
before = pareto.curve(read, by=by, top=top, back=1) if frame.comparable() else None
reading = pareto.say(result, money)
with said:
    frame.headline(reading)

frame.metrics(
    frame.Metric(f"Top {percent(top)} bring",
                 money.short(result.top_amount) if result.top_share is None else percent(result.top_share),
                 f"The part of the net {by} that the best {percent(top)} of customers bring. It passes 100 % when "
                 "others take some of it back.",
                 apart(result.top_share, before and before.top_share)),
    frame.Metric(f"Enough for {percent(result.cover)}", percent(result.cover_share),
                 "The fewest customers that bring this part of the net total, as a share of all customers.",
                 apart(result.cover_share, before and before.cover_share)),
    frame.Metric("Loss-makers" if by == "contribution" else "Below zero", percent(result.loss_making_share),
                 f"{count(result.loss_making_customers, 'customer')} with a negative {by}, as a share of all.",
                 apart(result.loss_making_share, before and before.loss_making_share), "down"),
    frame.Metric("Concentration", NOTHING if result.gini is None else f"{result.gini:.2f}",
                 f"{result.gini_form}. 0 when all are equal; the higher, the more rests on few."),
)

left, right = frame.evidence()
peak = result.peak_share if result.loss_making_customers else None
whose = "The profitable" if by == "contribution" else f"Those with a positive {by}"
with left, frame.card(f"{whose} bring {percent(peak)}, the others take it back to 100 %" if peak
                      else f"The last customer in the top brings {money.short(result.cut)}"):
    frame.chart(pareto.draw(result, money), alt=str(reading))
with right, frame.card(f"Where the {by} comes from"):
    unit = frame.pick("rank", "By", UNITS, explain="The same money, added up by group.")
    parts = frame.ask(pareto, by=by, rank=unit).table
    if len(parts) > 1:
        frame.chart(overview.draw_parts(parts, parts["name"].tolist(), money, width=180),
                    alt=f"{by.capitalize()} by {unit}, largest first: {', '.join(parts['name'].head(3))}.")
    else:
        st.caption(f"This book does not tell {unit} apart.")

if result.stability is not None:
    moved = result.stability
    with frame.card(f"{percent(moved.kept_share)} of last year's top are still in it",
                    "The top of each year by its own cut, and what its customers brought in both years."):
        frame.table(pd.DataFrame(
            [("Stayed", moved.stayed, moved.stayed_amount_before, moved.stayed_amount),
             ("Entered", moved.entered, moved.entered_amount_before, moved.entered_amount),
             ("Left", moved.left, moved.left_amount_before, moved.left_amount)],
            columns=["move", "customers", "before", "now"],
        ), {"move": "The top", "customers": "Customers", "before": "Brought the year before", "now": "Bring now"},
            alt="Who stayed in the top, entered it and left it, with their money of both years")

with frame.card(f"The best {count(len(result.table), 'customer')}",
                "With what they brought in the year before. Select a row to open the customer's file."):
    frame.table(result.table, {"rank": "Rank", "name": "Customer", "amount": by.capitalize(), "share": "Share",
                               "running_share": "Running share", "change": "Change", "amount_before": "Year before",
                               "amount_two_before": "Two years before"},
                alt=f"The best {number(len(result.table))} customers by {by}", opens="customer", by="id")

frame.method(pareto)
frame.export(result.table, pareto)
