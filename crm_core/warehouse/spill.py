"""Where DuckDB puts what its memory does not hold: a folder of this process's own beside the book, made when needed."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import shutil
import tempfile
from pathlib import Path

from crm_core.warehouse.on_disk import is_running

_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
_OWN = secrets.token_hex(8)
_NAME = re.compile(r"spill-(?P<host>[0-9a-f]{8})-(?P<process>[0-9]+)-[0-9a-f]{16}")


def spill_folder(beside: Path) -> Path:
    """DuckDB makes it at the first row that does not fit and removes it with the connection. Connections of one process
    to one file must name the same. In the temporary folder, under a name that nobody guesses, where the folder of the
    books is only there to be read."""
    home = beside if os.access(beside, os.W_OK) else Path(tempfile.gettempdir())
    return home / f"spill-{_HOST}-{os.getpid()}-{_OWN}"


def sweep_spills(books: Path) -> None:
    """Remove what processes of this machine that were killed have left."""
    for folder in books.glob("spill-*"):
        name = _NAME.fullmatch(folder.name)
        if name and name["host"] == _HOST and not is_running(int(name["process"])):
            shutil.rmtree(folder, ignore_errors=True)
