"""Files as an operating system keeps them: locks, who may read them, and what is written for good."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from pathlib import Path
from typing import IO

from crm_core.language import _

HAS_FILE_LOCKS = importlib.util.find_spec("fcntl") is not None
"""False on Windows: builds are not guarded against each other there."""
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
"""A bank's customers are read by nobody but the user of this program (decision 159)."""


def write_privately() -> None:
    """From now on this process makes folders and files that its own user alone may read, whoever makes them: SQLite and
    DuckDB put files of their own beside those that they are given. Called once, where a program begins."""
    os.umask(0o077)


def make_private(path: Path) -> None:
    """What was made before, or by another program. Where it is somebody else's it stays as they want it."""
    with contextlib.suppress(OSError):
        path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)


def write_whole(path: Path, content: bytes) -> None:
    """All of `content` at `path`, or what was there before. Raises OSError, which names the path whatever went wrong:
    a full disk names none."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        place.write_bytes(content)  # a pipe, or a folder, which refuses
        return
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, place)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def is_running(process: int) -> bool:
    """True as long as there is a process of that number on this machine, and where nobody can know."""
    if not HAS_FILE_LOCKS:
        return True  # on Windows the question would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def hold(lock: IO[str]) -> bool:
    """Take the lock of an open file; it goes with its process, even a killed one. False when somebody else has it, or
    had it and has taken the file away, or where there are no locks and nobody can know."""
    if not HAS_FILE_LOCKS:
        return False
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(lock.fileno()), Path(lock.name).stat())
    except OSError:
        return False


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


def taken_by_folder(path: Path) -> str:
    """Why no file can be at `path`, in a sentence: somebody's folder is; empty where none is."""
    if not path.is_dir():
        return ""
    return _("{file} is a folder, and this program keeps a file of that name. Move the folder away.", file=path)
