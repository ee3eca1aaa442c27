"""How dependent are we on a few customers and managers?"""

import streamlit as st

from crm_core.amounts import percent
from crm_core.customer_groups import has_groups
from crm_core.language import _
from crm_core.rooms import dependence
from crm_core.rooms.dependence import captions
from pages import frame
from pages.parts.dependence import cards
from pages.parts.groups import holders
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium"):
    among = holders(is_offered=has_groups(read))
    leaving = frame.percent_slider("leaving", _("Contribution lost if a manager leaves"), 0, 100, 100, explain=_(
        "An assumption: the share of the contribution of a manager's customers that would be lost with the manager. "
        "{whole} shows the whole exposure.", whole=percent(1))) / 100
result = frame.ask(dependence, leaving_rate=leaving, rank=among)
reading = dependence.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

tiered = approved_tiers()
left, right = frame.evidence() if result.known_customers else (st.container(), st.container())
with left:
    cards.carriers(result, among, str(reading), money)
if len(result.managers):
    with right:
        cards.known_to_one(result, tiered, money)
cards.largest(result, tiered, among)

frame.method(dependence)
frame.export(result.managers if len(result.managers) else tiered.beside(result.largest), dependence, shown=result)
