"""The register of assigned tiers on pages: the approved scheme is applied to new data at the first visit."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.tier_register import Register, RegisterFolder, bring_up_to_date
from crm_core.warehouse import Book
from pages import frame

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

MAX_ON_A_VISIT = 300_000
"""Customers to whom a scheme is applied while somebody waits for a page, some seconds; more are left to
`python -m crm_core tiers`, which a build runs by itself."""


def register_of(scenario: Scenario) -> Register | None:
    """The register of the approved scheme on the open book; None when there is none yet and it cannot be made here."""
    book, folder = frame.book(), RegisterFolder(frame.shelf().folder)
    with contextlib.suppress(CannotAnswer):
        return _register(str(folder.path), folder.name_in_use(), book.fingerprint, scenario.content, scenario.name,
                         book)
    return None


@st.cache_resource(max_entries=8, show_spinner=False)
def _register(folder: str, in_use: str, fingerprint: str, scheme: str, name: str, _book: Book) -> Register:
    """Looked at anew when another one is in use. What is refused is not kept: the next visit tries again.

    Raises CannotAnswer."""
    books = Path(folder).parent
    made = RegisterFolder(books).file(fingerprint, scheme)
    if not made.is_file() and int(_book.info["customers"]) > MAX_ON_A_VISIT:
        raise CannotAnswer("")
    return bring_up_to_date(_book, books, scheme, name)
