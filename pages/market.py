"""Where do we stand against the other banks?"""

import streamlit as st

from crm_core.rooms import market
from crm_core.rooms.market import captions
from pages import frame
from pages.parts.market import cards

frame.title()
money = frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    family = frame.pick("family", "Market of", frame.families())
    here = frame.region_picker()
    latest = frame.ask(market, under=here, family=family)
    days = {"": "Latest report"} | {day.isoformat(): f"{day:%d %B %Y}" for day in latest.periods[::-1]}
    period = frame.pick("period", "Report of", days)
result = frame.ask(market, under=here, family=family, period=period) if period else latest
reading = market.say(result, money)
with headline_slot:
    frame.headline(reading)
for caveat in market.caveats(result):
    st.caption(f":material/info: {frame.escape(caveat)}")
frame.metrics(*captions.metrics(result))

if result.trend["period"].nunique() > 1:
    left, right = frame.evidence()
    with left, frame.card(*captions.trend(result)):
        frame.chart(market.draw_trend(result), alt=f"Share of each bank over the reports. {reading}")
else:
    right = st.container()
with right, frame.card(*captions.banks(result)):
    frame.chart(market.draw(result, money), alt=str(reading))
everywhere = frame.ask(market, family=family, period=period)
cards.regions(everywhere, here, money)
cards.families_and_ranks(result, everywhere)
changed = cards.what_if(result, here, family, period)

frame.method(market)
also = {"Regions": everywhere.regions, "Families": result.families, "Reports": result.trend}
if changed and changed.what_if:
    also |= {"What if": changed.what_if.banks, "What if by region": changed.what_if.regions}
frame.export(result.banks, market, also=also)
