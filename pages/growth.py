"""Who contributes today, who could grow, and what do we do with each?"""

import streamlit as st

from crm_core.rooms import growth
from crm_core.rooms.growth import captions
from pages import frame
from pages.parts import growth as parts
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
learned = parts.learned(read)
result = parts.found(read, learned, parts.thresholds(learned))
reading = growth.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))
tiered = approved_tiers()
parts.cards.draw(result, str(reading), money)
result = parts.cards.draw_budget(result, money)
result = parts.cards.draw_list(result, read, learned, tiered)
parts.cards.draw_model(result)

frame.method(growth)
table = tiered.beside(result.listed) if len(result.listed) else growth.groups_table(result)
frame.export(table, growth, also={captions.model(result).title[:31]: captions.model_card(result)}, shown=result)
