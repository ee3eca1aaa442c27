"""How many books are kept to go back to."""

from __future__ import annotations

import os

from crm_core import CannotAnswer
from crm_core.language import _

KEEP_VARIABLE = "CLIENTELA_KEEP_BOOKS"
EARLIER_BOOKS = 3
"""Kept beside the current one when the variable says nothing."""


def earlier_books() -> int:
    """How many books are kept beside the current one: at least the one before it, whose name a reader may have just
    read. Raises CannotAnswer when `CLIENTELA_KEEP_BOOKS` is no whole number."""
    given = os.environ.get(KEEP_VARIABLE, "").strip() or str(EARLIER_BOOKS)
    if not (given.isascii() and given.isdigit()):
        raise CannotAnswer(_("{variable} is {value}; give a whole number of earlier books to keep, such as {example}.",
                             variable=KEEP_VARIABLE, value=repr(given), example=EARLIER_BOOKS))
    return max(1, int(given))
