"""Customers who are told apart by the number of their line are those of one file."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.intake.files.file_format import refuse
from crm_core.intake.files.header import LINE_NUMBER
from crm_core.intake.files.staged import Staged
from crm_core.language import _, all_of


def refuse_lines_of_several(parts: Sequence[Staged]) -> None:
    """Raises BuildRefused where lines of several files name customers: line 7 of one file is nobody of another, and
    the money of one would be booked to the other."""
    files = {_place(part): part.source.inside or part.source.path.name for part in parts
             if part.account.header.positions.get("customer_id") == len(part.account.header.names)}
    if len(files) > 1:
        refuse(_('customer_id = "{line_number}" stands for rows of several files, {files}: the same number is another '
                 "customer in each. Put them into one file, or name a column that tells customers apart.",
                 line_number=LINE_NUMBER, files=all_of(sorted(files.values()))))


def _place(part: Staged) -> tuple[str, ...]:
    """What is read, whichever section reads it."""
    source, how = part.source, part.source.file_format
    return str(source.path), source.inside, how.sheet, how.source, how.table, how.query
