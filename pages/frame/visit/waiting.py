"""Where a browser wanted to go before its person signed in: the provider leads back to the front page.

Kept on the server for some minutes, under a hash of the browser's own token. Its cookie masks the token anew in every
answer, so what is the same is the token without the mask.
"""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field

import streamlit as st

SECONDS = 600
MOST = 1_000
"""Browsers that are waited for; the longest waiting goes first."""
_COOKIE = "_streamlit_xsrf"
_PARTS = 4
"""A version, the mask, the masked token and a moment."""


@dataclass(frozen=True)
class Wanted:
    """A page and the query of the link to it."""

    page: str
    query: dict[str, str]


@dataclass
class Waiting:
    """Who wanted to go where, and since when. Safe to share between threads."""

    _kept: dict[str, tuple[Wanted, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, browser: str, wanted: Wanted, *, now: float) -> None:
        """Keep what a browser wants, in the place of what it wanted before."""
        with self._lock:
            self._kept.pop(browser, None)
            self._kept[browser] = (wanted, now)
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]

    def take(self, browser: str, *, now: float) -> Wanted | None:
        """What a browser wanted, once; None when nothing, or too long ago."""
        with self._lock:
            wanted, since = self._kept.pop(browser, (None, 0.0))
        return wanted if now - since <= SECONDS else None


@st.cache_resource(show_spinner=False)
def waiting() -> Waiting:
    """Those of this process."""
    return Waiting()


def keep(page: str) -> None:
    """Remember what is asked for now, until this browser's person has signed in."""
    query = st.query_params.to_dict()
    if (browser := _browser()) and (page or query):
        waiting().keep(browser, Wanted(page, query), now=time.monotonic())


def take() -> Wanted | None:
    """What this browser wanted before its person signed in."""
    browser = _browser()
    return waiting().take(browser, now=time.monotonic()) if browser else None


@st.cache_resource(show_spinner=False)
def _trying() -> Waiting:
    """The browsers that were sent to the provider."""
    return Waiting()


def send() -> None:
    """Remember that this browser is sent to the provider."""
    if browser := _browser():
        _trying().keep(browser, Wanted("", {}), now=time.monotonic())


def was_sent() -> bool:
    """Whether this browser was sent to the provider since this was last asked, within the minutes that count."""
    browser = _browser()
    return bool(browser) and _trying().take(browser, now=time.monotonic()) is not None


def _browser() -> str:
    return unmasked(str(st.context.cookies.get(_COOKIE)))


def unmasked(cookie: str) -> str:
    """A hash of the token in a cookie; empty for what is no such cookie."""
    parts = cookie.split("|")
    try:
        mask, masked = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
        if len(parts) != _PARTS or not mask or not masked:
            return ""
    except (IndexError, ValueError):
        return ""
    token = bytes(byte ^ mask[place % len(mask)] for place, byte in enumerate(masked))
    return hashlib.sha256(token).hexdigest()
