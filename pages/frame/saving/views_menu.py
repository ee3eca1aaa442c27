"""The menu of views beside the title: what is on the screen kept by name, opened again, and where one arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _, pgettext
from pages.frame.linking import address
from pages.frame.saving.view_actions import (
    CHANGE,
    DELETE,
    FORM,
    PLACE,
    ViewActions,
    changed,
    choose,
    start_as_usual,
    stop_changing,
)
from pages.frame.saving.workspace import ask_who, day, forget, run_action, say, workspace
from pages.frame.showing.show import SIGN_ALONE
from pages.frame.visit import owner
from pages.frame.visit.visit import Visit
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import View

_LIST_HEIGHT, _LONG = 330, 5
"""Pixels of the list of views where there are more than so many: the form below it stays in reach."""
_NOTE_HEIGHT = 68


def link_of(short_id: str) -> str:
    """The link that the view behind a short id holds. Raises CannotAnswer when there is none."""
    return workspace().views.open(short_id).link


def views_menu(visit: Visit) -> None:
    """Draw it: at the end of a run, when all settings are known. Read and filled only when it is opened."""
    owner.remember()
    label = _("Saved views and start page")
    with visit.corner, st.popover(label, icon=":material/bookmark:", key=f"{SIGN_ALONE}.{PLACE}", help=label,
                                  on_change=forget, args=(FORM,)) as menu:
        if not menu.open:
            return
        mine = owner.owner()
        try:
            rows, start = workspace().views.listed(mine), workspace().start_pages.of(mine) if mine else ""
        except CannotAnswer as sentence:
            st.info(escape(str(sentence)), icon=":material/info:")
            return
        st.caption(_("A view keeps what is on the screen: page, filters and settings. A scenario keeps a scheme or a "
                     "plan, whatever is on the screen."))
        here = sorted(rows, key=lambda view: view.page != visit.page)  # this page's first, each in its order
        with st.container(height=_LIST_HEIGHT if len(here) > _LONG else "content", border=False, key=f"{PLACE}.list"):
            for view in here:
                _draw_row(visit, view, is_mine=view.owner == mine)
        is_latest = visit.scope.years_ago == 0
        actions = ViewActions(visit.page, address.view_text(visit, is_latest=is_latest))
        _draw_form(actions, is_latest=is_latest)
        say(PLACE)
        with st.container(horizontal=True):
            st.button(_("Open here when I come"), icon=":material/home_pin:", key=f"{PLACE}.start", on_click=run_action,
                      args=(PLACE, actions.start_here))
            if start:
                st.button(_("Reset my start page"), key=f"{PLACE}.start_reset", on_click=run_action,
                          args=(PLACE, start_as_usual))


def _draw_row(visit: Visit, view: View, *, is_mine: bool) -> None:
    key = f"{PLACE}.{view.id}"
    name = view.name if view.page == visit.page else f"{PAGES[view.page].title}: {view.name}"
    who = (pgettext("view", "Shared") if view.is_shared else pgettext("view", "Private")) if is_mine else view.author
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        with st.container(gap=None):
            st.page_link(f"pages/{view.page}.py", label=escape(name), query_params={address.VIEW: view.short_id})
            st.caption(escape(" · ".join(filter(None, (who, day(view.changed_at), view.note)))))
        if is_mine:
            st.menu_button(_("More"), [CHANGE, DELETE], key=f"{key}.more", on_click=choose, format_func=_,
                           args=(view, f"{key}.more"))
    if st.session_state.get(f"{PLACE}.changing") == view.id:
        with st.form(f"{key}.form"):
            st.text_input(_("Name"), view.name, key=f"{key}.name")
            st.text_area(_("Note"), view.note, key=f"{key}.note", height=_NOTE_HEIGHT)
            st.checkbox(_("Share with everybody here"), view.is_shared, key=f"{key}.is_shared")
            with st.container(horizontal=True):
                st.form_submit_button(_("Save changes"), key=f"{key}.changed", on_click=run_action,
                                      args=(PLACE, lambda: changed(view)))
                st.form_submit_button(_("Cancel"), key=f"{key}.cancel", on_click=stop_changing)


def _draw_form(actions: ViewActions, *, is_latest: bool) -> None:
    from crm_core.workspace import ViewNameTaken

    with st.form(FORM, border=False):
        st.text_input(_("Name of a new view"), key=f"{FORM}.name")
        st.text_area(_("Note"), key=f"{FORM}.note", height=_NOTE_HEIGHT)
        st.checkbox(_("Share with everybody here"), key=f"{FORM}.is_shared", help=_(
            "Otherwise it is private: listed in this browser only. Nobody signs in here, so private means not listed "
            "to others; whoever has its link can open it."))
        ask_who(f"{FORM}.author")
        if is_latest:
            st.caption(_("It will open on the latest 12 months of whatever data is in use."))
        st.form_submit_button(_("Save view"), key=f"{FORM}.save", on_click=actions.save)
    done = say(FORM)
    if done and isinstance(done.refusal, ViewNameTaken):
        other = done.refusal.by
        st.button(escape(_("Replace '{name}'", name=other.name)), key=f"{FORM}.replace", on_click=actions.save,
                  args=(other,))
