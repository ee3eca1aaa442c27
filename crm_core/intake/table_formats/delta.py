"""The current version of a Delta table, read by delta-rs, which knows its log, its deletion vectors and its columns."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pyarrow
from deltalake import DeltaTable

from crm_core.intake.table_formats.version import CannotRead, CurrentVersion, file_inside, outside
from crm_core.language import _


def open_delta(folder: Path) -> CurrentVersion:
    """The version that the log in `folder` ends with. Raises CannotRead where a file is missing or lies elsewhere, and
    whatever delta-rs raises for a log that it cannot follow or that needs what it does not know."""
    name = folder.name
    _refuse_empty_commits(name, folder / "_delta_log")
    table = DeltaTable(folder.resolve().as_uri())  # of a path, %20 would be another folder
    paths = pyarrow.table(table.get_add_actions()).column("path").to_pylist()
    size = sum(_file(name, folder, path).stat().st_size for path in paths)
    identity = hashlib.sha256(f"delta {table.metadata().id} {table.version()}".encode()).hexdigest()
    return CurrentVersion(name, "Delta", f"v{table.version()}", identity, size,
                          lambda: pyarrow.RecordBatchReader.from_stream(table.scan()))


def _file(name: str, folder: Path, address: str) -> Path:
    """The file at an address of the log: percent-encoded, and beginning in the folder."""
    relative = unquote(address)
    if urlsplit(address).scheme or address.startswith("/") or ".." in PurePosixPath(relative).parts:
        raise outside(name, relative)
    return file_inside(name, folder, relative)


def _refuse_empty_commits(name: str, log: Path) -> None:
    """delta-rs takes a commit that holds nothing for one that changed nothing. One that a program is writing in place,
    or that a full disk cut off, looks the same."""
    empty = next((path for path in sorted(log.glob("*.json")) if not path.stat().st_size), None)
    if empty:
        raise CannotRead(_(
            "The commit {file} of the table '{table}' is empty: it is being written, or it was cut off. Try again when "
            "it is whole.", file=empty.name, table=name))
