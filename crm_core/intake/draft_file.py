"""The database in which a book is written: how it is opened, and what may stop it from outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from crm_core.ctrl_c import told_as_ctrl_c
from crm_core.intake.memory import database_limit
from crm_core.intake.statements import BuildRefused
from crm_core.language import _

_FROM_OUTSIDE = (duckdb.OperationalError, duckdb.FatalException, OSError)
"""What no statement of ours is to blame for, beside the mother of all errors, which damage is raised as."""
_SECONDS_BETWEEN_QUESTIONS = 0.1


@contextlib.contextmanager
def stopping() -> Iterator[None]:
    """What stops a build from outside, said as what it is: a Ctrl-C, no memory or no room left."""
    try:
        with told_as_ctrl_c():
            yield
    except (duckdb.Error, OSError) as error:
        if not isinstance(error, _FROM_OUTSIDE) and type(error) is not duckdb.Error:
            raise
        raise BuildRefused(_(
            "The build stopped: {error}. Give it more memory (--memory) or room on the disk, and build again; the "
            "book in use is as it was.",
            error=str(error).splitlines()[0],
        )) from error


@contextlib.contextmanager
def stopped_by(cancel: Callable[[], bool] | None, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt whatever `connection` runs once `cancel()` is true, which a thread of its own asks all the time: a
    statement may take a minute and reports nothing. Whatever comes of that is a KeyboardInterrupt: who reads a file
    takes the interruption for a fault of it. None: nobody can stop it."""
    if cancel is None:
        yield
        return
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_SECONDS_BETWEEN_QUESTIONS):
            if cancel():  # again and again: who catches one interruption goes on with another statement
                with contextlib.suppress(duckdb.Error):  # it is closed while the book is put in use
                    connection.interrupt()

    thread = threading.Thread(target=watch, name="stopped-by", daemon=True)
    thread.start()
    try:
        yield
    except Exception as error:
        if cancel():
            raise KeyboardInterrupt from error
        raise
    finally:
        ended.set()
        thread.join()


def opened(path: Path, memory_limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    """Raises BuildRefused when it cannot be written there."""
    try:
        return duckdb.connect(str(path), config=_build_settings(path, memory_limit, threads))
    except duckdb.Error as error:
        raise BuildRefused(_(
            "A book cannot be written in {folder}: {error} Choose another folder with --data, or another amount with "
            "--memory (such as 4GB).",
            folder=path.parent, error=str(error).splitlines()[0],
        )) from error


def _build_settings(path: Path, memory_limit: str, threads: int | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "memory_limit": database_limit(memory_limit),
        "temp_directory": str(path) + ".spill",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        settings["threads"] = threads
    return settings
