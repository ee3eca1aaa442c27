"""Whom should we call first, and what about?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import priorities
from crm_core.rooms.priorities import captions
from pages import frame
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    offered = {name: captions.list_label(name) for name in priorities.lists(read)}
    todo = frame.choice("todo", _("List"), offered, explain=_(
        "Retain: top customers whose contribution fell. Restore: losses that a single change would eliminate. Develop: "
        "customers just below the threshold."))
    top = 0.2
    if todo != "repair":  # what eliminates a loss does not depend on where the top ends
        top = frame.percent_slider("top", _("Top share of customers"), 1, 50, 20,
                                   explain=_("The whole bank's top by contribution, whatever the filters.")) / 100
    else:
        frame.ignore_in_link("top")
    search = frame.text_field("search", _("Search"), placeholder=_("Name or ID"))
whole = frame.ask(priorities, todo=todo, top=top, search=search, rows=priorities.PAGE)
reading = priorities.say(whole, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(whole, money))

tiered = approved_tiers()
if whole.found:
    with frame.card(*captions.listed(whole)):
        page = frame.page_of("page", whole.found, priorities.PAGE)
        listed = whole if page == 1 else priorities.answer(read, todo=todo, top=top, search=search, page=page)
        words = _("{list}: customers and the reason for each", list=captions.list_label(todo))
        rows = frame.Rows(tiered.beside(listed.table), {
            "name": _("Customer"), **tiered.heading, "money": captions.money_label(todo), "reason": _("Reason"),
            "region": _("Region"), "customer_id": _("Customer ID")}, by="customer_id", money=("money",), wraps=True,
            widths={"name": 170, "money": 120, "reason": 420})
        if todo == "grow":  # the gaps of those closest to the threshold are next to nothing: nothing to compare
            frame.show_rows(rows, alt=words, leads_to=frame.to_customer())
        else:
            frame.chart(priorities.draw(listed, money), alt=captions.compared_in_words(listed),
                        leads_to=frame.to_customer(), table=rows, starts_as_table=True)
            st.caption(frame.escape(captions.compared(listed).title))
        tiered.draw_note()

frame.method(priorities)
frame.export(lambda: tiered.beside(priorities.answer(read, todo=todo, top=top, search=search,
                                                     rows=priorities.MAX_LISTED).table), priorities, shown=whole)
