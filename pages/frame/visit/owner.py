"""Whose views and start page these are: the person's who is signed in. Where nobody signs in, this browser's, known
by a cookie that names nobody.

The cookie is made when something is first kept, not before; the workspace holds a hash of it, so that nobody who reads
the workspace can take a browser's place.
"""

from __future__ import annotations

import hashlib
import re
import secrets

import streamlit as st

from pages.frame.visit import person

COOKIE = "clientela_owner"
_MADE = "owner.made"
"""In session state: the cookie's value, from when it is made until the browser sends it by itself."""
_VALUE = re.compile(r"[A-Za-z0-9_-]{22}")
_YEAR = 31_536_000


def owner() -> str:
    """The opaque id of this person or browser; empty while nothing was kept from the browser."""
    if signed_in := person.email():
        return _hashed(signed_in)
    value = str(st.session_state.get(_MADE) or st.context.cookies.get(COOKIE))
    return _hashed(value) if _VALUE.fullmatch(value) else ""


def made_owner() -> str:
    """The same, made when there is none: for callbacks that keep something."""
    if not owner():
        st.session_state[_MADE] = secrets.token_urlsafe(16)
    return owner()


def remember() -> None:
    """Let the browser keep a new cookie, for a year from its last use."""
    value = st.session_state.get(_MADE)
    if value:
        st.html(f"""<script>
            document.cookie = "{COOKIE}={value}; path=/; max-age={_YEAR}; SameSite=Lax";
            </script>""", unsafe_allow_javascript=True)


def _hashed(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:32]
