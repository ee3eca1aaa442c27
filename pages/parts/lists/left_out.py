"""How many were left out of the list by lot, and who, as a file: pages of lists are printed for those who call."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from crm_core.language import _
from crm_core.lists import reading
from crm_core.lists.left_out_file import left_out_csv
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.saving.workspace import workspace
from pages.parts.lists.opened import Opened


def draw(opened: Opened) -> None:
    """The card, where there was a lot."""
    number = opened.work_list.id
    if (drawn := workspace().pilots.of(number)) is None:
        return
    lot, names = drawn
    with frame.folded(*reading.left_out(lot, len(names), opened.work_list.begins_on,
                                        drawn_before=workspace().pilots.drawn_before(number))):
        name = f"clientela-list-{number}-left-out.csv"
        st.download_button(_("Who was left out (CSV)"), _file(opened, name, names), name, "text/csv",
                           key="lists.left_out", on_click="ignore", icon=":material/csv:")


def _file(opened: Opened, name: str, names: Mapping[str, str]) -> Callable[[], bytes]:
    """What the button calls."""
    origin = opened.work_list.origin
    return handed_out(lambda: (left_out_csv(names), len(names)), page="lists", file_name=name, scope=origin.scope,
                      book_fingerprint=origin.book_fingerprint)
