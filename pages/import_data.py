"""How do I load our own data?"""

import streamlit as st

from pages import frame
from pages.parts import import_data as steps

frame.title(note=steps.in_use())
refusal = frame.import_refusal()
if refusal:
    st.info(frame.escape(refusal), icon=":material/info:")
else:
    desk = steps.desk()
    steps.published(desk)
    steps.bring(desk)
    if desk.delivery is not None:
        steps.look(desk, desk.delivery)
    if any(not table.refusal for table in desk.tables):
        steps.offer(desk)
        steps.match(desk)
        steps.recipe_card(desk)
        trial = steps.trying(desk)
        if trial is not None:
            steps.result(desk, trial)
