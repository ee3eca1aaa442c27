"""What a build stands in: a full disk, a folder that cannot be written to or goes away, a clock that is wrong."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import resource
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from crm_core import CannotAnswer, command_line
from crm_core.contract import TABLES
from crm_core.intake.demo import build_demo
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import build_files
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.files.parquet import read_parquet
from crm_core.intake.fingerprint import of_the_day
from crm_core.intake.open_month import OpenMonth
from crm_core.intake.report_tables import REPORT_TABLES
from crm_core.language.stored import told
from crm_core.question import Question
from crm_core.warehouse import BookUnavailable, Shelf
from tests.intake.own_files import ACTIVITY, bring, build, write
from tests.limited_books.banks import NORTH, publish

HELD = Question("held", "select count(*) as held from activity")
DAY = dt.date(2026, 11, 27)
FUTURE = dt.datetime(2040, 5, 6, tzinfo=dt.UTC)


@contextlib.contextmanager
def room_for(size: int) -> Iterator[None]:
    """A limit on the size of a file meets what writes it as a full disk does: here for this process, and no longer."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@pytest.mark.parametrize("room", [300_000, 1_000_000, 4_000_000, 11_000_000],
                         ids=["copy", "workshop", "second copy", "marts"])
def test_a_full_disk_is_one_sentence_and_leaves_the_old_book(large_bank, tmp_path, capsys, room):
    books = tmp_path / "books"
    first = build(write(tmp_path / "bank"), into=books)
    with room_for(room):
        assert command_line.main(["build", "files", str(large_bank), "--data", str(books)]) == 2
    *_bar, said = capsys.readouterr().err.strip().splitlines()
    assert said.startswith("The build stopped: ")
    assert said.endswith("or room on the disk, and build again; the book in use is as it was.")
    assert first.rows("select count(*) as held from activity") == [(3,)]
    assert sorted(path.name.partition("-")[0] for path in books.iterdir()) == ["book", "building.lock", "current"]


def test_a_demo_bank_meets_a_full_disk_with_the_same_sentence(tmp_path, capsys):
    with room_for(2_000_000):
        assert command_line.main(["build", "demo", "--customers", "1000", "--data", str(tmp_path / "books")]) == 2
    assert "The build stopped: " in capsys.readouterr().err


def unwritable(tmp_path: Path) -> Path:
    """A folder in which nobody may write: not even the root of all, who may write anywhere else."""
    if os.geteuid() == 0:
        return Path("/sys/kernel")
    tmp_path.chmod(0o500)
    return tmp_path


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="There is no such folder.")
def test_a_folder_that_cannot_be_written_to_is_named_with_the_remedy(tmp_path):
    (tmp_path / "books").mkdir()
    folder, bank = unwritable(tmp_path / "books"), tmp_path / "bank"
    for make in (lambda: build_files(write(bank), Shelf(folder)), lambda: build_demo(Shelf(folder), customers=1000),
                 lambda: Shelf(folder).use("00")):
        with pytest.raises(CannotAnswer, match=rf"Books cannot be kept in {folder}: .*Choose a folder"):
            make()


def test_a_book_whose_folder_goes_away_answers_on_and_the_next_opening_says_so(tmp_path):
    built = bring(tmp_path)
    with built.shelf.open() as book:
        shutil.rmtree(built.shelf.folder)
        assert book.read(HELD)["held"][0] == 3
        with pytest.raises(BookUnavailable, match=r"There is no book in .*Build one: python -m crm_core build"):
            built.shelf.open()
    with pytest.raises(BookUnavailable, match="There is no folder"):
        built.shelf.use(built.fingerprint)
    assert build(tmp_path / "bank").rows("select count(*) as held from activity") == [(3,)]


def test_a_book_that_goes_away_while_the_pointer_stays_is_said(tmp_path):
    built = bring(tmp_path)
    next(built.shelf.folder.glob("book-*")).unlink()
    with pytest.raises(BookUnavailable, match=r"There is no book at .*Build one"):
        built.shelf.open()


