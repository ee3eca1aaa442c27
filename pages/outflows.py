"""Where does our customers' money go?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import outflows
from crm_core.rooms.outflows import captions
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    here = frame.region_picker()
result = frame.ask(outflows, under=here)
reading = outflows.say(result, money)
with headline_slot:
    frame.headline(reading)

left, right = frame.evidence()
with left, frame.card(*captions.counterparts(result)):
    frame.chart(outflows.draw(result, money), alt=str(reading))
with right, frame.card(*captions.regions(result, money)):
    frame.chart(outflows.draw_regions(result, money), alt=outflows.say_regions(result, money),
                leads_to=frame.to_region())
with frame.card(*captions.pairs(result)):
    pairs = result.pairs[result.pairs["is_asked"]].head(100).round({"expected": 0})
    significant = {"is_clear": _("Significant")} if pairs["is_clear"].any() else {}
    frame.table(pairs, {"region": _("Region"), "counterpart": _("Bank"), "senders": _("Senders"),
                        "expected": _("Expected"), "amount": _("Per month")} | significant,
                alt=_("Senders by region and bank"), money=("amount",), leads_to=frame.to_region(), by="region_id")
st.caption(_("Outflows are not losses: they also pay rent and loans. Treat them as leads to follow up."))

frame.method(outflows)
frame.export(result.counterparts, outflows, title=_("Banks"),
             also={_("Regions"): result.regions, _("Regions and banks"): result.pairs}, shown=result)
