"""Where do we stand?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import overview
from crm_core.rooms.overview import captions
from pages import frame
from pages.parts import signals
from pages.parts.overview import cards, draw_aims, draw_opportunities, tier_changes

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    result = frame.ask(overview, period=frame.period_choice())
    links_slot = st.container(width="content", horizontal=True)
reading = overview.say(result, money)
with headline_slot:
    frame.headline(reading)
    signals.strip()
    tier_changes()
with links_slot:
    cards.why_changed()
    cards.own_data()
draw_aims(read, result, money)
opportunities_slot = st.container()  # what other rooms have to find comes after the first picture

cards.months(result, reading, money)
left, right = frame.evidence() if captions.tells_types(result) else (st.container(), None)
with left, frame.card(*captions.regions(result)):
    frame.chart(overview.draw_parts(result.regions, result.regions["region"].tolist(), money),
                alt=captions.regions_in_words(result), leads_to=frame.narrow_regions())
if right:
    with right, frame.card(*captions.customer_types(result)):
        frame.chart(overview.draw_parts(result.customer_types, captions.type_names(result), money),
                    alt=captions.types_in_words(result), leads_to=frame.narrow_types())

with opportunities_slot:
    worth_doing = draw_opportunities(read, result, money)
st.subheader(_("Next questions"), anchor=False)
lacking = cards.not_loaded()
cards.next_questions(read, result, money)
if lacking:
    st.caption(frame.escape(_("Not loaded: {files}. The Data page shows the columns that these files would have.",
                              files=", ".join(lacking))))

frame.method(overview)
frame.export(result.regions, overview, shown=result, further=worth_doing)
