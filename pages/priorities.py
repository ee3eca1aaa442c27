"""Whom should we call first, and what about?"""

import streamlit as st

from crm_core.rooms import priorities
from crm_core.rooms.priorities import captions
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    offered = {name: captions.TODO[name] for name in priorities.lists(read)}
    todo = frame.choice("todo", "List", offered, explain="Protect: the top that shrinks. Repair: losses one "
                                                               "change would mend. Grow: just below the cut.")
    top = 0.2
    if todo != "repair":  # a loss-maker is mended wherever the top ends
        top = frame.percent_slider("top", "Top share of customers", 1, 50, 20,
                                   explain="The whole bank's top by contribution, whatever the filters.") / 100
    else:
        frame.ignore_in_link("top")
    search = frame.text_field("search", "Search", placeholder="Name or number")
whole = priorities.answer(read, todo=todo, top=top, search=search, rows=priorities.PAGE)
reading = priorities.say(whole, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(whole, money))

if whole.found:
    with frame.card(*captions.listed(whole)):
        page = frame.page_of("page", whole.found, priorities.PAGE)
        listed = whole if page == 1 else priorities.answer(read, todo=todo, top=top, search=search, page=page)
        frame.table(listed.table, {"name": "Customer", "money": captions.MONEY[todo], "reason": "Why",
                                   "region": "Region", "customer_id": "Number"},
                    alt=f"{captions.TODO[todo]}: customers and the reason for each", opens="customer", by="customer_id",
                    money=("money",), wraps=True, widths={"name": 170, "money": 120, "reason": 420})
    if todo != "grow":  # the closest to the cut lack next to nothing: there is nothing to compare
        with frame.card(*captions.compared(listed)):
            frame.chart(priorities.draw(listed, money), alt=captions.compared_in_words(listed))

frame.method(priorities)
frame.export(lambda: priorities.answer(read, todo=todo, top=top, search=search, rows=priorities.MAX_LISTED).table,
             priorities)
