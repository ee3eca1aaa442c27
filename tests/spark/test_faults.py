"""What goes wrong within a build: the book in use stays, the table is named, and the next build goes on there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core import CannotAnswer
from crm_core.engines.spark import SparkEngine
from crm_core.engines.spark_faults import EngineFailed
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.lakehouse import build_lakehouse
from crm_core.warehouse import Shelf
from tests.odd_books import usual_book
from tests.spark.conftest import FRUGAL, write_lake

pytestmark = [pytest.mark.spark, pytest.mark.timeout(3600), pytest.mark.filterwarnings("ignore::FutureWarning"),
              pytest.mark.filterwarnings("ignore::ResourceWarning"),
              pytest.mark.skipif(os.environ.get("CLIENTELA_SPARK_BOOKS") != "1", reason="run by make test-spark")]

BUILD = f"""
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
sys.stdout.flush()
os._exit(0)  # what is left of the session would wait for the Java that was killed
"""
TWO_TABLES = f"""
import os, signal, sys
from pathlib import Path
from crm_core.engines.spark import SparkEngine
from crm_core.engines.spark_faults import EngineFailed
from crm_core.engines.spark_session import spark_session
folder, master, dies = sys.argv[1:]
session = spark_session(master, {FRUGAL!r})
java = session.sparkContext._gateway.proc.pid
def executors():
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == java and "CoarseGrainedExecutorBackend" in (each / "cmdline").read_text():
                yield int(each.name)
        except OSError:  # ended since
            pass
engine = SparkEngine(session, folder)
session.range(20_000, numPartitions=4).createOrReplaceTempView("numbers")
try:
    engine.make("kept", "select id, id % 7 as rest, id * 0.37 as amount from numbers")
    if dies == "executor":
        os.kill(min(executors()), signal.SIGKILL)
    engine.make("sums", "select rest, count(*) as n from kept group by rest order by rest")
    print("made", engine.rows("select sum(n) as n from sums"))
except EngineFailed as error:
    print("refused", error)
sys.stdout.flush()
os._exit(0)
"""


def run(program: str, *words: str, before: tuple[str, ...] = ()) -> str:
    """What a program in a process of its own says at last."""
    return subprocess.run([*before, sys.executable, "-c", program, *words], check=True, text=True,
                          capture_output=True).stdout.splitlines()[-1]


@pytest.fixture
def bank(tmp_path) -> tuple[Path, Path, str | None]:
    """A lake, a folder with a book in use, and the name of that book."""
    books = usual_book(6, 12).publish(tmp_path / "books")
    return write_lake(tmp_path / "lake", usual_book(8, 12)), books, Shelf(books).current()


def test_spark_that_is_killed_leaves_the_book_in_use_and_the_next_build_goes_on(has_spark, bank):
    lake, books, in_use = bank
    assert run(BUILD, str(lake), str(books), "Demand by month").startswith(
        "refused Spark went away while it made the table 'demand_months'. The book in use is as it was")
    assert Shelf(books).current() == in_use
    assert len(list(books.glob("lakehouse/*/activity_months/0/_SUCCESS"))) == 1
    assert run(BUILD, str(lake), str(books), "").startswith("published ")
    assert Shelf(books).current() != in_use


def test_an_executor_that_is_killed_is_done_without(has_spark, tmp_path):
    """Of two executors one dies between two tables: Spark gives its work to the other and to a new one."""
    assert run(TWO_TABLES, str(tmp_path), "local-cluster[2,1,1024]", "executor") == "made [(20000,)]"


def test_a_full_disk_is_told_with_the_table(has_spark, tmp_path):
    """Spark writes to a disk of 64 KB, in a namespace of the process alone."""
    disk = ("unshare", "--mount", "--map-root-user", "sh", "-c",
            f'mount -t tmpfs -o size=64k none "{tmp_path}" && exec "$@"', "sh")
    if subprocess.run([*disk, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk of one's own")
    said = run(TWO_TABLES, str(tmp_path), "local[1]", "nobody", before=disk)
    assert said.startswith("refused Spark could not make the table 'kept': ")
    assert "No space left on device" in said
    assert "The book in use is as it was" in said


def test_a_write_that_fails_names_its_table_and_the_next_one_goes_on(spark, tmp_path):
    (tmp_path / "stuck").write_text("a file where the folder should be")
    engine = SparkEngine(spark, str(tmp_path))
    engine.make("made", "select 1 as one")
    with pytest.raises(EngineFailed, match=r"Spark could not make the table 'stuck': .* The book in use is as it was"):
        engine.make("stuck", "select 1 as one")
    assert engine.rows("select one from made") == [(1,)]
    assert "stuck" not in engine.parts


def test_files_of_one_table_that_differ_in_a_type_are_told_by_the_table(spark, bank, tmp_path):
    lake, books, in_use = bank
    (lake / "activity.parquet").rename(tmp_path / "older.parquet")
    older = spark.read.parquet(str(tmp_path / "older.parquet"))
    older.write.parquet(str(lake / "activity"))
    older.withColumn("balance", older["balance"] > 0).write.mode("append").parquet(str(lake / "activity"))
    with pytest.raises(EngineFailed, match=r"Spark could not make the table 'judged_activity': .*"):
        build_lakehouse(spark, str(lake), Shelf(books), mapping=read_mapping(lake))
    assert Shelf(books).current() == in_use


def test_a_column_that_became_text_is_told_row_by_row_and_nothing_is_published(spark, bank):
    lake, books, in_use = bank
    rows = spark.read.parquet(str(lake / "activity.parquet")).selectExpr("* except (balance)", "'much' as balance")
    rows.write.parquet(str(lake / "activity"))
    (lake / "activity.parquet").unlink()
    with pytest.raises(CannotAnswer, match="balance"):
        build_lakehouse(spark, str(lake), Shelf(books), mapping=read_mapping(lake))
    assert Shelf(books).current() == in_use
