"""The language of a visit: that of the link that arrives, then what was chosen here before, then the browser's."""

from __future__ import annotations

import streamlit as st

from crm_core.language import DEFAULT, LANGUAGES, _, current, negotiated, speak
from pages.frame.visit.history import went_back
from pages.frame.visit.link import Link, LinkRefused

CHOSEN = "language"
"""In session state: the control's key."""
COOKIE = "clientela_language"
_SPOKEN = "language.spoken"
"""In session state: the language of the last run, the links that were its own, and those of before that the browser
may still send."""
_REMEMBERED = "language.remembered"
"""In session state: true once it was chosen by the control."""
_YEAR = 31_536_000


def settle() -> None:
    """Speak the language of this visit from here on. Before anything is drawn, the navigation too."""
    text = st.query_params.get("link")
    before, ours, late = st.session_state.get(_SPOKEN, ("", (), ()))
    was_chosen = before and st.session_state.get(CHOSEN) != before
    has_arrived = text not in ours and (text not in late or went_back())
    if has_arrived and not was_chosen and (language := _of_link(text)):
        st.session_state[CHOSEN] = language
    if st.session_state.get(CHOSEN) not in LANGUAGES:
        st.session_state[CHOSEN] = negotiated(st.context.cookies.get(COOKIE) or st.context.locale)
    speak(st.session_state[CHOSEN])
    st.session_state[_SPOKEN] = (current(), ours, late)


def is_written(*links: str | None, late: tuple[str | None, ...] = ()) -> None:
    """The address says one of `links`, in the language spoken now: none of them has just arrived. Nor has one of
    `late`, unless somebody has gone back to it."""
    st.session_state[_SPOKEN] = (current(), links, late)


def resume() -> None:
    """Speak the language of this visit in a callback, which runs before the page."""
    language = st.session_state.get(CHOSEN)
    speak(language if language in LANGUAGES else DEFAULT)


def say_anew(*keys: str) -> None:
    """Before select boxes with these keys are drawn: set their values again where the language has changed since.

    The browser sends back the words that it shows, and those of another language would be no option.
    """
    for key in keys:
        drawn_in = f"{key}.drawn_in"
        if key in st.session_state and st.session_state.get(drawn_in, current()) != current():
            st.session_state[key] = st.session_state[key]
        st.session_state[drawn_in] = current()


def picker() -> None:
    """The control, below the filters. The browser remembers for a year what was chosen by it."""
    st.segmented_control(_("Language"), list(LANGUAGES), key=CHOSEN, required=True, on_change=_remember,
                         format_func=LANGUAGES.__getitem__, label_visibility="collapsed")
    remember = f"""document.cookie = "{COOKIE}={current()}; path=/; max-age={_YEAR}; SameSite=Lax";"""
    # Streamlit's page says that it is English: a browser would offer to translate it, a screen reader mispronounce it.
    st.html(f"""<script>
        document.documentElement.lang = "{current()}";
        {remember if st.session_state.get(_REMEMBERED) else ""}
        </script>""", unsafe_allow_javascript=True)


def _remember() -> None:
    st.session_state[_REMEMBERED] = True


def _of_link(text: str | None) -> str:
    """The language that a link asks for; empty when it says none, or is none of ours."""
    try:
        language = Link.read(text).language if text else ""
    except LinkRefused:
        return ""
    return language if language in LANGUAGES else ""
