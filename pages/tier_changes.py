"""Who changes tier, and what is at stake?"""

import streamlit as st

from crm_core.rooms import tiers
from crm_core.rooms.tiers import who_changes
from pages import frame
from pages.parts import tier_changes as parts
from pages.parts.tiers import what_follows

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
asked = parts.asked(read)
result, in_force = what_follows(read, parts.outlined(read, asked.scheme), asked.in_force)
exceptions = parts.standing(read, asked)
figures, (left, right) = st.container(), frame.evidence()
compared = parts.comparison(read, asked.scheme, in_force) if result.moves is not None else None
departed = compared.departed if compared else None
with left:
    risk = parts.at_risk(read, result, departed, money)
with headline_slot:
    frame.headline(who_changes.say_changes(result, risk, money, departed=departed, exceptions=exceptions.note))
with figures:
    frame.metrics(*who_changes.metrics_of_changes(result, risk, money, departed=departed))
if compared is not None:
    with right:
        places = parts.places(read, compared)
    listed = parts.customers(read, compared, result, places)
    parts.to_list(listed, asked, risk)
    parts.reasons(read, compared.of, listed.picked, money)
    parts.exceptions(read, asked, exceptions, listed.picked)

frame.method(who_changes)
frame.export(lambda: tiers.movers(read, asked.scheme, in_force=in_force, directions=("down", "up")), who_changes,
             rows=int(result.moves.moved["customers"].sum()) if result.moves else 0)
