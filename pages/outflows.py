"""Where does our customers' money go?"""

import streamlit as st

from crm_core.house_style import percent
from crm_core.rooms import outflows
from pages import frame

frame.title()
read, money = frame.reader(), frame.money()
headline = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    here = frame.region_picker()
result = frame.ask(outflows, under=here)
reading = outflows.say(result, money)
with headline:
    frame.headline(reading)

left, right = frame.evidence()
first = result.counterparts.iloc[0]
has_market = bool(result.counterparts["peer_share"].notna().any())
with left, frame.card(f"{first['counterpart']} gets {percent(first['share'])}", "Of the money sent in a month."
                      + " The grey line is the bank's part of the others' market." * has_market):
    frame.chart(outflows.draw(result, money), alt=str(reading))
with right, frame.card(outflows.say_regions(result, money),
                       "Amber: one bank draws clearly more senders than chance."):
    frame.clickable(outflows.draw_regions(result, money), alt=outflows.say_regions(result, money))
with frame.card(outflows.say_pairs(result), "Senders of each region to each bank beside what they would be if every "
                                            "region sent like all together; the strongest draw first."):
    pairs = result.pairs[result.pairs["is_asked"]].head(100).round({"expected": 0})
    beyond = {"is_clear": "Beyond chance"} if pairs["is_clear"].any() else {}
    frame.table(pairs, {"region": "Region", "counterpart": "Bank", "senders": "Senders", "expected": "Usual",
                        "amount": "A month"} | beyond, alt="Draws by region", money=("amount",))
st.caption("Money sent is not money lost: it pays rent and loans as well. Take it as a sign where to ask.")

frame.method(outflows)
frame.export(result.counterparts, outflows, title="Sent to", also={"Sent from": result.regions, "Draws": result.pairs})
