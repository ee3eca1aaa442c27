"""Visits that have ended are let go of, and what they held goes back to the machine.

Streamlit keeps a visit whose connection broke for `server.disconnectedSessionTTL`, and removes it when the next one
breaks: the last visits of an evening stay until the morning.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
from asyncio import AbstractEventLoop
from collections.abc import Callable
from typing import Any

from streamlit.runtime import Runtime, exists

SECONDS = 15.0
"""Between two looks; with the setting's 30 a visit is gone within a minute."""


def let_go_of_ended_visits() -> None:
    """Look for them every `SECONDS` from now on, as long as the server runs; nothing where there is none, as in a test.
    """
    if exists():
        runtime: Any = Runtime.instance()
        with contextlib.suppress(AttributeError):  # a later Streamlit may call it otherwise; then it is as it was
            loop, expire = runtime._get_async_objs().eventloop, runtime._session_mgr._session_storage._cache.expire
            loop.call_soon_threadsafe(_look, loop, expire)


def _look(loop: AbstractEventLoop, expire: Callable[[], list[Any]]) -> None:
    if expire():
        gc.collect()  # a visit's parts know each other
        return_memory()
    loop.call_later(SECONDS, _look, loop, expire)


def return_memory() -> None:
    """Give freed memory back: glibc keeps it in the arena of whichever thread had asked for it, and each rerun is a
    thread."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