def test_a_folder_that_goes_away_during_a_build_stops_it_with_a_sentence(tmp_path):
    books = tmp_path / "books"

    def remove(label: str, fraction: float) -> None:
        if label == "Publishing":
            shutil.rmtree(books)

    with pytest.raises(BuildRefused, match="The build stopped: "):
        build(write(tmp_path / "bank"), into=books, progress=remove)


def test_files_of_a_day_to_come_make_the_clock_doubtful(tmp_path):
    folder = write(tmp_path / "bank")
    os.utime(folder / "activity.csv", (FUTURE.timestamp(),) * 2)
    os.utime(folder / "products.csv", (time.time() + 3600,) * 2)
    doubts = {subject: reason for subject, reason in build(folder).suspicions().items() if "clock" in reason}
    assert doubts == {"activity.csv": "The file is dated 6 May 2040, which is still to come by this machine's clock: "
                                      "check which of the two is wrong, as months to come are rejected."}


def test_data_in_use_from_a_day_to_come_makes_the_clock_doubtful_whatever_comes_next(tmp_path):
    built = bring(tmp_path)
    path = next(built.shelf.folder.glob("book-*"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("update book_info set built_at = timestamp '2040-05-06'")
    with publish(built.shelf.folder, NORTH).open() as book:
        doubts = book.read(Question("clock", "select reason from suspicions where reason like '%clock%'"))
    assert list(map(told, doubts["reason"])) == [
        "The data in use was built on 6 May 2040, which is still to come by this machine's clock: check which of the "
        "two is wrong, as months to come are rejected."]


def test_books_that_a_wrong_clock_dated_do_not_stay_on_top(tmp_path):
    built = bring(tmp_path)
    first = next(built.shelf.folder.glob("book-*"))
    os.utime(first, (FUTURE.timestamp(),) * 2)
    build(write(tmp_path / "bank", activity=ACTIVITY + "C2,LOAN,2026-03,5\n"))
    assert [path.name == built.shelf.current() for path in built.shelf.books()] == [True, False]
    built.shelf.use(built.fingerprint)
    assert built.shelf.books()[0] == first


def test_a_month_that_has_come_meanwhile_is_in_the_next_book_of_the_same_files(tmp_path):
    """The same files give the same book only while they are judged the same."""
    soon = (dt.datetime.now(dt.UTC).date().replace(day=28) + dt.timedelta(days=5)).replace(day=1)
    first = bring(tmp_path, activity=ACTIVITY + f"C2,LOAN,{soon},5\n")
    (row,) = first.rejected("activity")
    assert row.reasons.endswith("is still to come: correct the month, or the clock of this machine")


@pytest.mark.parametrize(("judged", "on"), [
    ("update book_files set accepted = 3, rejected = 0", DAY),
    ("update quarantine set reasons = 'day'", DAY),
    ("delete from suspicions", DAY),
    ("", dt.date(2026, 12, 1)),
], ids=["a row is no longer to come", "another reason", "the clock is right again", "a month later"])
def test_what_hangs_on_the_day_tells_two_books_of_the_same_files_apart(judged, on):
    with duckdb.connect() as connection:
        connection.execute(REPORT_TABLES)
        connection.execute("insert into book_files values ('activity', 'a.csv', 4, 1, 2, 1, 0, 'abc', '')")
        connection.execute("insert into quarantine values ('activity', 'a.csv', 4, 'C1', 'month')")
        connection.execute("insert into suspicions values ('', 'a.csv', 'clock')")
        first = of_the_day(connection, None, DAY)
        assert of_the_day(connection, None, DAY + dt.timedelta(days=1)) == first, "a day alone changes nothing"
        assert of_the_day(connection, OpenMonth(DAY, ""), DAY) != first
        connection.execute(judged)
        assert of_the_day(connection, None, on) != first


def test_a_build_that_changed_nothing_says_so_and_one_that_did_does_not(tmp_path, capsys):
    bank, books = write(tmp_path / "bank"), tmp_path / "books"
    command = ["build", "files", str(bank), "--data", str(books)]
    assert command_line.main(command) == 0
    assert "Nothing has changed" not in capsys.readouterr().out
    assert command_line.main(command) == 0
    assert "  Nothing has changed: the same files made this data on " in capsys.readouterr().out


def test_what_a_killed_build_left_is_removed_and_said(tmp_path, capsys):
    built = bring(tmp_path)
    for name in ("book.tmp", "book.tmp.wal", "book.tmp.workshop", "current.new"):
        (built.shelf.folder / name).write_text("half")
    (built.shelf.folder / "book.tmp.spill").mkdir()
    command = ["build", "files", str(tmp_path / "bank"), "--data", str(built.shelf.folder)]
    assert command_line.main(command) == 0
    assert ("An earlier build was interrupted. What it had left was removed; the data in use was "
            in capsys.readouterr().out)
    assert not [path.name for path in built.shelf.folder.iterdir() if "tmp" in path.name or path.name == "current.new"]
    assert command_line.main(command) == 0
    assert "interrupted" not in capsys.readouterr().out


def test_a_file_whose_name_is_no_text_is_named_and_left_unread(tmp_path):
    folder = write(tmp_path / "bank")
    for name in (b"caf\xe9.csv", b"two\nlines.csv"):
        (folder / os.fsdecode(name)).write_text("x")
    told = build(folder).suspicions()
    assert {name: reason for name, reason in told.items() if name.endswith(".csv")} == dict.fromkeys(
        ["caf\\xe9.csv", "two\\x0alines.csv"],
        "The name of the file is not UTF-8, or holds letters that cannot be seen, so it was not read. Rename it.")


def test_a_folder_whose_name_is_no_text_is_refused_by_a_name_that_can_be_read(tmp_path):
    folder = write(tmp_path / os.fsdecode(b"bank\xe9"))
    with pytest.raises(BuildRefused, match=r"bank\\xe9 has letters in its path that are not UTF-8"):
        build_files(folder, Shelf(tmp_path / "books"))


@pytest.mark.parametrize(("mapping", "said"), [
    (b"a = " + b"[" * 3000 + b"]" * 3000, "has lists or sections more than 30 deep in each other"),
    (b"a = " + b"[" * 200 + b"]" * 200, "has lists or sections more than 30 deep in each other"),
    (b"[book]\nhurdle_rate = " + b"9" * 5000, "mapping.toml has a number that is too long to be read"),
    ('[book]\ntitle = "Ñ"\n'.encode("latin-1"), "is not UTF-8 text"),
], ids=["deeper than Python reads", "deep", "an endless number", "latin-1"])
def test_a_recipe_that_cannot_be_read_is_one_sentence(tmp_path, mapping, said):
    with pytest.raises(BuildRefused, match=said):
        read_mapping(write(tmp_path / "bank", **{"mapping.toml": mapping}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_recipe_is_read_as_windows_saves_it(tmp_path, encoding):
    mapping = '[book]\ntitle = "Caja Ñandú"\n'.encode(encoding)
    assert read_mapping(write(tmp_path / "bank", **{"mapping.toml": mapping})).terms.title == "Caja Ñandú"


def test_a_parquet_file_damaged_behind_a_whole_footer_is_named_wherever_it_is_first_read(tmp_path):
    """Texts alone, which no count of what is not a number unpacks."""
    path = tmp_path / "activity.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 'C' || hash(range) as customer_id, 'LOAN' as product_id, '2026-01' as month, "
                           f"cast(range as varchar) as balance from range(500)) to '{path}' (codec zstd)")
        whole = path.read_bytes()
        source = Source(TABLES["activity"], path, path.name, FileFormat())
        read_parquet(source, connection, Limits())
        for place in range(40, len(whole) // 2, len(whole) // 12):
            path.write_bytes(whole[:place] + bytes(30) + whole[place + 30:])
            for rows in (0, 100):
                with pytest.raises(BuildRefused, match=r"activity\.parquet is not a whole Parquet file"):
                    read_parquet(source, connection, Limits(), rows_read=rows)
