"""Spark killed in the midst of a build: the book in use stays, the table is named, and the next build goes on there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core.warehouse import Shelf
from tests.odd_books import usual_book
from tests.spark.conftest import FRUGAL, write_lake

pytestmark = [pytest.mark.spark, pytest.mark.timeout(3600),
              pytest.mark.skipif(os.environ.get("CLIENTELA_SPARK_BOOKS") != "1", reason="run by make test-spark")]

PROGRAM = f"""
import os, signal, sys
from pathlib import Path
from crm_core import CannotAnswer
from crm_core.engines.spark_session import spark_session
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.lakehouse import build_lakehouse
from crm_core.warehouse import Shelf
lake, shelf, label_to_die_at = Path(sys.argv[1]), Shelf(Path(sys.argv[2])), sys.argv[3]
session = spark_session("local[1]", {FRUGAL!r})
def progress(label, fraction):
    print(label, flush=True)
    if label == label_to_die_at:
        os.kill(session.sparkContext._gateway.proc.pid, signal.SIGKILL)
try:
    print("published", build_lakehouse(session, str(lake), shelf, mapping=read_mapping(lake), progress=progress).path)
except CannotAnswer as error:
    print("refused", error)
os._exit(0)  # what is left of the session would wait for the Java that was killed
"""


def build(lake: Path, folder: Path, die_at: str = "") -> str:
    """What a build in a process of its own says at last."""
    return subprocess.run([sys.executable, "-c", PROGRAM, str(lake), str(folder), die_at], check=True, text=True,
                          capture_output=True).stdout.splitlines()[-1]


def test_spark_that_is_killed_leaves_the_book_in_use_and_the_next_build_goes_on(has_spark, tmp_path):
    before = usual_book(6, 12).publish(tmp_path / "books")
    in_use = Shelf(before).current()
    lake = write_lake(tmp_path / "lake", usual_book(8, 12))
    assert build(lake, before, "Demand by month").startswith(
        "refused Spark went away while it made the table 'demand_months'. The book in use is as it was")
    assert Shelf(before).current() == in_use
    whole = {path: path.stat().st_mtime_ns for path in before.glob("lakehouse/*/activity_months/0/_SUCCESS")}
    assert len(whole) == 1
    assert build(lake, before).startswith("published ")
    assert Shelf(before).current() != in_use
