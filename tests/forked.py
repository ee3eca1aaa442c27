"""Programs of their own that begin at once: forked from one that has imported what they need and done nothing else.

A process of Python spends two seconds on imports before it does anything; where tests want many that are killed or in
each other's way, only the first pays for that. What a program does when it is started in earnest is for others to try:
`tests/test_ctrl_c.py`, `tests/test_ask.py`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

SECONDS = 120
"""Until a program must have said something: no test takes as long, whatever else the machine does."""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.workspace.writer"])


@dataclass(frozen=True)
class Program:
    process: ForkServerProcess
    _told: Connection

    def said(self) -> Iterator[str]:
        """What it says, as it says it, until it ends."""
        with contextlib.suppress(EOFError):
            while True:
                assert self._told.poll(SECONDS), "the program says nothing"
                yield self._told.recv()

    def stop(self, how: signal.Signals) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, how)

    def ended(self) -> int:
        """Wait for its end; what it ended with."""
        self.process.join(SECONDS)
        assert self.process.exitcode is not None, "the program does not end"
        return self.process.exitcode


def start(main: Callable[..., None], *words: object) -> Program:
    """Begin a program that runs `main(say, *words)`, where `say(text)` tells the test something."""
    told, tell = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_run, args=(main, tell, words), daemon=True)
    process.start()
    tell.close()
    return Program(process, told)


def _run(main: Callable[..., None], tell: Connection, words: tuple[object, ...]) -> None:
    main(tell.send, *words)
