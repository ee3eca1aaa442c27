"""Whom should we call first, and what about?"""

import streamlit as st

from crm_core.house_style import number, percent
from crm_core.rooms import priorities
from pages import frame

TODO = {"protect": "Protect", "repair": "Repair", "grow": "Grow"}
MONEY = {"protect": "Lost since", "repair": "Loses", "grow": "Short of the cut"}
AT_STAKE = {"protect": "Less than the year before, over the whole list.",
            "repair": "Their losses, over the whole list.",
            "grow": "Missing to the cut, over the whole list."}

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    todo = frame.choice("todo", "List", TODO, explain="Protect: the top that shrinks. Repair: losses one change would "
                                                      "mend. Grow: just below the cut.")
    top = 0.2
    if todo != "repair":  # a loss-maker is mended wherever the top ends
        top = frame.percent_slider("top", "Top share of customers", 1, 50, 20,
                                   explain="The whole bank's top by contribution, whatever the filters.") / 100
    else:
        frame.ignore_in_link("top")
    search = frame.text_field("search", "Search", placeholder="Name or number")
whole = priorities.answer(read, todo=todo, top=top, search=search, rows=priorities.PAGE)
reading = priorities.say(whole, money)
with said:
    frame.headline(reading)

frame.metrics(
    frame.Metric("On the list", number(whole.found), "Customers, over all pages."),
    frame.Metric("At stake", money.short(whole.money), AT_STAKE[todo]),
    *([frame.Metric("The cut", money.short(whole.cut), f"What the last customer of the top {percent(top)} brings.")]
      if todo != "repair" else []),
)

if whole.found:
    with frame.card(f"{TODO[todo]}: {whole.table['name'].iloc[0]} first", "Select a row to open the customer's file."):
        page = frame.page_of("page", whole.found, priorities.PAGE)
        listed = whole if page == 1 else priorities.answer(read, todo=todo, top=top, search=search, page=page)
        frame.table(listed.table, {"name": "Customer", "money": MONEY[todo], "reason": "Why", "region": "Region",
                                   "customer_id": "Number"},
                    alt=f"{TODO[todo]}: customers and the reason for each", opens="customer", by="customer_id",
                    money=("money",), wraps=True, widths={"name": 170, "money": 120, "reason": 420})

    if todo != "grow":  # the closest to the cut lack next to nothing: there is nothing to compare
        first = listed.table.head(10)
        part = first["money"].sum() / whole.money if whole.money else 0
        with frame.card(f"The first {len(first)} of this page are {percent(part)} of what is at stake"):
            frame.chart(priorities.draw(listed, money),
                        alt=f"{TODO[todo]}, by what is at stake, most urgent first: {', '.join(first['name'])}.")

frame.method(priorities)
frame.export(lambda: priorities.answer(read, todo=todo, top=top, search=search, rows=priorities.MAX_LISTED).table,
             priorities)
