"""Where do we stand?"""

import streamlit as st

from crm_core.language import _
from crm_core.rooms import data, overview
from crm_core.rooms.overview import captions
from pages import frame
from pages.parts.overview import cards

frame.title()
read, money = frame.reader(), frame.money()
result = frame.ask(overview)
reading = overview.say(result, money)
frame.headline(reading)
cards.own_data()
frame.metrics(*captions.metrics(result, money))

with frame.card(*captions.months(result)):
    frame.chart(overview.draw(result, money), alt=f"{captions.months_in_words(result)} {reading}")
left, right = frame.evidence()
with left, frame.card(*captions.regions(result)):
    frame.chart(overview.draw_parts(result.regions, result.regions["region"].tolist(), money),
                alt=captions.regions_in_words(result))
with right, frame.card(*captions.customer_types(result)):
    frame.chart(overview.draw_parts(result.customer_types, captions.type_names(result), money),
                alt=captions.types_in_words(result))

st.subheader(_("Next questions"), anchor=False)
provenance = frame.ask(data)
cards.next_questions(read, result, data.say(provenance, money).headline, money)
if provenance.lacking:
    st.caption(frame.escape(_("Not loaded: {files}. The Data page shows the columns that these files would have.",
                              files=", ".join(provenance.lacking))))

frame.method(overview)
frame.export(result.regions, overview, shown=result)
