"""Real processes on one workspace: nothing is lost between two writers, nor by a writer that is killed."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


def start(url: str, name: str, most: int, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.workspace.writer", url, name, str(most), *more], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )


def finish(writer: subprocess.Popen) -> list[str]:
    said, failed = writer.communicate(timeout=60)
    assert writer.returncode == 0, failed
    return said.splitlines()


def test_two_writers_from_the_first_moment_on_lose_no_row(url):
    told = [finish(writer) for writer in [start(url, name, 15) for name in ("Ana", "Ben")]]
    scenarios = Workspace(url).scenarios
    assert {each.name for each in scenarios.all("tiers")} == set(told[0]) | set(told[1])
    assert [len(each) for each in told] == [15, 15]
    assert sum(each.is_in_force for each in scenarios.all("tiers")) == 1


def test_of_two_who_want_the_same_name_one_gets_it(url):
    told = [set(finish(writer)) for writer in [start(url, name, 15, "same") for name in ("Ana", "Ben")]]
    assert not told[0] & told[1]
    assert told[0] | told[1] == {f"Plan {number}" for number in range(15)}
    by = {each.name: each.author for each in Workspace(url).scenarios.all("tiers")}
    assert by == {name: author for names, author in zip(told, ("Ana", "Ben"), strict=True) for name in names}


@pytest.mark.parametrize("after", [1, 7, 20])
def test_a_writer_that_is_killed_loses_nothing_it_said_was_saved(url, after):
    with start(url, "Ana", 100_000) as writer:
        told = [writer.stdout.readline().strip() for _ in range(after)]
        writer.kill()
        told += writer.stdout.read().splitlines()  # `communicate` would lose what came with the lines read above
    workspace = Workspace(url)
    kept = {each.name for each in workspace.scenarios.all("tiers")}
    assert set(told) <= kept
    assert len(kept) - len(told) <= 1, "at most the one that was saved but not yet said"
    workspace.scenarios.save("tiers", "after", "{}", author="Ben")
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
