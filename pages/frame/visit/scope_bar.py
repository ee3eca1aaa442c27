"""The scope bar: which year, regions and customer types every page looks at."""

from __future__ import annotations

import json

import streamlit as st

from crm_core.choices import Choices
from crm_core.language import _, all_of, ngettext
from crm_core.scope import Scope
from crm_core.vocabulary import type_plural
from pages.frame.visit.language import say_anew
from pages.frame.visit.visit import current

YEAR, REGIONS, TYPES, SEGMENT = "scope.year", "scope.regions", "scope.types", "scope.segment"
KEYS = (YEAR, REGIONS, TYPES, SEGMENT)
SHAPE = "scope.segment.shape"
"""In session state: the segment of the last run and, of a cluster, its shape, by which it is found in another year."""


def ask(offered: Choices) -> Scope:
    """Draw the bar and return what is chosen. A choice of one is no choice and is not drawn."""
    year, regions, types = offered.years[0].years_ago, [], []
    say_anew(YEAR, TYPES)
    if len(offered.years) > 1:
        year = st.selectbox(
            _("12 months"), [each.years_ago for each in offered.years], key=YEAR,
            format_func=lambda years_ago: _year_label(offered, years_ago),
        )
    if len(offered.regions) > 1:
        regions = st.multiselect(_("Regions"), list(offered.regions), key=REGIONS, placeholder=_("All regions"),
                                 format_func=lambda region: offered.regions[region])
    if len(offered.customer_types) > 1:
        types = st.multiselect(_("Customers"), list(offered.customer_types), key=TYPES, placeholder=_("All customers"),
                               format_func=type_plural)
    return Scope(year, tuple(regions), tuple(types))


def _year_label(offered: Choices, years_ago: int) -> str:
    span = offered.year(years_ago).span
    return _("{span}, latest", span=span) if years_ago == 0 else span


def choose(scope: Scope) -> None:
    """Set the bar's widgets, before they are drawn."""
    st.session_state.update({
        YEAR: scope.years_ago, REGIONS: list(scope.regions), TYPES: list(scope.customer_types)
    })


def choose_segment(text: str, *, is_same_book: bool) -> list[str]:
    """Choose the segment that a link asks for; a cluster is another one in other data. Returns what is refused."""
    st.session_state.update({SEGMENT: "", SHAPE: ("", "")})
    if not text:
        return []
    if text.startswith("needs ") and not is_same_book:
        return [_("The link asks for a segment by products held of other data. Choose one on the Segments page.")]
    st.session_state[SEGMENT] = text
    return []


def drop_what_is_gone(offered: Choices) -> list[str]:
    """Take out of the bar what this book does not have (a newer book may lack a region); say so in sentences."""
    remarks = []
    if YEAR in st.session_state and st.session_state[YEAR] not in [year.years_ago for year in offered.years]:
        del st.session_state[YEAR]
        remarks.append(_("The data does not reach back to the year that was chosen; the latest 12 months are shown."))
    for key, in_book in ((REGIONS, offered.regions), (TYPES, offered.customer_types)):
        selected = st.session_state.get(key, [])
        gone = [each for each in selected if each not in in_book]
        if gone:
            st.session_state[key] = [each for each in selected if each in in_book]
            remarks.append(ngettext("{names} is not in this data and was removed from the filters.",
                                    "{names} are not in this data and were removed from the filters.", len(gone),
                                    names=all_of([json.dumps(each, ensure_ascii=False) for each in gone])))
    return remarks


def clear() -> None:
    """Look at all regions and all customers again; the year stays."""
    st.session_state.update({REGIONS: [], TYPES: [], SEGMENT: ""})


def clear_button(key: str) -> None:
    """The way out of a narrow scope."""
    st.button(_("Clear filters"), icon=":material/filter_alt_off:", on_click=clear, key=key)


def scope() -> Scope:
    """What the reader has chosen in the scope bar."""
    return current().scope


def year_span() -> str:
    """The scope's twelve months in short: `Oct 2025 – Sep 2026`."""
    visit = current()
    return visit.choices.year(visit.scope.years_ago).span


def comparable() -> Scope | None:
    """The same customers a year earlier; None unless both years are complete."""
    visit = current()
    return visit.choices.comparable(visit.scope)
