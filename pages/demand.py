"""What will customers ask for, how sure are we, and what has just changed?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import demand
from crm_core.rooms.demand import captions
from pages import frame
from pages.parts.demand import (
    cards,
    draw_assumptions,
    draw_comparison,
    draw_controls,
    plan_in_words,
    restore_plan,
    what_approving_a_plan_changes,
)

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
plan = draw_controls(read)
with headline_slot, st.spinner(_("Forecasting every region, product and customer type …")):
    result = frame.ask(demand, by=plan.by, product=plan.product, horizon=plan.horizon)
reading = demand.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

with frame.card(*captions.fan(result, money)):
    frame.chart(demand.draw(result, money), alt=str(reading))
cards.coming(result, money)
cards.record(result, money)
cards.parts(result, money)
cards.changes(result, money)
cards.mix(result)
assumed = draw_assumptions(read, plan, result, money)
compared = frame.scenarios("demand", demand.to_json(plan), restore=restore_plan,
                           words=lambda each: plan_in_words(each, read, money),
                           consequences=lambda each: what_approving_a_plan_changes(each, read, money))
draw_comparison(read, plan, result, money, compared)
cards.coherence(result)

frame.method(demand)
frame.export(assumed.long, demand, also={_("Periods to come"): demand.coming_to_read(result, money)}, shown=result)
