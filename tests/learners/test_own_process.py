"""What is worked out by a process of its own comes back as if it had been worked out here, and leaves nothing."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from functools import partial

import psutil
import pytest

from crm_core import CannotAnswer
from crm_core.learners import own_process
from crm_core.learners.own_process import in_own_process

SHORT = r"most likely because memory ran short\. Ask again when fewer people"


@pytest.fixture
def goes_on(monkeypatch):
    """As in a server."""
    event = threading.Event()
    event.set()
    monkeypatch.setattr(own_process, "_goes_on", event)


def whose(*, and_says: str = "") -> tuple[int, str]:
    print(and_says)
    os.write(1, b"Something that a library in C says.")
    return os.getpid(), and_says


def fail(sentence: str) -> None:
    raise CannotAnswer(sentence)


def need_too_much() -> None:
    raise MemoryError("Unable to allocate 9 GiB")


def end(how: int) -> None:
    os.kill(os.getpid(), how)


def stop() -> None:
    sys.exit("enough of it")


def test_a_program_that_ends_soon_works_it_out_itself():
    assert in_own_process(whose) == (os.getpid(), "")


def test_a_server_has_another_process_work_it_out_also_in_a_thread_and_nothing_is_left_of_it(
        goes_on, tmp_path, monkeypatch):
    (tmp_path / "calendar.py").write_text("raise RuntimeError('no part of the program')")
    monkeypatch.chdir(tmp_path)
    found: list[tuple[int, str]] = []
    asking = threading.Thread(target=lambda: found.append(in_own_process(whose, and_says="año")))
    asking.start()
    asking.join()
    (process, said), = found
    assert process != os.getpid()
    assert said == "año", "what it printed is no part of the answer"
    assert not psutil.pid_exists(process)


def test_what_it_raises_is_raised_here(goes_on):
    with pytest.raises(CannotAnswer, match=r"^Añada un año\.$"):
        in_own_process(fail, "Añada un año.")


@pytest.mark.parametrize("ended", [partial(end, signal.SIGKILL), need_too_much], ids=["by the system", "by itself"])
def test_a_process_that_memory_is_too_short_for_is_said(ended, goes_on):
    with pytest.raises(CannotAnswer, match=SHORT):
        in_own_process(ended)


@pytest.mark.parametrize(("number", "told"), [(errno.ENOMEM, CannotAnswer), (errno.EAGAIN, CannotAnswer),
                                              (errno.ENOENT, FileNotFoundError)])
def test_a_process_that_does_not_start_is_said_to_lack_memory_only_where_it_does(number, told, goes_on, monkeypatch):
    def refuse(*_given: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(told, match=SHORT if told is CannotAnswer else os.strerror(number)):
        in_own_process(whose)


def test_a_process_that_fails_otherwise_hands_on_its_last_words(goes_on):
    with pytest.raises(ChildProcessError, match="enough of it"):
        in_own_process(stop)
