"""Over which months a page takes its sums: one choice for all pages that ask it."""

from __future__ import annotations

import streamlit as st

from crm_core import periods
from crm_core.language import _
from crm_core.periods import Kind, Period
from pages.frame.controls.choices import not_offered, register_control
from pages.frame.showing.basis_strip import redraw_strip
from pages.frame.visit import library
from pages.frame.visit.language import say_anew
from pages.frame.visit.visit import current

_NAME = "period"
_KIND = "period.kind"
"""In session state: the kind that was chosen. It stays when the page changes, as the scope does."""


def period_choice() -> str:
    """What kind of period, and which of them: the room's option `period`, as `trailing`, `quarter` or `2026-Q3`.

    Only what the book can answer is offered, and no choice of one is drawn. What is chosen stands in the link, in the
    words of the scope, in the strip below the title and in every export; `current().period` holds it.
    """
    visit, label = current(), _("Period")
    by_kind = periods.offered(library.reader())
    _follow_link(by_kind, label)
    if st.session_state.get(_KIND) not in by_kind:
        st.session_state.pop(_KIND, None)
    kind: Kind = "trailing"
    if len(by_kind) > 1:
        starts = by_kind["trailing"][0].fiscal_year_starts
        say_anew(_KIND)
        kind = st.selectbox(label, list(by_kind), format_func=lambda each: periods.kind_label(each, starts), key=_KIND,
                            persist_state="session", width=200)
    chosen = kind if kind == "trailing" else _which(kind, by_kind[kind])
    read = library.reader()
    visit.period = periods.chosen(read, chosen)
    visit.before = periods.compared(read, visit.period)
    visit.widget_keys += [_KIND, *map(_key, by_kind)]
    if kind != "trailing":
        redraw_strip(visit.period)
    return register_control(_NAME, chosen, label, visit.period.label)


def _which(kind: Kind, offered: tuple[Period, ...]) -> str:
    """One of a kind: the latest that the scope's twelve months hold, or one by its name."""
    latest = periods.latest(library.reader(), kind)
    words = {each.name: each.choice for each in offered}
    if latest:
        words = {"": _("Latest: {period}", period=latest.choice)} | words
    key = _key(kind)
    if st.session_state.get(key) not in words:
        st.session_state.pop(key, None)
    say_anew(key)
    name = st.selectbox(_("Which"), list(words), format_func=words.__getitem__, key=key, persist_state="session",
                        width=240)
    return name or kind


def _follow_link(by_kind: dict[Kind, tuple[Period, ...]], label: str) -> None:
    """Set both widgets to what a link wants, if the book can answer it; say so if not."""
    visit = current()
    if _NAME not in visit.wanted:
        return
    wanted = visit.wanted.pop(_NAME)
    for kind, some in by_kind.items():
        if wanted == kind or wanted in [each.name for each in some]:
            st.session_state[_KIND] = kind
            st.session_state[_key(kind)] = "" if wanted == kind else wanted
            return
    not_offered(label, wanted)


def _key(kind: Kind) -> str:
    return f"period.{kind}"
