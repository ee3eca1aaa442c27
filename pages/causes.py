"""Why do some customers lose us money?"""

import streamlit as st

from crm_core.language import _, pgettext
from crm_core.rooms import causes, pareto
from crm_core.rooms.causes import captions
from pages import frame
from pages.parts.causes import cards

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium"):
    who: causes.Who = frame.choice("who", _("Customers"), cards.who_options(),
                                   explain=_("Unprofitable customers have a negative contribution."))
    groups = {"": _("All customers")}
    for unit in (each for each in cards.DESKS if each in pareto.units(read)):
        groups |= cards.desk_options(unit, frame.ask(pareto, rank=unit).table)
    group = ""
    if len(groups) > 1:
        group = frame.pick("of", pgettext("customers of", "For"), groups,
                           explain=_("The customers of one branch or manager."))
    else:
        frame.ignore_in_link("of")
    kind, _colon, group_id = group.partition(":")
result = frame.ask(causes, who=who, branch=group_id * (kind == "branch"), manager=group_id * (kind == "manager"))
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
frame.export(captions.export_table(result), causes, shown=result)
