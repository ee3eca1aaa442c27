"""Why do some customers lose us money?"""

from collections.abc import Mapping

import streamlit as st

from crm_core.rooms import causes, pareto
from crm_core.rooms.causes import captions
from pages import frame
from pages.parts.causes import cards

WHO: Mapping[causes.Who, str] = {"loss_makers": "Loss-makers", "everybody": "Everybody"}
GROUPS = {"branches": "branch", "managers": "manager"}

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium"):
    who = frame.choice("who", "Customers", WHO, explain="Loss-makers have a negative contribution.")
    groups = {"": "All customers"}
    for unit in (each for each in GROUPS if each in pareto.units(read)):
        table = frame.ask(pareto, rank=unit).table
        groups |= {f"{GROUPS[unit]}:{row.id}": f"{GROUPS[unit].capitalize()} {row.name}"
                   for row in table.itertuples(index=False) if row.id}
    group = ""
    if len(groups) > 1:
        group = frame.pick("of", "Of", groups, explain="The customers of one branch or manager.")
    else:
        frame.ignore_in_link("of")
    kind, _, group_id = group.partition(":")
result = causes.answer(read, who=who, branch=group_id * (kind == "branch"), manager=group_id * (kind == "manager"))
reading = causes.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence()
with left, frame.card(*captions.lines(result, money)):
    frame.chart(causes.draw(result, money), alt=str(reading))
with right:
    cards.levers(result, money)
cards.places(result)

frame.method(causes)
frame.export(result.lines, causes)
