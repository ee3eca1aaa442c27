"""Over which months a page takes its sums: one choice for all pages that ask it."""

from __future__ import annotations

import streamlit as st

from crm_core import periods
from crm_core.language import _
from crm_core.periods import Kind, Period
from pages.frame.controls.choices import not_offered, register_control
from pages.frame.showing.basis_strip import redraw_strip
from pages.frame.visit import library
from pages.frame.visit.visit import current

_NAME = "period"
_CHOSEN = "period.chosen"
"""In session state: what was chosen, as the room's option. It stays when the page changes, as the scope does; the state
of a widget would not."""
_KIND, _WHICH = "period.kind", "period.which"
"""Keys of the two widgets. What they show is set from `_CHOSEN` before each is drawn."""


def period_choice(of: str = "") -> str:
    """What kind of period, and which of them: the room's option `period`, as `trailing`, `quarter` or `2026-Q3`.

    Only what the book can answer is offered, and no choice of one is drawn. What is chosen stands in the link, in the
    words of the scope, in the strip below the title and in every export; `current().period` holds it. `of` names what
    is summed over it, where the rest of the page stays on the scope's twelve months.
    """
    visit, label = current(), _("Period")
    by_kind = periods.offered(library.reader(), calendar=library.calendar())
    _follow_link(by_kind, label)
    kind, name = _found(by_kind, st.session_state.get(_CHOSEN, "trailing"))
    if len(by_kind) > 1:
        starts = by_kind["trailing"][0].fiscal_year_starts
        st.session_state[_KIND] = kind
        kind = st.selectbox(label, list(by_kind), format_func=lambda each: periods.kind_label(each, starts), key=_KIND,
                            on_change=_take_kind, width=180)
    chosen = kind if kind == "trailing" else _which(kind, name, by_kind[kind])
    read = library.reader()
    visit.period = periods.chosen(read, chosen, calendar=library.calendar())
    visit.before = periods.compared(read, visit.period, calendar=library.calendar())
    visit.widget_keys.append(_CHOSEN)
    if kind != "trailing":
        redraw_strip(visit.period, of)
    return register_control(_NAME, chosen, label, visit.period.label)


def _which(kind: Kind, name: str, offered: tuple[Period, ...]) -> str:
    """One of a kind: the latest that the scope's twelve months hold, or one by its name."""
    latest = periods.latest(library.reader(), kind, calendar=library.calendar())
    words = {each.name: each.choice for each in offered}
    if latest:
        words = {"": _("Latest: {period}", period=latest.choice)} | words
    st.session_state[_WHICH] = name if name in words else next(iter(words))
    return st.selectbox(_("Which"), list(words), format_func=words.__getitem__, key=_WHICH, on_change=_take_which,
                        width=240) or kind


def _take_kind() -> None:
    st.session_state[_CHOSEN] = st.session_state[_KIND]


def _take_which() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WHICH] or st.session_state[_KIND]


def _found(by_kind: dict[Kind, tuple[Period, ...]], chosen: str) -> tuple[Kind, str]:
    """The kind and the name of what was chosen, '' where no name was; the twelve months where the book lacks it."""
    for kind, some in by_kind.items():
        if chosen == kind:
            return kind, ""
        if chosen in [each.name for each in some]:
            return kind, chosen
    return "trailing", ""


def _follow_link(by_kind: dict[Kind, tuple[Period, ...]], label: str) -> None:
    """Choose what a link wants, if the book can answer it; say so if not."""
    visit = current()
    if _NAME not in visit.wanted:
        return
    wanted = str(visit.wanted.pop(_NAME))
    if wanted != "trailing" and _found(by_kind, wanted) == ("trailing", ""):
        not_offered(label, wanted)
    else:
        st.session_state[_CHOSEN] = wanted
