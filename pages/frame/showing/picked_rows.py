"""A table from which rows are picked, several at once; what is picked stands in the link."""

from __future__ import annotations

import zlib

import streamlit as st

from pages.frame.controls.numbers import link_setting
from pages.frame.showing.invitation import LEADING, invite
from pages.frame.showing.tables import Rows, drawn_as
from pages.frame.showing.way_past import way_past_table
from pages.frame.visit.visit import current

_BETWEEN = ","


def pick_rows(name: str, label: str, listed: Rows, *, alt: str, invitation: str) -> list[str]:
    """The table, and the ids (of its column `by`) of the rows that are picked: by a click, a touch, Enter or the boxes.

    Rows that a table of other rows no longer shows are not picked any more. The control `name` holds the ids.
    """
    visit = current()
    ids = listed.rows[listed.by].astype(str).tolist()
    wanted = set(link_setting(name, label, lambda _ids: True).split(_BETWEEN))
    picked = [each for each in ids if each in wanted]
    invite(invitation)
    way_past_table()
    # a table of other rows is another widget: Streamlit remembers rows by their places
    key = visit.key(f"{LEADING}.{name}.{zlib.crc32(_BETWEEN.join(ids).encode())}")

    def choose() -> None:
        places = st.session_state[key].selection.rows
        st.session_state[visit.key(name)] = _BETWEEN.join(ids[place] for place in places if place < len(ids))

    styled, how, on_paper = drawn_as(listed, alt)
    st.dataframe(styled, **how, on_select=choose, selection_mode="multi-row", key=key,
                 selection_default={"selection": {"rows": [ids.index(each) for each in picked]}})
    on_paper()
    visit.controls[name] = _BETWEEN.join(picked)
    return picked
