"""What changed, and why?"""

import streamlit as st

from crm_core.language import _, pgettext
from crm_core.rooms import changes
from crm_core.rooms.changes import captions
from pages import frame
from pages.parts.changes import cards
from pages.parts.changes.narrowing import narrowed, way_back
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
by: changes.By = frame.choice("by", _("Measure"), {each: changes.by_label(each) for each in changes.measures(read)})
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    period = frame.period_choice()
    asked = narrowed(by)
parts: changes.Parts = frame.choice("parts", pgettext("told apart", "By"), asked.parts)
result = frame.ask(changes, under=asked.under, by=by, period=period, parts=parts, **asked.options)
reading = changes.say(result, money)
with headline_slot:
    frame.headline(reading)
    way_back(asked)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence()
with left, frame.card(*captions.steps(result, money)):
    frame.chart(changes.draw(result, money), alt=str(reading))
with right:
    cards.parts(result, money)
tiered = approved_tiers()
cards.movers(result, tiered, money)
cards.one_offs(result, money)
cards.next_questions(result, asked, money)

frame.method(changes)
frame.export(captions.export_steps(result), changes, title=_("Steps"), also=cards.export_tables(result, tiered))
