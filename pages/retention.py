"""Who may leave, and what goes with them?"""

import streamlit as st

from crm_core.rooms import retention
from crm_core.rooms.retention import captions, leaving_in_words
from pages import frame
from pages.parts import retention as parts
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
asked = parts.chosen(read, has_leavers=retention.has_leavers(read))
result = parts.found(read, asked)
reading = retention.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

found = result.leaving
if found is None:
    parts.staying.draw(result, str(reading), money)
    table = result.outcomes if result.staying is None else result.staying.parts
    also = {}
else:
    tiered = approved_tiers()
    parts.leaving.draw(read, result, str(reading), tiered, money)
    table = tiered.beside(found.listed) if len(found.listed) else found.groups
    also = {leaving_in_words.model(found).title[:31]: leaving_in_words.model_card(found)}

frame.method(retention)
frame.export(table, retention, also=also, shown=result)
