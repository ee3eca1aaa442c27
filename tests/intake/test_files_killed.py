"""A build that is stopped or killed leaves the book in use as it is, and nothing in the way of the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.intake.own_files import ACTIVITY, build, write

ROOT = Path(__file__).resolve().parents[2]
HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""What a shell starts in the background ignores Ctrl-C, and so does all that it starts: the tests too."""
BUILD = f"""
{HEARS_CTRL_C}
import sys
from pathlib import Path
from crm_core.intake.files import build_files
from crm_core.warehouse import Shelf

build_files(Path(sys.argv[1]), Shelf(Path(sys.argv[2])), threads=1,
            progress=lambda label, fraction: print(label, fraction, flush=True))
"""


def begin(folder: Path, books: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(folder), str(books)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})


def read_until(process: subprocess.Popen[str], label: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(label):
            return
    raise AssertionError(f"The build ended before {label!r}: {process.communicate()[1]}")


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
@pytest.mark.parametrize("moment", ["activity.csv", "Years of the customers"])
def test_a_stopped_build_leaves_the_old_book_and_the_next_build_works(large_bank, tmp_path, stop, moment):
    books = tmp_path / "books"
    first = build(write(tmp_path / "bank"), into=books)
    process = begin(large_bank, books)
    read_until(process, moment)
    time.sleep(0.05)
    process.send_signal(stop)
    _, said = process.communicate(timeout=300)
    assert process.returncode != 0, said
    assert first.rows("select count(*) as held from activity") == [(3,)]
    leftovers = [path.name for path in books.iterdir() if path.name.startswith("book.tmp")]
    assert bool(leftovers) == (stop == signal.SIGKILL)
    next_book = build(write(tmp_path / "bank", activity=ACTIVITY + "C2,LOAN,2026-03-01,1\n"), into=books)
    assert next_book.rows("select count(*) as held from activity") == [(4,)]
    assert not [path.name for path in books.iterdir() if path.name.startswith("book.tmp")]


@pytest.mark.parametrize("label", ["activity", "Years of the customers"])
def test_ctrl_c_at_the_command_line_is_one_sentence_whatever_it_found_at_work(large_bank, tmp_path, label):
    """DuckDB says 'Query interrupted' where Python would say KeyboardInterrupt."""
    books = tmp_path / "books"
    build(write(tmp_path / "bank"), into=books)
    held = (books / "current").read_text()
    told = f"""
{HEARS_CTRL_C}
import os, sys, threading
from crm_core import build_command, command_line
def stop(label):
    if label.startswith({label!r}):
        threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGINT)).start()
def progress():
    from contextlib import nullcontext
    return nullcontext(lambda label, fraction: stop(label))
build_command._progress_bar = progress
sys.exit(command_line.main(["build", "files", sys.argv[1], "--data", sys.argv[2]]))
"""
    ran = subprocess.run([sys.executable, "-c", told, str(large_bank), str(books)], cwd=ROOT, text=True,
                         capture_output=True, check=False, timeout=300)
    assert (ran.returncode, ran.stderr) == (130, "Stopped. The data in use is as it was.\n")
    assert (books / "current").read_text() == held
