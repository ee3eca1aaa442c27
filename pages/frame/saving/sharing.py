"""The share menu beside the title: the complete link, or a short one to what is on the screen."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from crm_core.language import _, pgettext
from pages.frame.linking import address
from pages.frame.saving.workspace import ActionResult, run_action, say, workspace
from pages.frame.visit.visit import Visit

_PLACE, MENU = "share", "share.menu"
_SHORTENED = "share.shortened"
"""In session state: the settings that were shortened last, and the short id they got."""


def share(visit: Visit) -> None:
    """Draw it: at the end of a run, when all settings are known. Filled only when it is opened."""
    if visit.corner is None:
        return
    with visit.corner, st.popover(pgettext("button", "Share"), icon=":material/link:", key=MENU,
                                  on_change="rerun") as menu:
        if not menu.open:
            return
        url, settings = address.url(), address.view_text(visit, is_latest=False)
        if url:
            st.markdown(_("Opens this page with the same year, filters, settings and language, and says so if the data "
                          "has changed."))
            st.code(url, language=None, wrap_lines=True)
        else:
            st.markdown(_("These settings hold more text than a complete link can carry: make a short one."))
        shortened, short_id = st.session_state.get(_SHORTENED, ("", ""))
        if shortened == settings:
            st.markdown(_("The same in short, in the reader's own language:"))
            st.code(short_url(short_id), language=None, wrap_lines=True)
        else:
            st.button(_("Make a short link"), icon=":material/compress:", key=f"{_PLACE}.shorten", on_click=run_action,
                      args=(_PLACE, lambda: _shorten(visit.page, settings)))
        say(_PLACE)


def short_url(short_id: str) -> str:
    """The address of a view."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{urlencode({address.VIEW: short_id})}"


def _shorten(page: str, settings: str) -> ActionResult:
    view = workspace().views.shorten(page, settings)
    st.session_state[_SHORTENED] = (settings, view.short_id)
    return ActionResult(_("The short link is ready. It opens as long as this workspace is kept."))
