"""Are our people and money where the value is?"""

import streamlit as st

from crm_core.house_style import percent
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import resources
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
known = resources.known_resources(read)
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    resource = frame.pick("resource", "Share out", {name: resources.RESOURCES[name].capitalize() for name in
                                                    known or resources.RESOURCES})
    against = frame.choice("against", "Against", {"value": "Value", "potential": "Potential"})
    here = frame.region_picker()
    what = resources.RESOURCES[resource]
    plain = frame.ask(resources, under=here, resource=resource, against=against)
    unit = f"{what}, {money.currency}" if resource in resources.MONEY else what
    most = resources.written(plain, plain.misplaced, money)
    move = frame.amount(f"move_{resource}", f"Move {unit}", 0.0, low=0.0, of=plain.misplaced,
                        explain=f"What if so much moved from over-served to under-served regions? {most} would have to "
                                "for parity everywhere.")
result = frame.ask(resources, under=here, resource=resource, against=against, move=move) if move else plain
reading = resources.say(result, money)
with said:
    frame.headline(reading)

frame.metrics(
    frame.Metric(f"All {what}", resources.written(result, result.total, money), "Over all regions of the bank."),
    frame.Metric("Misplaced", percent(result.misplaced_share), "What would have to move for parity everywhere."),
    frame.Metric("Moved", resources.written(result, result.moved, money),
                 "From over-served to under-served regions; never more than is misplaced."),
    frame.Metric("Misplaced after it", percent(result.misplaced_share_after), "What would still stand elsewhere."),
)

left, right = frame.evidence()
with left, frame.card(f"{result.regions['region'].iloc[0]} has most beyond its part",
                      f"Share of {what} over share of {result.yardstick}: 1 is its part. Click a region to see it "
                      "everywhere on this page."):
    values = dict(zip(result.regions["region_id"], result.regions["parity"], strict=True))
    frame.clickable(draw_map(read(PLACES), values, "{:.2f}".format, chosen=here.regions), alt=str(reading))
with right, frame.card("The same in order", "Amber: more than its part. In a move the ring is where it would stand."):
    frame.clickable(resources.draw(result, money), alt=str(reading))

with frame.card(resources.say_flows(result, money), "What each has, would have at its part, and would get or give."):
    whole = result.regions.round({"amount": 0, "fair_amount": 0, "moved": 0, "amount_after": 0, "parity": 2})
    columns = {"region": "Region", "amount": "Has", "fair_amount": "Its part", "parity": "Parity"}
    frame.table(whole.head(200), columns | ({"moved": "Move", "amount_after": "Has then"} if result.moved else {}),
                alt=f"{what.capitalize()} of each region",
                money=("amount", "fair_amount", "moved", "amount_after") if resource in resources.MONEY else ())

frame.method(resources)
frame.export(result.regions, resources)
