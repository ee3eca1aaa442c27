"""What takes seconds: worked out of the whole bank when somebody asks for it, and held for all visitors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.scope import Scope
from pages.frame.visit.library import OF_CUSTOMERS, holder
from pages.frame.visit.visit import current


def work_out(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, held under `name` whatever the scope. Raises CannotAnswer as `make` does, each time anew: in
    the reader's language, and only while it is so, as a lack of memory passes."""
    asked = current().book.fingerprint, name
    try:
        found = holder(Scope())(f"{OF_CUSTOMERS} {name}", make)
    except CannotAnswer:
        _is_told()[asked] = False
        raise
    _is_told()[asked] = True
    return found


def if_worked_out(name: str, make: Callable[[], Any]) -> Any:
    """The same where somebody has asked for it since the server started; None where nobody has, or where it could not
    be told. What has been pushed out of memory since is worked out again."""
    if _is_told().get((current().book.fingerprint, name)):
        with contextlib.suppress(CannotAnswer):
            return work_out(name, make)
    return None


def is_worked_out(name: str) -> bool:
    """Whether somebody has asked for it, whatever came of it."""
    return (current().book.fingerprint, name) in _is_told()


@st.cache_resource(show_spinner=False)
def _is_told() -> dict[tuple[str, str], bool]:
    """Of which books what has been asked for in this process, and whether it could be told when it was asked last: a
    few names a book."""
    return {}
