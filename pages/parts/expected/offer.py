"""The button that works out who may leave and who could grow: some seconds, and then it is there for everybody."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.question import Reader
from pages import frame
from pages.frame.visit.person import permit
from pages.parts import growth, retention


@dataclass(frozen=True)
class _Way:
    """A page whose answer takes seconds."""

    page: str
    is_worked_out: Callable[[Reader], bool]
    work_out: Callable[[Reader], object]
    is_told: Callable[[Reader], bool]
    """Whether anybody could be told apart."""


_WAYS = (
    _Way("retention", retention.are_worked_out, retention.work_out_first,
         lambda read: retention.first_told(read) is not None),
    _Way("growth", growth.is_worked_out, growth.learned,
         lambda read: (held := growth.learned_if_known(read)) is not None and held.winner is not None),
)


def draw_offer(read: Reader, place: str) -> None:
    """The button, while something can be asked; then what this data does not tell. `place` tells buttons apart. Nothing
    for who may not see single customers, from whom both are learnt."""
    if read.scope.years_ago or not permit().sees_customers:
        return
    ways = [each for each in _WAYS if frame.availabilities()[each.page].level != "none"]
    waiting = [each for each in ways if not each.is_worked_out(read)]
    for each in ways:
        if each not in waiting and not each.is_told(read):
            st.caption(frame.escape(_("{question} This data does not tell; the page {page} says why.",
                                      question=PAGES[each.page].question, page=PAGES[each.page].title)))
    if not waiting:
        return
    st.caption(_("Who may leave and who could grow takes some seconds and is not worked out yet."))
    if st.button(_("Work out now"), icon=":material/query_stats:", key=f"{place}.expected"):
        with st.spinner(_("Learning from the years before and testing on the last …")):
            for each in waiting:
                with contextlib.suppress(CannotAnswer):
                    each.work_out(read)
        st.rerun()
