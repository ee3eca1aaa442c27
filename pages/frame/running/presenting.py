"""The page before an audience: how it is begun, and the bar below it with back, next and the way out."""

from __future__ import annotations

import streamlit as st

from crm_core.chapters import PAGES
from crm_core.language import _, pgettext
from pages.frame.linking.address import link_to
from pages.frame.visit import presentation
from pages.frame.visit.visit import Visit


def menu(visit: Visit) -> None:
    """Beside the title: choose pages and begin. They are shown under the scope and the settings on screen."""
    if visit.corner is None or presentation.shown():
        return
    offered = [name for name, page in PAGES.items()
               if page.has_room and (name not in visit.availabilities or visit.availabilities[name].level != "none")]
    with visit.corner, st.popover(pgettext("button", "Present"), icon=":material/slideshow:", key="present"):
        st.markdown(_("Large type and no controls, for a projector; the arrow keys turn the pages."))
        pages = st.multiselect(_("Pages, in this order"), offered,
                               default=[name for name in presentation.chapter_of(visit.page) if name in offered],
                               format_func=lambda name: PAGES[name].title, key=visit.key("presented"),
                               select_all=False)
        if st.button(pgettext("presentation", "Start"), icon=":material/play_arrow:", disabled=not pages,
                     key="present.start"):
            presentation.begin(pages)
            _turn_to(pages[0])


def bar(visit: Visit) -> None:
    """While pages are presented: back, which page of how many, next, and the way out. Drawn before the page, so that
    turning does not wait for it."""
    pages = presentation.shown()
    if not pages:
        return
    before, after = presentation.beside(visit.page)
    place = f"{pages.index(visit.page) + 1} / {len(pages)}" if visit.page in pages else f"– / {len(pages)}"
    with st.bottom, st.container(key="presenting", horizontal=True, horizontal_alignment="center",
                                 vertical_alignment="center"):
        if st.button(_("Back"), disabled=not before, shortcut="Left", key="present.back"):
            _turn_to(before)
        st.markdown(place, width="content")
        if st.button(pgettext("presentation", "Next"), disabled=not after, shortcut="Right",
                     key="present.next"):
            _turn_to(after)
        st.button(_("Leave presentation"), icon=":material/close:", shortcut="Esc", key="present.leave",
                  on_click=presentation.leave)


def _turn_to(page: str) -> None:
    st.switch_page(f"pages/{page}.py", query_params=link_to(page))
