"""A file that was delivered twice: its amounts would count twice, and nothing else in the data would show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.staged import Staged
from crm_core.language import _


def refuse_copies(parts: Sequence[Staged]) -> None:
    """Raise BuildRefused where two files of one table are the same to the byte and read alike.

    Files without rows, parts of a partitioned folder and files that the recipe reads differently (for another month, by
    other columns) may be the same.
    """
    for at, part in enumerate(parts):
        for other in parts[:at]:
            if _is_copy(part, other):
                raise BuildRefused(_(
                    "{file} and {other} are the same file under two names: what is in it would count twice. Leave one "
                    "of them out.", file=part.source.name, other=other.source.name))


def _is_copy(part: Staged, other: Staged) -> bool:
    held = part.account.lines - part.account.header_lines - part.account.blank
    return (held > 0 and bool(part.content_hash) and part.content_hash == other.content_hash
            and part.source.path != other.source.path and part.source.partition == other.source.partition
            and _reading(part) == _reading(other))


def _reading(part: Staged) -> FileFormat:
    return replace(part.source.file_format, file="")
