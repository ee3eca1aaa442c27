"""Where the books of the tests lie, and how many threads count in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4_000_000_000
"""Bytes free; the books of a whole run take a quarter of it."""

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    # Before NumPy is read: small matrices shared out between threads take four times the processor time, most of it
    # spent waiting for each other, and the tests run beside each other as it is.
    os.environ.setdefault(library, "1")


def pytest_configure() -> None:
    """Lay temporary folders into memory where there is room: a book is a hundred small commits, and on a disk each of
    them waits longer for the disk than it computes."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
