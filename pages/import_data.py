"""How do I load our own data?"""

import streamlit as st

from crm_core.language import _, month
from pages import frame
from pages.parts import import_data as steps

info = frame.book().info
frame.title(note=_("In use now: {title}, with data to {month}.", title=info["title"], month=month(info["last_month"])))
refusal = frame.import_refusal()
if refusal:
    st.info(frame.escape(refusal), icon=":material/info:")
else:
    desk = steps.desk()
    steps.published(desk)
    steps.bring(desk)
    if desk.delivery is not None:
        steps.look(desk, desk.delivery)
    if desk.tables:
        steps.offer(desk)
        steps.match(desk)
        steps.recipe_card(desk)
        trial = steps.trying(desk)
        if trial is not None:
            steps.result(desk, trial)
