"""How much of our profit rests on how few customers?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import pareto
from crm_core.rooms.pareto import captions
from crm_core.vocabulary import measure_label
from pages import frame
from pages.parts.groups import holders
from pages.parts.pareto import cards, top_share
from pages.parts.tiers import approved_tiers

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium"):
    measures = {name: measure_label(name) for name in pareto.measures(read)}
    by: pareto.Measure = frame.choice("by", _("Rank customers by"), measures) if measures else "contribution"
    among = holders(is_offered="groups" in pareto.units(read))
    top = top_share(read, by)
result = frame.ask(pareto, by=by, top=top, rank=among)
before = pareto.curve_before(read, by=by, top=top, rank=among)
reading = pareto.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, before, money))

left, right = frame.evidence()
with left, frame.card(*captions.curve(result, money)):
    frame.chart(pareto.draw(result, money), alt=str(reading))
with right:
    parts = cards.groups(read, result, by, top, money)
tiered = approved_tiers()
cards.of_customers(read, result, by, top, tiered)

frame.method(pareto)
moved = result.stability
frame.export(lambda: cards.export_table(read, result, by, top, tiered, parts=parts), pareto,
             rows=(result.steps or len(result.table)) + (moved.left + moved.entered if moved else 0), shown=result)
