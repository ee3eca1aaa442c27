"""Where should we invest, maintain or reduce?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import regions
from crm_core.rooms.regions import captions
from pages import frame
from pages.parts.regions import cards

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    family = frame.pick("family", _("Product family"), frame.families(), explain=_("Narrows the market criteria only."))
    here = frame.region_picker()
    criteria = {each.name: each.label for each in regions.CRITERIA}
    weights = frame.weight_sliders("weights", _("Weights"), criteria,
                                   explain=_("How much each criterion counts on its axis; 0 excludes it."))
result = frame.ask(regions, under=here, family=family, weights=weights)
reading = regions.say(result, money)
with headline_slot:
    frame.headline(reading)
for caveat in regions.caveats(result):
    st.caption(frame.escape(caveat))
frame.metrics(*captions.metrics(result))

cards.by_measure(read, result, here, money)
if len(result.placed):
    cards.places(result, str(reading), money)
cards.one_region(result, here, cards.Settings(family, weights), money)
if growth := regions.draw_growth_share(result, money):
    with frame.card(*captions.growth(result)):
        frame.clickable(growth, alt=_("Growth of each region's market against our share relative to the largest other "
                                      "bank"))

frame.method(regions)
positions = [regions.position_label(position) for position in result.regions["position"]]
frame.export(result.regions.assign(position=positions), regions,
             also={_("Strengths and weaknesses"): regions.points_to_read(result), _("Scores"): result.scores},
             shown=result)
