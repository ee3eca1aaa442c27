"""What takes seconds: worked out of the whole bank when somebody asks for it, and held for all visitors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.scope import Scope
from pages.frame.visit.library import OF_CUSTOMERS, holder
from pages.frame.visit.visit import current


def work_out(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, held under `name` whatever the scope. Raises CannotAnswer as `make` does."""
    found = _held(name, make)
    return make() if found is None else found  # why not is said anew, in the reader's language


def if_worked_out(name: str, make: Callable[[], Any]) -> Any:
    """The same where somebody has asked for it since the server started; None where nobody has, or where it cannot be
    told. What has been pushed out of memory since is worked out again."""
    return _held(name, make) if is_worked_out(name) else None


def is_worked_out(name: str) -> bool:
    """Whether somebody has asked for it, whatever came of it."""
    return (current().book.fingerprint, name) in _asked_for()


def _held(name: str, make: Callable[[], Any]) -> Any:
    """That something cannot be told is held, too: None."""
    found = holder(Scope())(f"{OF_CUSTOMERS} {name}", lambda: _unless_unknown(make))
    _asked_for().add((current().book.fingerprint, name))
    return found


def _unless_unknown(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except CannotAnswer:
        return None


@st.cache_resource(show_spinner=False)
def _asked_for() -> set[tuple[str, str]]:
    """Of which books what has been asked for in this process: a few names a book."""
    return set()
