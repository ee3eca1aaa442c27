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
    period = frame.period_choice(of=_("contribution"))
    criteria = {each.name: each.label for each in regions.CRITERIA}
    weights = frame.weight_sliders("weights", _("Weights"), criteria,
                                   explain=_("How much each criterion counts on its axis; 0 excludes it."))
result = frame.ask(regions, under=here, family=family, weights=weights, period=period)
reading = regions.say(result, money)
with headline_slot:
    frame.headline(reading)
for caveat in filter(None, (captions.months(result, frame.year_span()), *regions.caveats(result))):
    st.caption(frame.escape(caveat))
frame.metrics(*captions.metrics(result))

cards.scorecard(result, money)
if len(result.placed):
    cards.places(result, str(reading), money)
cards.measures_and_growth(read, result, here, money)
cards.one_region(result, here, cards.Settings(family, weights), money)

frame.method(regions)
positions = [regions.position_label(position) for position in result.regions["position"]]
frame.export(result.regions.assign(position=positions), regions,
             also={_("Scorecard of regions"): regions.scorecard_to_read(result, money),
                   _("Strengths and weaknesses"): regions.points_to_read(result), _("Scores"): result.scores},
             shown=result)
