"""The data is in use: the first answer, and the ways on and back."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, month
from crm_core.rooms import overview
from crm_core.warehouse import Shelf
from pages import frame
from pages.frame.saving.workspace import ActionResult, enter, run_action, say
from pages.parts.import_data.desk import Desk

_PLACE = "import_data.published"


def in_use() -> str:
    """Which data is in use, in a sentence; or why there is none."""
    try:
        info = frame.book().info
    except CannotAnswer as sentence:
        return str(sentence)
    return _("In use now: {title}, with data to {month}.", title=info["title"], month=month(info["last_month"]))


def published(desk: Desk) -> None:
    """What was put in use here last, with the Overview's sentence; or that it was taken back."""
    say(_PLACE)
    if not desk.published:
        return
    answered = _("Every page answers with it from now on.")
    if desk.made_before:
        answered = _("Nothing has changed: the same files made this data before, and nothing in them is judged "
                     "otherwise today.")
    removed = _("Copies of your files, if any were made, have been removed.")
    with frame.card(_("{title} is in use", title=desk.published), f"{answered} {removed}"):
        try:
            st.markdown(frame.escape(str(overview.say(frame.ask(overview), frame.money()))))
        except CannotAnswer as sentence:
            st.markdown(frame.escape(str(sentence)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/overview.py", label=_("Open the Overview"), icon=":material/arrow_forward:",
                         query_params=frame.link_to("overview"))
            if desk.replaced:
                st.button(_("Go back to the data before"), icon=":material/history:", key="import_data.back",
                          on_click=run_action, args=(_PLACE, lambda: _back(desk)))


def _back(desk: Desk) -> ActionResult:
    if refusal := frame.import_refusal():  # the button may be older than the permit
        raise CannotAnswer(refusal)
    shelf = Shelf()
    shelf.use(desk.replaced)
    enter("published", subject=_("Version {version}", version=desk.replaced[:8]), book_fingerprint=desk.replaced)
    version, desk.published, desk.replaced = desk.replaced, "", ""
    return ActionResult(_("Version {version} is in use.", version=version[:8]))
