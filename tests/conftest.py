"""Where the books of the tests lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4_000_000_000
"""Bytes free; the books of a whole run take a quarter of it."""


def pytest_configure() -> None:
    """Lay temporary folders into memory where there is room: a book is a hundred small commits, and on a disk each of
    them waits longer for the disk than it computes."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
