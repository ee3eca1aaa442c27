"""How much of the memory that a build is given the database may count as its own."""

from __future__ import annotations

from crm_core.intake.statements import BuildRefused
from crm_core.language import _
from crm_core.warehouse.memory import megabytes

PROGRAM_MB = 150
"""What Python and its libraries take before the first row."""
COUNTED_SHARE = 0.82
"""DuckDB counts its buffers, not what the allocator holds beside them: given 6 GB, a build of 550 million rows
was seen at 6.9 GB."""


def database_limit(given: str) -> str:
    """DuckDB's own limit in a process that may take `given` (as `4GB`), so that the whole process stays within it.

    Too little stops the build with a message of its own. Raises BuildRefused for a text that is no amount of memory.
    """
    amount = megabytes(given)
    if amount is None:
        raise BuildRefused(_("{text} is no amount of memory. Write a number and a unit, such as 4GB or 800MB.",
                             text=repr(given)))
    return f"{max(1, round((amount - PROGRAM_MB) * COUNTED_SHARE))}MB"
