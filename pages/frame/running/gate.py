"""The gate: before anything of the book is read, the person is known and has a permit; and the way out again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _
from pages.frame.visit import language, person, waiting
from pages.frame.visit.person import NotSignedIn, Person
from pages.frame.visit.visit import come_back
from pages.frame.visit.wording import escape

_ENTERED = "gate.entered"
"""In session state: the sign-in that is in the record."""
_REFUSAL = "gate.refusal"
_CAME_BACK = "gate.came_back"
"""In session state: whether this visit began with a way back from the provider that let nobody in."""


@contextlib.contextmanager
def gate() -> Iterator[bool]:
    """Whether the page may be shown to who is here. Nothing of the book has been read by then."""
    st.session_state.pop(_REFUSAL, None)
    with contextlib.ExitStack() as run:
        try:
            who = run.enter_context(person.looked_up())
        except CannotAnswer as refusal:
            st.session_state[_REFUSAL] = refusal
            yield False
            return
        if who and st.session_state.get(_ENTERED) != who.mark:
            person.bank_workspace().record.enter_once("signed in", who=who.email, subject=who.mark[:16],
                                                      scope=who.permit.words)
            st.session_state[_ENTERED] = who.mark
            waiting.was_sent()
        yield True


def sign_in(page: st.Page) -> None:
    """What is shown instead of the page: why, and the way in. Where somebody wanted to go is kept for afterwards."""
    come_back()  # a page that handed over to app.py is what was asked for
    refusal = st.session_state.get(_REFUSAL)
    waiting.keep(page.url_path)
    with st.sidebar:
        language.picker()
    st.title("Clientela", anchor=False)
    if not isinstance(refusal, NotSignedIn):
        st.error(escape(str(refusal)), icon=":material/error:")
        return
    if _CAME_BACK not in st.session_state:
        st.session_state[_CAME_BACK] = waiting.was_sent()
    if str(refusal):
        st.info(escape(str(refusal)), icon=":material/lock:")
    elif st.session_state[_CAME_BACK]:
        st.info(_("You are not signed in: the provider's answer could not be trusted, or you came back without one. "
                  "Sign in again. If it happens again, ask whoever runs Clientela."), icon=":material/lock:")
    st.markdown(_("Sign in to see the bank's customer data. What you may see, a steward decides."))
    with st.container(horizontal=True):
        st.button(_("Sign in"), icon=":material/login:", on_click=_go_to_provider, key="gate.in")
        if st.user.to_dict().get("is_logged_in"):
            st.button(_("Sign out"), icon=":material/logout:", on_click=_sign_out, key="gate.out")


def _go_to_provider() -> None:
    waiting.send()
    st.login()


def go_where_wanted() -> None:
    """On the first run after a sign-in, go to the link that was asked for before it."""
    if not person.people_sign_in() or st.query_params:
        return
    wanted = waiting.take()
    if wanted and (wanted.page in PAGES or not wanted.page):
        st.switch_page(f"pages/{wanted.page or 'overview'}.py", query_params=wanted.query)


def who_is_here() -> None:
    """In the sidebar: who is signed in, what they may see, and the way out; or that nobody need sign in."""
    who = person.person()
    if who is None:
        st.caption(_("No sign-in: everybody who reaches this address sees everything."))
        return
    st.caption(escape(f"{who.email} · {who.permit.words}"))
    st.button(_("Sign out"), icon=":material/logout:", on_click=_sign_out, key="gate.out")


def _sign_out() -> None:
    """End this sign-in for good: a copy of its cookie lets nobody in again."""
    language.resume()
    with contextlib.suppress(CannotAnswer):
        who: Person | None = person.person()
        if who:
            bank = person.bank_workspace()
            bank.people.end_sign_in(who.mark)
            bank.record.enter("signed out", who=who.email, subject=who.mark[:16])
    st.logout()
