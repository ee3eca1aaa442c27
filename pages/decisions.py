"""What have we decided, on which figures, and what became of them?"""

import datetime as dt

import streamlit as st

from crm_core import decision_log
from crm_core.language import _
from pages import frame
from pages.parts.decisions import cards

today = dt.date.today()  # noqa: DTZ011 a day of the reader's calendar
frame.title(note=_("A decision is recorded on the page that it rests on, beside the title, and never changes: what "
                   "is to be said later is added."))
log = frame.decisions()
if log is not None:
    frame.headline(decision_log.say(log, today))
if not log:
    frame.ignore_in_link("search", "state", "page")
else:
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        words = frame.text_field("search", _("Search"), placeholder=_("Decision, reason, remark or name"))
        states = {state: _(label) for state, label in decision_log.STATES.items()}
        wanted: decision_log.Wanted = frame.choice("state", _("Show"), states)
    found = decision_log.found(log, words, wanted, today)
    if not found:
        st.markdown(_("No decision matches."))
    first = cards.ROWS * (frame.page_of("page", len(found), cards.ROWS) - 1)
    for decision in found[first:first + cards.ROWS]:
        frame.decision_card(decision)
    frame.export_decisions(found)
cards.notes()
