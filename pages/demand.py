"""What will customers ask for, how sure are we, and what has just changed?"""

import streamlit as st

from crm_core.rooms import demand
from pages import frame, outlook

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
plan = outlook.chosen(read)
with said, st.spinner("Forecasting every region, product and customer type …"):
    result = frame.ask(demand, by=plan.by, product=plan.product, horizon=plan.horizon)
reading = demand.say(result, money)
with said:
    frame.headline(reading)

outlook.cards.figures(result, money)
with frame.card(demand.say_range(result, money),
                "What was, what will be with its 80 and 95 % ranges, and last year's value dotted."):
    frame.chart(demand.draw(result, money), alt=str(reading))
outlook.cards.record(result, money)
outlook.cards.season(result, money)
outlook.cards.parts(result, money)
outlook.cards.changes(result, money)
outlook.cards.mix(result)
assumed = outlook.draw_assumed(read, plan, result, money)
outlook.draw_beside(read, plan, result, money,
                    frame.scenarios("demand", demand.to_json(plan), restore=outlook.restore))
outlook.cards.adding_up(result)

frame.method(demand)
frame.export(assumed.long, demand)
