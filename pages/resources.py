"""Are our people and money where the value is?"""

from collections.abc import Mapping

import streamlit as st

from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import resources
from crm_core.rooms.resources import captions
from pages import frame

AGAINST: Mapping[resources.Against, str] = {"value": "Value", "potential": "Potential"}

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
offered = resources.known_resources(read) or resources.RESOURCES
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    resource = frame.pick("resource", "Resource", {name: resources.RESOURCES[name].capitalize() for name in offered})
    against = frame.choice("against", "Compared with", AGAINST)
    here = frame.region_picker()
    unmoved = frame.ask(resources, under=here, resource=resource, against=against)
    what = resources.RESOURCES[resource]
    unit = f"{what}, {money.currency}" if resource in resources.MONEY else what
    most = resources.written(unmoved, unmoved.misplaced, money)
    move = frame.amount(f"move_{resource}", f"Move {unit}", 0.0, low=0.0, of=unmoved.misplaced,
                        explain=f"What if so much moved from over-served to under-served regions? {most} would have to "
                        "for parity everywhere.")
result = frame.ask(resources, under=here, resource=resource, against=against, move=move) if move else unmoved
reading = resources.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence()
with left, frame.card(*captions.region_map(result)):
    values = dict(zip(result.regions["region_id"], result.regions["parity"], strict=True))
    frame.clickable(draw_map(read(PLACES), values, "{:.2f}".format, in_scope=here.regions), alt=str(reading))
with right, frame.card(*captions.region_bars()):
    frame.clickable(resources.draw(result, money), alt=str(reading))
with frame.card(*captions.flows(result, money)):
    whole = result.regions.round({"amount": 0, "fair_amount": 0, "moved": 0, "amount_after": 0, "parity": 2})
    columns = {"region": "Region", "amount": "Has", "fair_amount": "Its part", "parity": "Parity"}
    frame.table(whole.head(200), columns | ({"moved": "Move", "amount_after": "Has then"} if result.moved else {}),
                alt=f"{what.capitalize()} of each region",
                money=("amount", "fair_amount", "moved", "amount_after") if resource in resources.MONEY else ())

frame.method(resources)
frame.export(result.regions, resources)
