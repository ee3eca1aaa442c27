"""Files as an operating system keeps them: locks, and what is written for good."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import IO

HAS_FILE_LOCKS = importlib.util.find_spec("fcntl") is not None
"""False on Windows: builds are not guarded against each other there."""


def hold(lock: IO[str]) -> bool:
    """Take the lock of an open file; it goes with its process, even a killed one. False when somebody else has it, or
    where there are no locks and nobody can know."""
    if not HAS_FILE_LOCKS:
        return False
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
    """Return once the file, or the names in the folder, are written for good."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
