"""Are our people and money where the value is?"""

import streamlit as st

from crm_core.amounts import number
from crm_core.language import _
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import resources
from crm_core.rooms.resources import captions
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
offered = resources.known_resources(read) or resources.RESOURCES
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    resource = frame.pick("resource", _("Resource"), {name: resources.resource_label(name) for name in offered})
    against = frame.choice("against", _("Compared with"), {"value": _("Value"), "potential": _("Potential")})
    here = frame.region_picker()
    unmoved = frame.ask(resources, under=here, resource=resource, against=against)
    label = resources.resource_label(resource)
    unit = (_("Move {resource}, {unit}", resource=label, unit=money.unit) if resource in resources.MONEY else
            _("Move {resource}", resource=label))
    move = frame.amount(f"move_{resource}", unit, 0.0, low=0.0, of=unmoved.misplaced, explain=_(
        "What if this amount moved from over-served to under-served regions? {amount} would have to move for every "
        "region to have its fair share.", amount=resources.with_unit(unmoved, unmoved.misplaced, money)))
result = frame.ask(resources, under=here, resource=resource, against=against, move=move) if move else unmoved
reading = resources.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence()
with left, frame.card(*captions.region_map(result)):
    values = dict(zip(result.regions["region_id"], result.regions["parity"], strict=True))
    frame.chart(draw_map(read(PLACES), values, lambda parity: number(parity, decimals=2),
                             in_scope=here.regions), alt=str(reading), leads_to=frame.to_region())
with right, frame.card(*captions.region_bars()):
    frame.chart(resources.draw(result, money), alt=str(reading), leads_to=frame.to_region())
with frame.card(*captions.flows(result, money)):
    whole = result.regions.round({"amount": 0, "fair_amount": 0, "moved": 0, "amount_after": 0, "parity": 2})
    columns = {"region": _("Region"), "amount": _("Current"), "fair_amount": _("Fair share"), "parity": _("Parity")}
    then = {"moved": _("Move"), "amount_after": _("After the move")} if result.moved else {}
    frame.table(whole.head(200), columns | then, alt=_("{resource} by region", resource=label),
                leads_to=frame.to_region(), by="region_id",
                money=("amount", "fair_amount", "moved", "amount_after") if resource in resources.MONEY else ())

frame.method(resources)
frame.export(result.regions, resources, shown=result)
