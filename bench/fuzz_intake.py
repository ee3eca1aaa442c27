"""Files and folders drawn by chance, built into books: whatever comes, no line is lost and nothing else breaks.

    python -m bench.fuzz_intake [--cases 10000] [--seed 1] [--only NUMBER] [--keep FOLDER]

The law of every case: the build ends in a book or in a sentence; lines = header + accepted + rejected + blank, and the
lines are those of the file; the files given are as they were; nothing is left in the folder of the data or among
temporary files. Peak memory is told at the end. A fault is told with its number, which makes it again.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.fuzz_files import MAKERS, damaged, json_lines, packed, parquet, plain
from bench.fuzz_recipes import recipe, table_rows
from crm_core import CannotAnswer, contract
from crm_core.intake.draft import LOADING_SHARE
from crm_core.intake.files import Limits, build_files
from crm_core.warehouse import Shelf

MEMORY = Path("/dev/shm")
SECONDS = 120
"""In which a case of a few rows must end, on a machine that others use too."""
LOST = "no line may be lost"
LIMITS = Limits(line=20_000)
_LEFT_BEHIND = ("book-", "current", "building.lock", "refused")
"""What may stand in the folder of the data after a build."""


@dataclass
class Case:
    """One folder of files: `lines` is how many a file has, where that is known of how it was made."""

    folder: Path
    files: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def make(folder: Path, seed: int, number: int) -> Case:
    """The case of this seed and number, written to `folder`; the same every time."""
    rng = random.Random(f"{seed}-{number}")
    case = Case(folder)
    wildness = rng.choice((0.1, 0.25, 1.0))
    optional = [name for name, table in contract.TABLES.items() if not table.required]
    required = [name for name, table in contract.TABLES.items() if table.required and rng.random() < 0.99]
    for name in [*required, *rng.sample(optional, rng.choice((0, 0, 1, 2)))]:
        parts = rng.choice((1, 1, 1, 1, 2, 3))
        for part in range(parts):
            _add(case, rng, name, f"{name}_{part + 1}" if parts > 1 else name, wildness)
    if text := recipe(rng, sorted(case.files)):
        case.files["mapping.toml"] = text.encode("utf-8", "replace")
    folder.mkdir(parents=True)
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
    return case


def _add(case: Case, rng: random.Random, table: str, stem: str, wildness: float) -> None:
    is_wild = rng.random() < wildness
    maker = rng.choice(MAKERS) if is_wild else plain
    count = rng.choice((8, 8, 12, 60, 60, 300, rng.choice((0, 1, 3, 1000)))) if table != "products" else 3
    suffix, content = maker(rng, *table_rows(rng, table, count))
    is_whole = not is_wild or rng.random() < 0.7
    if not is_whole:
        content = damaged(rng, content)
    name = f"{stem}{suffix}"
    if is_wild:
        name, content = packed(rng, name, content)
    case.files[name] = content
    if is_whole and maker is parquet and name.endswith(".parquet"):
        case.lines[name] = count
    if is_whole and maker is json_lines and count and "json" in name and not name.endswith((".gz", ".zip")):
        case.lines[name] = content.count(b"\n") + (not content.endswith(b"\n"))


def faults_of(seed: int, number: int, home: Path, ends: Counter[str] | None = None) -> list[str]:
    """What the law finds wrong with one case; `home` is an empty folder, which it is again afterwards. `ends` counts
    how builds ended."""
    case = make(home / "bank", seed, number)
    temporary = home / "tmp"
    temporary.mkdir()
    books = home / "books"
    faults = []
    before, tempfile.tempdir = tempfile.tempdir, str(temporary)
    end = "published"
    try:
        published = build_files(case.folder, Shelf(books), memory_limit="500MB", threads=1, limits=LIMITS,
                                accept_rejected=number % 3 > 0,
                                progress=_up_to_the_marts if number % 4 else _to_the_end)
        faults += [fault for entry in published.files for fault in _miscounted(entry, case)]
    except _Loaded:
        end = "loaded"
    except CannotAnswer as refusal:
        end = type(refusal).__name__
        if LOST in str(refusal) or "\n  File" in str(refusal) or not str(refusal).strip():
            faults.append(f"said: {refusal}")
    except BaseException:
        end = "fault"
        faults.append(traceback.format_exc())
    finally:
        tempfile.tempdir = before
    faults += [f"left among temporary files: {path.name}" for path in temporary.iterdir()]
    faults += [f"left in the data: {path.name}" for path in books.iterdir()
               if not path.name.startswith(_LEFT_BEHIND)] if books.exists() else []
    faults += [f"{name} was changed" for name, content in case.files.items()
               if (case.folder / name).read_bytes() != content]
    faults += [f"{path.name} was put beside the files" for path in case.folder.iterdir() if path.name not in case.files]
    if ends is not None:
        ends[end] += 1
    shutil.rmtree(home)
    home.mkdir()
    return faults


def _miscounted(entry: Any, case: Case) -> list[str]:
    if entry.lines != entry.header + entry.accepted + entry.rejected + entry.blank:
        return [f"{entry.file}: {entry}"]
    expected = case.lines.get(entry.file)
    return [f"{entry.file} has {expected} lines: {entry}"] if expected not in (None, entry.lines) else []


class _Loaded(Exception):
    """All is read, judged and accounted for: three of four cases stop here, where half of the time would begin."""


def _up_to_the_marts(label: str, fraction: float) -> None:
    if fraction > LOADING_SHARE:
        raise _Loaded


def _to_the_end(label: str, fraction: float) -> None:
    """Nobody watches."""


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one case, whose faults are told in full")
    parser.add_argument("--keep", type=Path, help="write the files of the case --only here, and build nothing")
    arguments = parser.parse_args()
    if arguments.keep:
        make(arguments.keep, arguments.seed, arguments.only)
        return
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _too_slow)
    numbers = [arguments.only] if arguments.only is not None else range(arguments.cases)
    ends: Counter[str] = Counter()
    faulty, began = 0, time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="fuzz", dir=MEMORY if MEMORY.is_dir() else None) as place:
        home = Path(place) / "home"
        home.mkdir()
        for number in numbers:
            (Path(place) / "case").write_text(str(number))  # what it was at work on when the process itself broke
            signal.alarm(SECONDS)
            faults = faults_of(arguments.seed, number, home, ends)
            signal.alarm(0)
            faulty += bool(faults)
            for fault in faults:
                print(f"case {arguments.seed}-{number}: {fault}", flush=True)
            if number % 100 == 99:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"… {number + 1} cases, {faulty} faulty, {dict(ends)}, peak {peak:,.0f} MB, "
                      f"{time.perf_counter() - began:,.0f} s", flush=True)
    sys.exit(bool(faulty))


if __name__ == "__main__":
    main()
