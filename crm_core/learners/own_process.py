"""Something worked out by a process of its own, whose memory goes back to the machine when it is done.

A program that ends soon works it out itself: it would wait a second for a process to start, and keeps nothing.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from crm_core import CannotAnswer
from crm_core.language import _

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")

_goes_on = threading.Event()
_one_at_a_time = threading.Lock()
"""However many visitors ask, there is no more than one such process beside the server."""
_NO_ROOM = (errno.ENOMEM, errno.EAGAIN)
"""What the system says where it starts no more processes."""


def this_program_goes_on() -> None:
    """From now on others work out what is handed to `in_own_process`."""
    _goes_on.set()


def in_own_process(make: Callable[_Given, _Found], *given: _Given.args, **options: _Given.kwargs) -> _Found:
    """What `make`, a function of a module, gives of these values; all of them can be pickled.

    Raises what `make` raises, CannotAnswer where the system has ended the process or has no memory for it,
    ChildProcessError with its last words where it failed otherwise.
    """
    if not _goes_on.is_set():
        return make(*given, **options)
    try:
        done = _done(pickle.dumps((make, given, options)))
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise _memory_ran_short() from error
        raise
    if done.returncode == -signal.SIGKILL:
        raise _memory_ran_short()
    if done.returncode:
        raise ChildProcessError(done.stderr.decode(errors="replace").strip() or f"It ended with {done.returncode}.")
    found, raised = pickle.loads(done.stdout)  # noqa: S301 our own process wrote it
    if isinstance(raised, MemoryError):
        raise _memory_ran_short() from raised
    if raised is not None:
        raise raised
    return found


def _done(asked: bytes) -> subprocess.CompletedProcess[bytes]:
    """It reads modules from where this program does, and not (-P) from the folder in which somebody has started it."""
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with _one_at_a_time:
        return subprocess.run([sys.executable, "-P", "-m", __name__],  # noqa: S603 this program again
                              input=asked, capture_output=True, check=False, env=os.environ | paths)


def _memory_ran_short() -> CannotAnswer:
    return CannotAnswer(_("The system stopped what was being worked out, most likely because memory ran short. Ask "
                          "again when fewer people are working."))


def _main() -> None:
    make, given, options = pickle.load(sys.stdin.buffer)  # noqa: S301 the program that started this one wrote it
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints, of C too, is no part of the answer
    found: Any = None
    error: Exception | None = None
    try:
        found = make(*given, **options)
    except Exception as raised:
        error = raised
    with answer:
        pickle.dump((found, error), answer)


if __name__ == "__main__":
    _main()
