"""A time limit for questions: one waiting thread a book, instead of one a question."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(eq=False)
class Limit:
    """One question under a limit; `passed` turns true when it was stopped for running too long."""

    deadline: float
    stop: Callable[[], None]
    passed: bool = field(default=False)


class Watchdog:
    """Stops what runs past its limit.

    Starting a timer thread for every question costs a fifth of a millisecond idle and several under load, which
    is a good part of what a question takes; here a question only enters itself in a set.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: set[Limit] = set()
        self._next = float("inf")
        self._thread: threading.Thread | None = None
        self._closed = False

    @contextlib.contextmanager
    def limit(self, seconds: float, stop: Callable[[], None]) -> Iterator[Limit]:
        """Call `stop` when the block takes longer than `seconds`."""
        entry = Limit(time.monotonic() + seconds, stop)
        with self._changed:
            self._running.add(entry)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="time-limit", daemon=True)
                self._thread.start()
            if entry.deadline < self._next:
                self._changed.notify()
        try:
            yield entry
        finally:
            with self._changed:
                self._running.discard(entry)

    def close(self) -> None:
        """End the waiting thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                for entry in [each for each in self._running if each.deadline <= now]:
                    entry.passed = True
                    self._running.discard(entry)
                    entry.stop()
                self._next = min((each.deadline for each in self._running), default=float("inf"))
                self._changed.wait(None if self._next == float("inf") else max(self._next - now, 0.0))
