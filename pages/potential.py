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
controls = st.container(horizontal=True, gap="small", vertical_alignment="bottom")
with controls:
    family = frame.pick("family", "Market of", frame.FAMILIES)
    here = frame.region()

answered, sheets = False, {}
with frame.if_known():
    result = frame.ask(white_space, under=here, family=family)
    if result.period:
        with controls:
            fair = frame.choice("fair", "A fair share is", FAIR, explain="Our share of the family over all regions, or "
                                "the share that the best quarter of our regions reach.")
        result = frame.ask(white_space, under=here, fair=fair, family=family)
    reading = white_space.say(result, money)
    with said:
        frame.headline(reading)
    answered = True
    if result.period:
        left, right = frame.evidence()
        with left, frame.card(f"Where most is missing to {FAIR[fair].lower()}",
                              f"On {result.period:%d %B %Y}. Click a region to see it everywhere on this page."):
            values = dict(zip(result.regions["region_id"], result.regions["white_space"], strict=True))
            frame.clickable(draw_map(read(PLACES), values, money.short, chosen=here.regions, floor=0.0),
                            alt=str(reading))
        with right, frame.card("The same in order", "Grey: we hold more than our fair share."):
            frame.clickable(white_space.draw(result, money), alt=str(reading))
        left, right = st.columns(2, gap="small")
        with right, frame.card("The largest gaps", "Region by region and family by family."):
            cells = result.cells[result.cells["is_asked"] & (result.cells["white_space"] > 0)]
            frame.table(cells.head(100), {"region": "Region", "family": "Family", "white_space": "Missing",
                                          "share": "Ours", "fair_share": "Fair"}, alt="The largest gaps")
        sheets = {"White space": result.cells, "Regions": result.regions, "Families": result.families}
    else:
        frame.files_named(str(reading))
        left = st.container()
    with left, frame.card(white_space.say_penetration(result).rstrip(".") if result.period else "What customers have",
                          "Customers who have each product. The grey line is the same over all regions; amber is well "
                          "below it."):
        frame.chart(white_space.draw_penetration(result), alt="Part of the customers who have each product.")
    frame.method(white_space)
    sheets |= {"Penetration": result.penetration}

st.header("Where our customers' money goes", anchor=False)
with frame.if_known():
    sent = frame.ask(outflows, under=here)
    gone = outflows.say(sent, money)
    if answered:
        st.markdown(frame.plain(str(gone)))
    else:
        with said:
            frame.headline(gone)
    left, right = st.columns(2, gap="small")
    first = sent.counterparts.iloc[0]
    has_market = bool(sent.counterparts["peer_share"].notna().any())
    with left, frame.card(f"{first['counterpart']} gets {percent(first['share'])}", "Of the money sent in a month."
                          + " The grey line is the bank's part of the others' market." * has_market):
        frame.chart(outflows.draw(sent, money), alt=str(gone))
    with right, frame.card(outflows.say_regions(sent, money),
                           "Amber: one bank draws clearly more senders than chance."):
        frame.clickable(outflows.draw_regions(sent, money), alt=outflows.say_regions(sent, money))
    with frame.card(outflows.say_pairs(sent), "Senders of each region to each bank beside what they would be if every "
                                              "region sent like all together; the strongest draw first."):
        pairs = sent.pairs[sent.pairs["is_asked"]].head(100).round({"expected": 0})
        beyond = {"is_clear": "Beyond chance"} if pairs["is_clear"].any() else {}
        frame.table(pairs, {"region": "Region", "counterpart": "Bank", "senders": "Senders", "expected": "Usual",
                            "amount": "A month"} | beyond, alt="Draws by region", money=("amount",))
    st.caption("Money sent is not money lost: it pays rent and loans as well. Take it as a sign where to ask.")
    frame.method(outflows)
    sheets |= {"Sent to": sent.counterparts, "Sent from": sent.regions, "Draws": sent.pairs}

if sheets:
    first, *rest = sheets
    frame.export(sheets[first], white_space if answered else outflows, title=first,
                 also={name: sheets[name] for name in rest})
