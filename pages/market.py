"""Where do we stand against the other banks?"""

import streamlit as st

from crm_core.language import _, day
from crm_core.rooms import market
from crm_core.rooms.market import captions
from crm_core.vocabulary import family_label
from pages import frame
from pages.parts.market import cards

frame.title()
money = frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    family = frame.pick("family", _("Product family"), frame.families())
    here = frame.region_picker()
    period = frame.period_choice()
    latest = frame.ask(market, under=here, family=family, period=period)
    days = {"": _("Latest report")} | {each.isoformat(): day(each) for each in latest.periods[::-1]}
    report = frame.pick("report", _("Report date"), days, explain=_("The latest is the last one in the period."))
period = report or period
result = frame.ask(market, under=here, family=family, period=period) if report else latest
reading = market.say(result, money)
with headline_slot:
    frame.headline(reading)
for caveat in market.caveats(result):
    st.caption(f":material/info: {frame.escape(caveat)}")
frame.metrics(*captions.metrics(result))

if result.trend["period"].nunique() > 1:
    left, right = frame.evidence()
    with left, frame.card(*captions.trend(result)):
        frame.chart(market.draw_trend(result), alt=_("Share of each bank by report"))
else:
    right = st.container()
with right, frame.card(*captions.banks(result)):
    frame.chart(market.draw(result, money), alt=str(reading))
everywhere = frame.ask(market, family=family, period=period)
cards.regions(everywhere, here, money)
cards.families_and_ranks(result, everywhere)
changed = cards.what_if(result, here, family, period)

frame.method(market)
families = result.families.assign(family=result.families["family"].map(family_label))
also = {_("Regions"): everywhere.regions, _("Product families"): families, _("Reports"): result.trend}
if changed and changed.what_if:
    also |= {_("What if"): changed.what_if.banks, _("What if, by region"): changed.what_if.regions}
frame.export(result.banks, market, also=also, shown=result)
