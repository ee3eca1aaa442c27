"""The dry run: a whole build that changes nothing, and what becomes of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crm_core import CannotAnswer
from crm_core.command_line import main
from crm_core.intake.desk import trial
from crm_core.intake.desk.trial import Cancelled, Rows, try_out
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import build_files
from crm_core.question import Question
from crm_core.warehouse import Shelf
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, write

ROOT = Path(__file__).resolve().parents[3]
CUSTOMER_COUNT = Question("n", "select count(*) as n from customers")
ODD = ACTIVITY + "C1,SAVINGS,soon,7.00\n"
"""One row of four is rejected."""


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "books")


def attempt(tmp_path: Path, shelf: Shelf, *, how: dict | None = None, **files: str) -> trial.Trial:
    return try_out(write(tmp_path / "bank", **files), shelf, memory_limit="500MB", threads=1, **(how or {}))


def state(shelf: Shelf) -> dict[str, bytes]:
    """All that lies in the folder of the books but the lock, which every build leaves."""
    return {str(path.relative_to(shelf.folder)): path.read_bytes() for path in shelf.folder.rglob("*")
            if path.is_file() and path.name != "building.lock"} if shelf.folder.is_dir() else {}


# what it tells


def test_a_dry_run_holds_a_whole_book_and_puts_nothing_in_use(tmp_path, shelf):
    told = []
    tried = attempt(tmp_path, shelf, how={"progress": lambda label, part: told.append(part)})
    assert shelf.current() is None
    assert shelf.books() == []
    assert (tried.rows, tried.rejected, tried.is_over_limit, tried.against) == (Rows(7, 7), 0, False, None)
    with tried.open() as book:
        assert book.read(CUSTOMER_COUNT)["n"][0] == 2
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert tried.kept.of("customers").now == 2
    trial.discard(tried)
    assert not tried.is_open
    assert state(shelf) == {}


def test_its_book_is_the_one_that_a_build_makes(tmp_path, shelf):
    tried = attempt(tmp_path, shelf)
    built = build_files(tmp_path / "bank", Shelf(tmp_path / "other"), memory_limit="500MB", threads=1)
    assert tried.fingerprint == built.fingerprint


def test_it_is_compared_with_the_book_in_use_before_anything_changes(tmp_path, shelf):
    first = attempt(tmp_path, shelf)
    trial.publish(first, shelf)
    second = attempt(tmp_path, shelf, customers=CUSTOMERS + "C3,individual,SUR,2020-01-01\n")
    assert second.kept.compared_with == first.fingerprint
    customers = second.kept.of("customers")
    assert (customers.before, customers.now, second.kept.of("new_customers").now) == (2, 3, 1)
    assert shelf.current() == f"book-{first.fingerprint}.duckdb"


def test_the_recipe_takes_the_place_of_the_folders(tmp_path, shelf):
    recipe = (b'[book]\ntitle = "Mine"\n'
              b'[products.list]\nSAVINGS = { family = "deposits" }\nLOAN = { family = "loans" }\n')
    tried = attempt(tmp_path, shelf, how={"recipe": recipe}, products="", **{"mapping.toml": "[no such section]"})
    assert tried.kept.title == "Mine"


def test_a_file_that_is_read_twice_counts_once_by_what_was_used_least(tmp_path, shelf):
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "log.csv").write_text("who,day,paid\nC1,2026-01-05,7\nC2,2026-01-06,soon\nC2,2026-01-07,1\n")
    recipe = b"""
