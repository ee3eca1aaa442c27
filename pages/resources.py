"""Are our people and money where the value is?"""

import streamlit as st

from crm_core import parity
from crm_core.house_style import percent
from pages import frame

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
known = parity.known_resources(read)
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    resource = frame.pick("resource", "Share out", {name: parity.RESOURCES[name].capitalize() for name in
                                                    known or parity.RESOURCES})
    against = frame.choice("against", "Against", {"value": "Value", "potential": "Potential"})
    part = frame.percent_slider("move", "Move", 0, 30, 0,
                                explain="A part of all of it, from over-served to under-served regions: what if?") / 100
plain = frame.ask(parity, resource=resource, against=against)
result = frame.ask(parity, resource=resource, against=against, move=part * plain.total)
reading = parity.say(result, money)
with said:
    frame.headline(reading)

what = parity.RESOURCES[resource]
frame.metrics(
    frame.Metric(f"All {what}", parity.written(result, result.total, money), "Over all regions of the bank."),
    frame.Metric("Misplaced", percent(result.misplaced_share), "What would have to move for parity everywhere."),
    frame.Metric("Moved", parity.written(result, result.moved, money) if part else "0",
                 "From over-served to under-served regions; never more than is misplaced."),
    frame.Metric("Misplaced after it", percent(result.misplaced_share_after), "What would still stand elsewhere."),
)

left, right = frame.evidence()
with left, frame.card(f"{result.regions['region'].iloc[0]} has most beyond its part",
                      f"Share of {what} over share of {result.yardstick}: 1 is its part. With a move, the ring is "
                      "where the region would stand."):
    frame.chart(parity.draw(result, money), alt=str(reading))
with right, frame.card("Region by region", "What each has, would have at its part, and would get or give."):
    whole = result.regions.round({"amount": 0, "fair_amount": 0, "moved": 0})
    frame.table(whole.head(200), {"region": "Region", "amount": "Has", "fair_amount": "Its part", "moved": "Move"},
                alt=f"{what.capitalize()} of each region")

frame.method(parity)
frame.export(result.regions, parity)
