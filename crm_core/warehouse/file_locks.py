"""Locks on files and what is surely on the disk. Windows has no such locks: builds are not guarded against each other
there."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TextIO

HAS_FILE_LOCKS = importlib.util.find_spec("fcntl") is not None


def lock_alone(file: TextIO) -> bool:
    """Take the file for this process alone, as long as it is open; False when another process has it."""
    if HAS_FILE_LOCKS:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def is_open_elsewhere(path: Path) -> bool:
    """True when another process reads the file: DuckDB's readers hold a shared POSIX lock on it."""
    if not HAS_FILE_LOCKS:
        return True
    import fcntl

    try:
        with open(path, "rb+") as handle:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
    except OSError:
        return True


def sync(path: Path) -> None:
    """Wait until what was written to a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
