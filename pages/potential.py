"""Which business is there for us that we do not have?"""

import streamlit as st

from crm_core import outflows, white_space
from crm_core.house_style import percent
from crm_core.region_map import PLACES, draw_map
from pages import frame

FAIR = {"bank": "Our mean share", "best": "Our best quarter"}

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    fair = frame.choice("fair", "A fair share is", FAIR, explain="Our share of the family over all regions, or the "
                        "share that the best quarter of our regions reach.")
    here = frame.region()

handed = None
with frame.if_known():
    result = frame.ask(white_space, under=here, fair=fair)
    reading = white_space.say(result, money)
    with said:
        frame.headline(reading)
    left, right = frame.evidence()
    with left, frame.card("Where most is missing", f"To {FAIR[fair].lower()}, on {result.period:%d %B %Y}."):
        values = dict(zip(result.regions["region_id"], result.regions["white_space"], strict=True))
        frame.clickable(draw_map(read(PLACES), values, money.short, chosen=here.regions), alt=str(reading))
    with right, frame.card("In order", "Grey: we hold more than our fair share."):
        frame.chart(white_space.draw(result, money), alt=str(reading))
    left, right = st.columns(2, gap="small")
    with left, frame.card("What customers have", "The grey line is the same over all regions; amber is well below it."):
        frame.chart(white_space.draw_penetration(result), alt="Part of the customers who have each product.")
    with right, frame.card("The largest gaps", "Region by region and family by family."):
        cells = result.cells[result.cells["is_asked"] & (result.cells["white_space"] > 0)]
        frame.table(cells.head(100), {"region": "Region", "family": "Family", "white_space": "Missing",
                                      "share": "Our share", "fair_share": "Fair share"}, alt="The largest gaps")
    frame.method(white_space)
    handed = (result.cells, white_space)

st.header("Where our customers' money goes", anchor=False)
with frame.if_known():
    sent = frame.ask(outflows, under=here)
    gone = outflows.say(sent, money)
    if handed:
        st.markdown(frame.plain(str(gone)))
    else:
        handed = (sent.pairs, outflows)
        with said:
            frame.headline(gone)
    left, right = st.columns(2, gap="small")
    with left, frame.card(f"{sent.counterparts['counterpart'].iloc[0]} gets "
                          f"{percent(sent.counterparts['share'].iloc[0])}",
                          "Of the money sent in a month. The grey line is the bank's part of the others' market."):
        frame.chart(outflows.draw(sent, money), alt=str(gone))
    with right, frame.card("Sent a customer and month", "Amber: one bank draws clearly more senders than chance."):
        frame.chart(outflows.draw_regions(sent, money), alt="What a customer sends in a month, by region.")
    st.caption("Money sent is not money lost: it pays rent and loans as well. Take it as a sign where to ask.")
    frame.method(outflows)

if handed:
    frame.export(*handed)
