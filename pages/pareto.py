"""How much of our profit rests on how few customers?"""

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, apart, count, number, percent
from crm_core.rooms import overview, pareto
from pages import frame
from pages.parts.tiers import carried_over

MEASURES = ("contribution", "revenue", "balance", "turnover")
UNITS = {"regions": "Regions", "types": "Customer types", "products": "Products", "branches": "Branches",
         "managers": "Managers"}
MOVES = {"left": "Left", "entered": "Entered"}
WIDTHS = {"branches": 100, "managers": 110}
"""Pixels left for the bars beside long names."""
MAX_GROUPS = 1_000

frame.title()
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
    frame.Metric("Gini with losses" if result.has_losses else "Gini index",
                 NOTHING if result.gini is None else f"{result.gini:.2f}",
                 f"{result.gini_form}. 0 when all are equal; the higher, the more rests on few."),
)

left, right = frame.evidence()
peak = result.peak_share if result.loss_making_customers else None
whose = "The profitable" if by == "contribution" else f"Those with a positive {by}"
with left, frame.card(f"{whose} bring {percent(peak)}, the others take it back to 100 %" if peak
                      else f"The last customer in the top brings {money.short(result.cut)}",
                      f"Break-even is at rank {number(result.profitable_customers)} of {number(result.customers)}: the "
                      f"{count(result.loss_making_customers, 'customer')} at the end take back "
                      f"{money.short(result.destroyed_amount)}." if result.loss_making_customers else ""):
    frame.chart(pareto.draw(result, money), alt=str(reading))
units = {unit: words for unit, words in UNITS.items() if unit in pareto.units(read)}
parts = None
with right, frame.card(f"Where the {by} comes from"):
    if units:
        unit = frame.pick("rank", "By", units, explain="The same money, added up by group.")
        parts = frame.ask(pareto, by=by, top=top, rank=unit)
        ranked = parts.table[parts.table["rank"].notna()]
        frame.chart(overview.draw_parts(ranked, ranked["name"].tolist(), money, width=WIDTHS.get(unit, 180)),
                    alt=f"{by.capitalize()} by {unit}, largest first: {', '.join(ranked['name'].head(3))}.")
    else:
        frame.ignore_in_link("rank")
        st.caption("All comes from one region, product, branch and manager.")

carried = carried_over(result, money, is_whole_bank=frame.scope().is_whole_book)
with frame.card("Make this cut a tier", carried.sentence):
    if carried.controls:
        st.page_link("pages/tiers.py", label="Use this cut as the top tier", icon=":material/arrow_forward:",
                     query_params=frame.link_to("tiers", **carried.controls))

moved = result.stability
if moved is not None and moved.kept_share is not None:
    with frame.card(f"{percent(moved.kept_share)} of the top of the year before are still in it",
                    "The top of each year by its own cut, and what its customers brought in both years."):
        frame.table(pd.DataFrame(
            [("Stayed", moved.stayed, moved.stayed_amount_before, moved.stayed_amount),
             ("Entered", moved.entered, moved.entered_amount_before, moved.entered_amount),
             ("Left", moved.left, moved.left_amount_before, moved.left_amount)],
            columns=["move", "customers", "before", "now"],
        ), {"move": "The top", "customers": "Customers", "before": "Year before", "now": "This year"},
            alt="Who stayed in the top, entered it and left it, with their money of both years",
            money=("before", "now"))
        move = frame.choice("move", "Who", MOVES)
        many = moved.left if move == "left" else moved.entered
        page = frame.page_of("page", many, pareto.PAGE)
        listed = (result.moving[result.moving["move"] == move] if page == 1
                  else pareto.movers(read, by=by, top=top, move=move, page=page))
        if many:
            st.caption("Most money moved first. Select a row to open the customer's file.")
            frame.table(listed, {"name": "Customer", "change": "Change", "amount_before": "Year before",
                                 "amount": "This year", "rank_before": "Rank then", "rank": "Rank now",
                                 "region": "Region"},
                        alt=f"Customers who {move} the top, most money moved first", opens="customer", by="id",
                        money=("change", "amount_before", "amount"))
        else:
            st.markdown(f"Nobody {move} it.")
else:
    frame.ignore_in_link("move", "page")

if parts is not None:
    told = pareto.say(parts, money)
    with frame.card(told.headline.removesuffix("."), told.so_what):
        frame.table(parts.table.head(MAX_GROUPS),
                    {"rank": "Rank", "name": units[unit], "amount": by.capitalize(), "share": "Share",
                     "change": "Change", "amount_before": "Year before", "amount_two_before": "Two years before",
                     "rank_before": "Rank then", "customers": "Customers"},
                    alt=f"{units[unit]} by {by}, with the years before",
                    money=("amount", "change", "amount_before", "amount_two_before"))

shares = result.table["running_share"].dropna()
with frame.card(f"The best {count(len(result.table), 'customer')}"
                + (f" bring {percent(shares.iloc[-1])}" if len(shares) else ""),
                ("With what they brought in the years before. " if result.table["amount_before"].notna().any() else "")
                + "Select a row to open the customer's file."):
    frame.table(result.table, {"rank": "Rank", "name": "Customer", "amount": by.capitalize(), "share": "Share",
                               "running_share": "Running share", "change": "Change", "amount_before": "Year before",
                               "amount_two_before": "Two years before"},
                alt=f"The best {number(len(result.table))} customers by {by}", opens="customer", by="id",
                money=("amount", "change", "amount_before", "amount_two_before"))

frame.method(pareto)
frame.export(lambda: pareto.handed_out(result, *(pareto.movers(read, by=by, top=top, move=each, rows=pareto.MAX_LISTED)
                                                 for each in MOVES), parts=parts),
             pareto, rows=len(result.table) + (moved.left + moved.entered if moved else 0))
