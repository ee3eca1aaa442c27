"""What every benchmark says first, and how it measures."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Run:
    """One command run as a process of its own: seconds on the clock, seconds of processor time, peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def describe(*packages: str) -> str:
    """The machine and the versions that were measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}"


def run(words: list[str], *, environment: dict[str, str] | None = None) -> Run:
    """Run a command to its end. Raises RuntimeError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with exit code {process.returncode}.")
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median_ms(work: Callable[[], object], *, times: int = 15) -> float:
    """The median time of `work` in milliseconds, after one run that does not count."""
    work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1000


class Taken(NamedTuple):
    """Milliseconds on the clock, and of the processor: of all cores together."""

    clock: float
    processor: float


def alternating_ms(works: Sequence[Callable[[], object]], *, seconds: float, least: int, most: int) -> list[Taken]:
    """The lower quartiles of each work's times, all of them in turn, for about so many `seconds` each.

    In turn, so that whatever else the machine does meets all alike; the quartile, as that only ever adds time.
    """
    times: list[list[Taken]] = [[] for _ in works]
    for work in works:
        work()
    began = time.perf_counter()
    while len(times[0]) < least or (len(times[0]) < most and time.perf_counter() - began < seconds * len(works)):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter(), time.process_time()
            work()
            taken.append(Taken((time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000))
    return [Taken(*(sorted(each)[len(each) // 4] for each in zip(*taken, strict=True))) for taken in times]


def answering_memory(book: Path, question: str) -> float:
    """Peak memory in MB of a process of its own that opens the book and asks once.

    `question` is Python that may use `read` and the rooms `pareto`, `priorities` and `regions`.
    """
    program = (
        "from crm_core import open_book\nfrom crm_core.rooms import pareto, priorities, regions\n"
        f"with open_book({str(book)!r}) as book:\n    read = book.reader()\n    {question}\n"
    )
    return run([sys.executable, "-c", program]).peak_mb
