"""Where do we stand against the other banks?"""

import streamlit as st

from crm_core.house_style import NOTHING, number, percent, points
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import market
from pages import frame

frame.title()
money = frame.money()
said = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    family = frame.pick("family", "Market of", frame.FAMILIES)
    here = frame.region_picker()
    latest = frame.ask(market, under=here, family=family)
    days = {"": "Latest report"} | {day.isoformat(): f"{day:%d %B %Y}" for day in latest.periods[::-1]}
    period = frame.pick("period", "Report of", days)
result = frame.ask(market, under=here, family=family, period=period) if period else latest
reading = market.say(result, money)
with said:
    frame.headline(reading)
for caveat in market.caveats(result):
    st.caption(f":material/info: {frame.escape(caveat)}")

own = result.own
frame.metrics(
    frame.Metric("Our share", percent(own.share) if own else NOTHING, f"On {result.period:%d %B %Y}."),
    frame.Metric("Gained in a year", points(own.share_change) if own else NOTHING,
                 "Our share now less our share in the report of the same month a year before."),
    frame.Metric("Our rank", f"{number(own.rank)} of {number(own.of)}" if own else NOTHING,
                 "Among the banks that hold something."),
    frame.Metric("Concentration (HHI)", number(result.hhi),
                 "Near 0 for many small banks, 10,000 for one. A year before: " + number(result.hhi_before) + "."),
)

gained, leader = market.riser(result), result.banks["institution"].iloc[0]
if result.trend["period"].nunique() > 1:
    left, right = frame.evidence()
    with left, frame.card(f"{gained} gained most in a year" if gained else "Share of each bank, report by report",
                          "We in the accent, whoever gained most in amber."):
        frame.chart(market.draw_trend(result), alt=f"Share of each bank over the reports. {reading}")
else:
    right = st.container()
with right, frame.card(f"{leader} leads", f"Share on {result.period:%d %B %Y}, and what a year changed."):
    frame.chart(market.draw(result, money), alt=str(reading))

everywhere = frame.ask(market, family=family, period=period)
measures = {name: words for name, words in market.REGION_MEASURES.items() if everywhere.regions[name].notna().any()}
left, right = frame.evidence()
with left, frame.card(market.say_regions(everywhere), "Click a region to see it everywhere on this page."):
    by = frame.pick("by", "Show", {name: words[0].upper() + words[1:] for name, words in measures.items()})
    values = dict(zip(everywhere.regions["region_id"], everywhere.regions[by], strict=True))
    frame.clickable(draw_map(frame.reader()(PLACES), values, lambda value: market.written(by, value, money),
                             chosen=here.regions), alt=f"Map of the regions by {measures[by]}.")
with right, frame.card("The same in order", "The grey line is what the other banks hold on average."
                       if by == "own_share" else ""):
    frame.clickable(market.draw_regions(everywhere, by, money, here.regions), alt=market.say_regions(everywhere))

if len(result.families) > 1:
    left, right = st.columns(2, gap="small")
    with left, frame.card(market.say_families(result), "The grey line is what the other banks hold on average."):
        frame.chart(market.draw_families(result), alt=market.say_families(result))
else:
    right = st.container()
with right, frame.card("Rank and leader, region by region"):
    frame.table(market.listed(everywhere), {"region": "Region", "own_share": "Ours", "place": "Rank",
                                            "leader": "Leader", "hhi": "HHI"}, alt="Our rank and the leader by region")

with frame.card("What if two banks merged, or one left?", "Arithmetic on what they hold today, by a stated rule."):
    banks = {name: name for name in result.banks["institution"].head(300)}
    others = {name: name for name in result.banks.loc[~result.banks["is_own"], "institution"].head(300)}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        kind = frame.choice("kind", "Look at", {"none": "Today", "merge": "A merger", "leave": "An exit"})
        asked = {}
        if kind == "merge" and len(banks) > 1:
            first = frame.pick("first", "This bank", banks)
            second = frame.pick("second", "and this one", {name: name for name in banks if name != first})
            place = frame.choice("screens", "Screens of", {name: "No place" if name == "none" else name
                                                           for name in market.jurisdictions()})
            asked = {"first": first, "second": second, "jurisdiction": place}
        elif kind == "leave" and others and len(banks) > 1:
            asked = {"without": frame.pick("leaves", "This bank leaves", others)}
    if asked:
        changed = frame.ask(market, under=here, family=family, period=period, **asked)
        outcome = market.say_what_if(changed)
        st.markdown(f"**{frame.escape(outcome.headline)}**")
        st.markdown(frame.escape(outcome.so_what))
        frame.chart(market.draw_what_if(changed.what_if, changed.screens), alt=str(outcome))
        for screen in changed.screens:
            since = f"{screen.authority}: {screen.rule}, since {screen.valid_from:%d %B %Y}. "
            st.markdown(frame.escape(since) + f"[Source]({screen.source})")

frame.method(market)
also = {"Regions": everywhere.regions, "Families": result.families, "Reports": result.trend}
if asked:
    also |= {"What if": changed.what_if.banks, "What if by region": changed.what_if.regions}
frame.export(result.banks, market, also=also)
