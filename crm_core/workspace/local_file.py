"""A workspace that is a file on this machine: who may read it, whether it may be written, and what it must not be."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, create_engine

from crm_core.warehouse.on_disk import PRIVATE_FOLDER, make_private

_NEW = 60.0
"""Seconds for which a file that a program is making may be empty."""


def local_file(url: URL) -> Path | None:
    """None for a server, and for SQLite's own form of an address, `file:…`, which has its own rules."""
    place = str(url.database)
    return Path(place) if url.get_backend_name() == "sqlite" and not place.startswith("file:") else None


def make_folder(path: Path) -> None:
    """Raises OSError where none can be made. A file that was made before files were private is made so; SQLite gives
    those beside it the same rights."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if path.is_file():
        make_private(path)


def is_only_read(path: Path) -> bool:
    """True in a folder in which nothing can be written, not even the files that SQLite puts beside this one."""
    return path.parent.is_dir() and not os.access(path.parent, os.W_OK)


def looked_at(path: Path) -> Engine:
    """Connections to what was kept in such a folder, where nobody can be writing; to nothing, where there is no file.
    """
    if not path.is_file():
        return create_engine("sqlite://", poolclass=NullPool)
    return create_engine(f"sqlite:///file:{quote(str(path))}?immutable=1&mode=ro&uri=true", poolclass=NullPool)


def is_emptied(path: Path) -> bool:
    """True of a file of no bytes, which SQLite takes for a new one, that nobody has just begun."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return not found.st_size and time.time() - found.st_mtime > _NEW
    return False