[customers]
file = "log.csv"
row = "movement"
columns = { customer_id = "who" }
[products.list]
SALES = { family = "payments" }
[activity]
file = "log.csv"
row = "movement"
columns = { customer_id = "who", month = "day", turnover = "paid" }
fixed = { product_id = "SALES" }
"""
    tried = try_out(tmp_path / "bank", shelf, recipe=recipe, memory_limit="500MB", threads=1)
    assert {each.file: each.accepted for each in tried.files if each.table_name == "customers"} == {"log.csv": 3}
    assert tried.rows == Rows(read=3, used=2)


def test_what_cannot_become_a_book_says_why_and_leaves_nothing(tmp_path, shelf):
    with pytest.raises(BuildRefused, match="The required file of 'products' is not in"):
        attempt(tmp_path, shelf, products="")
    assert state(shelf) == {}


def test_a_table_of_which_nothing_is_left_hands_its_rows_back(tmp_path, shelf):
    with pytest.raises(BuildRefused, match="all of them were rejected") as refused:
        attempt(tmp_path, shelf, activity="customer_id,product_id,month,balance\nC1,SAVINGS,soon,7\nC1,LOAN,x,7\n")
    assert str(shelf.refused / "activity.csv") in str(refused.value)
    assert list(state(shelf)) == ["refused/activity.csv"]


# more rejected than the limit


def test_over_the_limit_the_reasons_are_told_and_nothing_is_published_unless_accepted(tmp_path, shelf):
    tried = attempt(tmp_path, shelf, activity=ODD)
    assert tried.is_over_limit
    assert tried.excesses[0].sentence.startswith("activity.csv: 1 of 4 rows (25%)")
    assert "month 'soon' is not" in tried.kinds[0].sentence
    with pytest.raises(CannotAnswer, match="More than 5% was rejected, so nothing was published"):
        trial.publish(tried, shelf)
    assert shelf.current() is None
    published = trial.publish(tried, shelf, accept_rejected=True)
    assert shelf.current() == published.path.name


def test_the_limit_is_that_of_the_recipe(tmp_path, shelf):
    tried = attempt(tmp_path, shelf, activity=ODD, **{"mapping.toml": "[book]\nmax_rejected = 0.5\n"})
    assert (tried.limit, tried.is_over_limit, tried.rejected) == (0.5, False, 1)


def test_a_log_of_movements_is_told_to_be_one(tmp_path, shelf):
    days = "".join(f"C1,SAVINGS,2026-01-{day:02},7.00\n" for day in range(2, 30))
    tried = attempt(tmp_path, shelf, activity=ACTIVITY + days)
    assert len(tried.advice) == 1
    assert 'write row = "movement" under [activity]' in tried.advice[0]


# publishing


def test_publishing_keeps_the_book_before_and_leaves_nothing_else(tmp_path, shelf):
    first = trial.publish(attempt(tmp_path, shelf), shelf)
    second = trial.publish(attempt(tmp_path, shelf, products=PRODUCTS + "CARD,Card,cards\n"), shelf)
    assert [path.name for path in shelf.books()] == [second.path.name, first.path.name]
    assert set(state(shelf)) == {"current", second.path.name, first.path.name}
    with shelf.open() as book:
        assert book.fingerprint == second.fingerprint


def test_a_dry_run_that_is_over_cannot_be_published(tmp_path, shelf):
    tried = attempt(tmp_path, shelf)
    trial.publish(tried, shelf)
    with pytest.raises(CannotAnswer, match="This dry run is gone"):
        trial.publish(tried, shelf)


def test_other_data_that_came_into_use_meanwhile_stops_the_publishing(tmp_path, shelf):
    tried = attempt(tmp_path, shelf)
    other = trial.publish(attempt(tmp_path, shelf, products=PRODUCTS + "CARD,Card,cards\n"), shelf)
    with pytest.raises(CannotAnswer, match="Other data has come into use since this dry run"):
        trial.publish(tried, shelf)
    assert shelf.current() == other.path.name
    assert tried.is_open


def test_a_build_that_runs_stops_the_publishing_and_the_dry_run_waits(tmp_path, shelf):
    tried = attempt(tmp_path, shelf)
    with shelf.building(), pytest.raises(CannotAnswer, match="Another build is writing"):
        trial.publish(tried, shelf)
    assert tried.is_open, "a build sweeps only what nobody uses"
    trial.publish(tried, shelf)


# cancelled, killed


@pytest.mark.parametrize("after", [0, 2, 5, 9])
def test_cancelling_leaves_everything_as_it_was(tmp_path, shelf, after):
    trial.publish(attempt(tmp_path, shelf), shelf)
    before, seen = state(shelf), []

    def cancel():
        seen.append(None)
        return len(seen) > after

    with pytest.raises(Cancelled):
        attempt(tmp_path, shelf, how={"cancel": cancel}, products=PRODUCTS + "CARD,Card,cards\n")
    assert state(shelf) == before


KILLED = """
import pathlib, sys, time
from crm_core.intake.desk.trial import try_out
from crm_core.warehouse import Shelf

def show(label, part):
    print(part, flush=True)
    if part >= float(sys.argv[3]):
        time.sleep(60)

try_out(pathlib.Path(sys.argv[1]), Shelf(pathlib.Path(sys.argv[2])), progress=show, memory_limit="500MB", threads=1)
"""


@pytest.mark.parametrize("part", [0.0, 0.5, 0.9])
def test_killed_at_any_time_it_harms_nothing_and_the_next_build_cleans_up(tmp_path, shelf, part):
    trial.publish(attempt(tmp_path, shelf), shelf)
    before = state(shelf)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "bank"), str(shelf.folder), str(part)],
                               cwd=ROOT, text=True, stdout=subprocess.PIPE)
    while float(process.stdout.readline()) < part:
        pass
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert set(state(shelf)) > set(before)
    with shelf.building():
        assert state(shelf) == before


# the command line


def test_the_command_line_tells_what_differs_before_the_data_is_in_use(tmp_path, capsys):
    where = ["--data", str(tmp_path / "books"), "--memory", "600MB"]
    assert main(["build", "files", str(write(tmp_path / "bank")), *where]) == 0
    write(tmp_path / "bank", customers=CUSTOMERS + "C3,individual,SUR,2020-01-01\n")
    capsys.readouterr()
    assert main(["build", "files", str(tmp_path / "bank"), *where]) == 0
    out = capsys.readouterr().out
    assert 0 < out.index("3 customers (2 before, 1 new, 0 missing)") < out.index("The data is in use: ")


def test_a_dry_run_on_the_command_line_tells_and_changes_nothing(tmp_path, shelf, capsys):
    trial.publish(attempt(tmp_path, shelf), shelf)
    before = state(shelf)
    write(tmp_path / "bank", customers=CUSTOMERS + "C3,individual,SUR,2020-01-01\n")
    assert main(["build", "files", str(tmp_path / "bank"), "--dry-run", "--data", str(shelf.folder)]) == 0
    out = capsys.readouterr().out
    assert "3 customers (2 before, 1 new, 0 missing)" in out
    assert out.endswith("This was a dry run: the data in use is as it was.\n")
    assert state(shelf) == before
