"""The columns that tell who a customer is, as drop-downs beside those of the book."""

from __future__ import annotations

import streamlit as st

from crm_core.language import _
from pages import frame
from pages.parts.duplicates import IDENTITY_LABELS
from pages.parts.import_data.section import Section


def identity_columns(section: Section) -> None:
    """For the customers: which column is the tax number, the date of birth and so on."""
    if section.table.name != "customers" or section.preview is None:
        return
    count = sum(bool(_chosen(section, name)) for name in IDENTITY_LABELS)
    with st.expander(_("Who somebody is: {count} of {most} columns", count=str(count), most=str(len(IDENTITY_LABELS))),
                     icon=":material/fingerprint:", type="compact"):
        st.caption(_("These columns are used to find likely duplicates, and never kept in the data."))
        with st.grid(3, min_column_width=230, gap="small"):
            for name, label in IDENTITY_LABELS.items():
                _drop_down(section, name, _(label))


def _drop_down(section: Section, name: str, label: str) -> None:
    now, own = _chosen(section, name), section.theirs(name)
    options = [each.name for each in (section.preview.columns if section.preview else ())]
    if own is None:  # a column of our name is read without a word
        options = ["", *options]
    options += [now] if now not in options else []
    key = section.key("identity", name, now)
    st.selectbox(frame.escape(label), options, index=options.index(now), key=key,
                 format_func=lambda option: option or _("not in the file"),
                 on_change=section.take, args=(("identity", name), key))


def _chosen(section: Section, name: str) -> str:
    """Theirs for a column that tells who somebody is; empty where there is none."""
    own = section.theirs(name)
    return str(section.part("identity").get(name) or (own.name if own else ""))
