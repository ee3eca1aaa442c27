"""What are our regions like, and where are they going?"""

import streamlit as st

from crm_core.language import _
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import economy
from crm_core.rooms.economy import captions
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    here = frame.region_picker()
    result = frame.ask(economy, under=here)
    if len(economy.known_sizes(read)) > 1:
        size = frame.choice("size", _("Industries by"), {"employment": _("Employment"), "output": _("Output")})
        result = frame.ask(economy, under=here, size=size)
    else:
        frame.ignore_in_link("size")
    by = frame.pick("by", _("Show"), {each.name: each.label for each in result.said})
indicator = result.indicator(by)
reading = economy.say(result, money, by=by)
with headline_slot:
    frame.headline(reading)

left, right = frame.evidence()
values = dict(zip(result.regions["region_id"], result.regions[by], strict=True))
with left, frame.card(*captions.region_map(result, by)):
    frame.chart(draw_map(read(PLACES), values, lambda value: indicator.written(value, money),
                             in_scope=here.regions),
                    alt=_("Map of the regions: {indicator}", indicator=indicator.label), leads_to=frame.to_region())
with right, frame.card(*captions.region_bars(result, by, money)):
    frame.chart(economy.draw(result, money, by=by), alt=str(reading), leads_to=frame.to_region())

if result.is_moving(by):
    with frame.card(*captions.trend(result, by, money)):
        frame.chart(economy.draw_trend(result, money, by=by), alt=economy.say_trend(result, money, by=by))

if result.industry_years:
    ranked = result.ranked(by)
    regions = ranked if ranked["is_asked"].any() else result.regions  # the asked region may lack this figure
    in_view = regions[regions["is_asked"]] if regions["is_asked"].any() else ranked
    region = in_view.iloc[0]
    left, right = frame.evidence()
    with left, frame.card(*captions.structure(result, str(region["region_id"]), result.size)):
        frame.chart(economy.draw_structure(result, str(region["region_id"])),
                    alt=_("Industries of {region}", region=region["region"]))
    with right, frame.card(*captions.shift(result, result.size)):
        frame.chart(economy.draw_shift(result), alt=economy.say_shift(result),
                    leads_to=frame.to_region())
else:
    st.info(_("Add a region_industry file (region, year, industry, employment or output) to show what regions are "
              "specialised in."), icon=":material/info:")
if missing := economy.say_missing(result):
    st.caption(missing)

frame.method(economy)
frame.export(result.regions, economy, also={_("Years"): result.trend, _("Industries"): result.industry}, shown=result)
