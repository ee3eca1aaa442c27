"""Where should we invest, maintain or reduce?"""

import streamlit as st

from crm_core.house_style import count, percent
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import regions
from pages import frame

ECONOMY = {"gdp_growth": "gdp_growth_rate", "mean_income": "mean_income", "unemployment_rate": "unemployment_rate",
           "businesses_per_thousand": "businesses_per_thousand"}
"""Criteria that the Economy page draws, by its names."""


def behind(point: regions.Point, region: str) -> None:
    """A point in words, and a link to the picture of its figure."""
    if point.subject in ("own_share", "own_growth"):
        page, controls = "market", {"region": region, "family": point.family or family}
    elif point.subject in ECONOMY:
        page, controls = "economy", {"region": region, "by": ECONOMY[point.subject]}
    else:
        page, controls = "regions", {"region": region, "family": family, "weights": weights, "by": point.subject}
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="top", wrap=False):
        st.markdown(frame.escape(point.text))
        st.page_link(f"pages/{page}.py", label=":material/insert_chart:", help="The picture of this figure",
                     query_params=frame.link_to(page, **controls))


frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    family = frame.pick("family", "Market of", frame.FAMILIES, explain="Narrows the market's criteria only.")
    here = frame.region_picker()
    criteria = {each.name: each.words.capitalize() for each in regions.CRITERIA}
    weights = frame.weight_sliders("weights", "Weights", criteria,
                                   explain="How much each criterion counts on its axis. 0 takes it out.")
result = frame.ask(regions, under=here, family=family, weights=weights)
reading = regions.say(result, money)
with said:
    frame.headline(reading)
for caveat in regions.caveats(result):
    st.caption(frame.escape(caveat))

placed = result.placed
frame.metrics(
    *(frame.Metric(f"To {position}", count(int((placed["position"] == position).sum()), "region"),
                   ", ".join(placed.loc[placed["position"] == position, "region"])) for position in regions.POSITIONS),
    frame.Metric("Sure of their place", percent((placed["position_share"] >= regions.SURE).mean()),
                 "Regions that keep their place in at least 90 % of weightings drawn around yours."),
)

measures = {name: each.words.capitalize() for name, each in result.measures.items()}
left, right = frame.evidence()
with left, frame.card("The regions at a glance", "Click one to see it everywhere on this page."):
    by = frame.pick("by", "Show", measures)
    measure = result.measures[by]
    values = dict(zip(result.regions["region_id"], result.regions[by].astype(float), strict=True))
    frame.clickable(draw_map(read(PLACES), values, lambda value: measure.written(value, money), chosen=here.regions),
                    alt=f"Map of the regions by {measure.words}.")
with right, frame.card(regions.say_measure(result, by, money), f"{measures[by]}: the same as the map, in order."):
    frame.clickable(regions.draw_ranked(result, by, money), alt=f"The regions in order of {measure.words}.")

left, right = frame.evidence()
with left, frame.card(regions.say_matrix(result), "The area of a bubble is our balance there."):
    frame.clickable(regions.draw(result, money), alt=str(reading))
with right, frame.card(regions.say_sure(result),
                       "Build in colour, hold pale, harvest grey, over 2,000 weightings around yours."):
    frame.clickable(regions.draw_stability(result), alt="Part of the weightings in which each region keeps its place.")

names = dict(zip(placed["region_id"], placed["region"], strict=True))
asked = [region for region in here.regions if region in names] or list(names)[:1]
others = {region: name for region, name in names.items() if region != asked[0]}
one = regions.say_region(result, asked[0])
with frame.card(one.headline, one.so_what):
    if others:
        other = frame.pick("other", "Beside", others)
        st.caption(frame.escape(f"{names[asked[0]]} in the accent, {names[other]} in amber; right is better than "
                               f"more of our regions. {regions.say_region(result, other).headline}"))
        frame.chart(regions.draw_two(result, asked[0], other, money), alt=f"{names[asked[0]]} beside {names[other]}.")
    for region in (asked[0], other) if others else asked:
        st.markdown(f"**{frame.escape(names[region])}**")
        for column, kind in zip(st.columns(4), ("strength", "weakness", "opportunity", "threat"), strict=True):
            with column:
                st.caption(regions.KINDS[kind])
                points = regions.say_points(result, region, kind, money)
                for point in points:
                    behind(point, region)
                if not points:
                    st.markdown("None.")

frame.notes("regions", asked[0], about=names[asked[0]])

growth = regions.draw_growth_share(result, money)
if growth:
    with frame.card(regions.say_growth(result), "Right of the line we are larger than any other bank; above it the "
                                                "market grows faster than all. The area of a bubble is our balance."):
        frame.clickable(growth, alt="Growth of each region's market against our share over the largest other bank's.")

frame.method(regions)
frame.export(result.regions, regions, also={"Points": result.points, "Scores": result.scores})
