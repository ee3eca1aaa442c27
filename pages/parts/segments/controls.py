"""By what customers are segmented, and into how many segments where these are clusters."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer, segmentation
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.language import ngettext as counted
from crm_core.question import Reader
from crm_core.rooms import segments
from crm_core.segmentation import MAX_CLUSTERS, MIN_CLUSTERS, Segmentation, Way
from pages import frame

_BY_RULE = "0"


def chosen_segmentation(read: Reader) -> Segmentation:
    """The way and the number of segments that the reader chose, found. Raises CannotAnswer when no way can be gone."""
    ways = frame.cache_answer("segments ways", lambda: segmentation.ways(read))
    if not ways:
        segments.answer(read)
        raise CannotAnswer("")  # answer has said why
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        offered: dict[Way, str] = {way: segmentation.way_label(way) for way in ways}
        way = frame.choice("way", _("Segment by"), offered, explain=_(
            "Tiers say how well a customer is served, by value. Segments say what a customer needs or does."))
        clusters = _clusters() if way == "needs" else 0
    if way != "needs":
        frame.ignore_in_link("clusters")
    found = frame.segmentation_of(way, clusters)
    st.caption(frame.escape(segmentation.way_note(found)))
    _lead_on()
    return found


def _lead_on() -> None:
    """Once a segment is chosen: the pages that keep to it."""
    chosen = frame.chosen_segment()
    if not chosen:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(frame.escape(_("“{segment}” alone on the pages:", segment=chosen)), width="content")
        for page in PAGES.values():
            if page.keeps_to_segment:
                st.page_link(f"pages/{page.name}.py", query_params=frame.link_to(page.name), label=page.title,
                             width="content")


def _clusters() -> int:
    by_rule = len(frame.segmentation_of("needs").codes)
    numbers = {str(each): counted("{count} segment", "{count} segments", each)
               for each in range(MIN_CLUSTERS, MAX_CLUSTERS + 1)}
    return int(frame.pick("clusters", _("Number of segments"), {
        _BY_RULE: _("By the rule ({count})", count=by_rule), **numbers}, explain=_(
            "The rule: the largest number whose segments are all stable and none smaller than 3% of customers.")))
