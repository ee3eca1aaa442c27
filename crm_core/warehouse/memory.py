"""Amounts of memory in words, and how much of it the questions to a book may take together."""

from __future__ import annotations

import os
import re

from crm_core import CannotAnswer
from crm_core.language import _

MEMORY_VARIABLE = "CLIENTELA_MEMORY"
BOOK_MEMORY = "1GB"
"""When the variable says nothing; who may leave among ten million customers took more."""

_TEXT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(MB|GB|TB|MiB|GiB|TiB)\s*", re.IGNORECASE | re.ASCII)
_MEGABYTES = {"mb": 1.0, "gb": 1e3, "tb": 1e6, "mib": 1.048576, "gib": 1073.741824, "tib": 1099511.627776}


def megabytes(given: str) -> float | None:
    """How many a text such as `4GB` or `800 MiB` says; None of one that is no amount of memory."""
    match = _TEXT.fullmatch(given)
    return float(match.group(1)) * _MEGABYTES[match.group(2).lower()] if match else None


def book_memory(share: float = 1.0) -> str:
    """DuckDB's limit for one open book, whoever asks: a share of what `CLIENTELA_MEMORY` says, or of `BOOK_MEMORY`.

    Raises CannotAnswer when the variable is no amount of memory, or less than one megabyte.
    """
    given = os.environ.get(MEMORY_VARIABLE, "").strip() or BOOK_MEMORY
    amount = megabytes(given) or 0.0
    if amount < 1:
        raise CannotAnswer(_("{variable} is {value}; give an amount of memory, a number and a unit, such as {example}.",
                             variable=MEMORY_VARIABLE, value=repr(given), example="4GB"))
    return f"{max(1, round(amount * share))}MB"
