"""What is to be done with whom, and what came of it?"""

import streamlit as st

from crm_core import lists
from crm_core.language import _
from crm_core.lists import reading
from pages import frame
from pages.parts import lists as parts

frame.title(note=_("Of the customers on the list, as they were when it was made, whatever the filters. Lists are "
                   "shared by everybody who uses this app."))
kept = parts.kept_lists()
if kept is not None and not kept:
    frame.headline(reading.say_none())
    for page, label in (("tier_changes", _("Select customers on the page Tier changes")),
                        ("retention", _("See who may leave on the page Retention")),
                        ("tiers", _("Set the thresholds on the page Tiers"))):
        st.page_link(f"pages/{page}.py", label=label, icon=":material/arrow_forward:")
    frame.ignore_in_link("list", "columns", "search", "show", "page", "sheets", "by")
    parts.actions.said()
elif kept:
    headline_slot = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        opened = parts.opened_list(kept)
        parts.actions.draw(opened)
    with headline_slot:
        frame.headline(reading.say(opened.work_list, opened.progress))
    st.caption(frame.escape(parts.cards.facts(opened)))
    parts.actions.said()
    if opened.work_list.state != "draft":
        parts.cards.metrics(opened)
        parts.cards.against_plan(opened)
    else:
        frame.ignore_in_link("by")
    parts.steps.draw(opened)
    parts.results.draw(opened)
    shown = parts.columns.chosen_columns()
    parts.preview.draw(opened, shown)
    parts.left_out.draw(opened)
    parts.files.draw(opened, shown)
    parts.cards.all_lists(kept)
frame.method(lists)
