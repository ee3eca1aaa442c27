"""A folder becomes a table as it is now, or a sentence why it cannot."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats.marks import kind_at, refused
from crm_core.intake.table_formats.version import CurrentVersion
from crm_core.language import _

if TYPE_CHECKING:
    import pyarrow

_SHOWN = 200
"""Letters of what a library says: some name every part of what they had in hand."""


def current_version(folder: Path) -> CurrentVersion | None:
    """The table of Delta or Iceberg in `folder` as it is now; None for a folder that is no table with versions.

    Raises BuildRefused for a table of Hudi, where the library that reads the format is not installed, and for a table
    that it cannot read to the row: damaged, of a later version of the format, or with files outside the folder.
    """
    kind = kind_at(folder)
    if not kind:
        return None
    if kind == "hudi":
        raise refused(folder.name, kind)
    opener = _opener(folder.name, kind)
    with _told(folder.name, kind.capitalize()):
        return opener(folder)


def opened(current: CurrentVersion) -> pyarrow.RecordBatchReader:
    """A reader of its rows. Raises BuildRefused where the library can read none of them."""
    with _told(current.name, current.format):
        return current.batches()


@contextlib.contextmanager
def _told(name: str, table_format: str) -> Iterator[None]:
    """What a library raises of a table as a sentence: it can be damaged in as many ways as its lists have parts."""
    try:
        yield
    except BuildRefused:
        raise
    except Exception as error:
        raise unreadable(name, table_format, error) from error


def unreadable(name: str, table_format: str, error: Exception) -> BuildRefused:
    said = str(error).strip().splitlines() or [type(error).__name__]
    return BuildRefused(_(
        "The {format} table '{table}' cannot be read to the row ({error}). Where it is whole, read it by way of Spark "
        "with the package of {format} (python -m crm_core build lakehouse … --format {kind}), or write its rows out as "
        "plain files.", format=table_format, table=name, kind=table_format.lower(), error=said[0][:_SHOWN]))


def _opener(name: str, kind: str) -> Callable[[Path], CurrentVersion]:
    """What opens the format. The libraries are large, and most banks need neither: they are loaded for a table."""
    try:
        if kind == "delta":
            from crm_core.intake.table_formats.delta import open_delta
            return open_delta
        from crm_core.intake.table_formats.iceberg import open_iceberg
        return open_iceberg
    except ModuleNotFoundError as error:
        raise BuildRefused(_(
            "The folder '{name}' is a table of {format}, and what reads it is not installed. Install it (pip install "
            "--require-hashes -r requirements-tables.lock), or write its rows out as plain files.",
            name=name, format=kind.capitalize())) from error
