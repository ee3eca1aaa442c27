"""Folders for what is not yet a book: uploads and dry runs. They lie beside the books and are gone with their use."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import weakref
from pathlib import Path
from typing import IO

from crm_core.warehouse.on_disk import PRIVATE_FOLDER, hold
from crm_core.warehouse.spill import sweep_spills

NAME = "desk"
"""The folder of all of them, inside that of the books: what was built there is put on the shelf by renaming it."""

_LOCK = "in-use.lock"


class Scratch:
    """A folder that only the user of this program may read, on the same disk as the books.

    It is removed when it is closed, when nobody refers to it any more, and when the program ends; what a killed
    program left is removed by the next build and the next start (`sweep`).
    """

    def __init__(self, books: Path) -> None:
        home = books / NAME
        home.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        self.folder = home / secrets.token_hex(8)
        self.folder.mkdir(mode=PRIVATE_FOLDER)
        lock = open(self.folder / _LOCK, "w", encoding="utf-8")  # noqa: SIM115 held as long as the folder is in use
        hold(lock)
        self._removal = weakref.finalize(self, _remove, self.folder, lock)

    @property
    def is_open(self) -> bool:
        """False once the folder is gone."""
        return self._removal.alive

    def close(self) -> None:
        """Remove the folder and all that is in it. A second time does nothing."""
        self._removal()


def sweep(books: Path) -> None:
    """Remove the scratch folders, and what did not fit in memory, of programs that are no more. Those in use, here or
    in another program, stay."""
    sweep_spills(books)
    home = books / NAME
    if not home.is_dir():
        return
    for folder in list(home.iterdir()):
        with contextlib.suppress(OSError), open(folder / _LOCK, "a", encoding="utf-8") as lock:
            if hold(lock):
                shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        home.rmdir()


def _remove(folder: Path, lock: IO[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.close()
    with contextlib.suppress(OSError):
        folder.parent.rmdir()
