"""What are our regions like, and where are they going?"""

import streamlit as st

from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import economy
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    here = frame.region_picker()
    result = frame.ask(economy, under=here)
    if result.industry_years:
        size = frame.choice("size", "Industries by", {"employment": "Employment", "output": "Output"})
        result = frame.ask(economy, under=here, size=size)
    by = frame.pick("by", "Show", {each.name: each.words.capitalize() for each in result.said})
indicator = result.indicator(by)
reading = economy.say(result, money, by=by)
with said:
    frame.headline(reading)

left, right = frame.evidence()
values = dict(zip(result.regions["region_id"], result.regions[by], strict=True))
with left, frame.card(f"{indicator.words.capitalize()} in {result.year}", "Click a region to see it everywhere."):
    frame.clickable(draw_map(read(PLACES), values, lambda value: indicator.written(value, money),
                             chosen=here.regions), alt=f"Map of the regions by {indicator.words}.")
whole = indicator.written(result.whole[by], money)
with right, frame.card("The same in order", f"All regions together: {whole}."):
    frame.clickable(economy.draw(result, money, by=by), alt=str(reading))

if result.is_moving(by):
    with frame.card(economy.say_trend(result, money, by=by),
                    f"{result.since} is 100 %." if indicator.yearly else "Year by year; the other regions grey."):
        frame.chart(economy.draw_trend(result, money, by=by), alt=economy.say_trend(result, money, by=by))

if result.industry_years:
    first, last = result.industry_years
    ranked = result.ranked(by)
    asked = ranked[ranked["is_asked"]].iloc[0]
    left, right = st.columns(2, gap="small")
    with left, frame.card(economy.say_structure(result, str(asked["region_id"])),
                          f"Its industries' part of {size} over their part in all regions; 1 is as everywhere."):
        frame.chart(economy.draw_structure(result, str(asked["region_id"])), alt=f"Industries of {asked['region']}.")
    with right, frame.card(economy.say_shift(result),
                           f"Change of {size} {first} to {last} beyond the country's: by their industries (grey) and "
                           "by their own doing."):
        frame.clickable(economy.draw_shift(result), alt=economy.say_shift(result))
else:
    st.info("A region_industry file (region, year, industry, employment or output) would show what regions live on.",
            icon=":material/info:")

frame.method(economy)
frame.export(result.regions, economy, also={"Years": result.trend, "Industries": result.industry})
