"""A book that is damaged anywhere: found, said and replaced, and never called unharmed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from crm_core import command_line
from crm_core.contract import MARTS_VERSION, VERSION
from crm_core.intake.files.databases import table_names
from crm_core.intake.statements import BuildRefused
from crm_core.question import Question
from crm_core.warehouse import Book, BookUnavailable, Shelf, verify
from crm_core.warehouse.faults import fault_of

MARK = "00000000deadbeef"
NUMBERS = Question("numbers", "select bit_xor(number) as mixed, count(*) as held from numbers")
BLOCK = 262_144
"""DuckDB writes and checks so many bytes at once."""


def put(shelf: Shelf) -> Path:
    """Publish a stand-in for a book: numbers that no compression makes small, in four blocks."""
    with shelf.building() as draft:
        with duckdb.connect(str(draft)) as connection:
            connection.execute("create table numbers as select hash(range) as number from range(100000)")
            connection.execute(f"create table book_info as select '{MARK}' as fingerprint, {VERSION} as "
                               f"contract_version, {MARTS_VERSION} as marts_version")
        return shelf.publish(MARK)


def damage(path: Path, block: int = 2) -> None:
    """Overwrite a hundred bytes amid a block of the data, which follow the head of the file."""
    with open(path, "rb+") as file:
        file.seek(3 * 4096 + block * BLOCK + BLOCK // 2)
        file.write(b"\x5a" * 100)


NEWER = 1000
"""A version of DuckDB's storage that there will not be for long."""
_FACTOR = 0xBF58476D1CE4E5B9
"""DuckDB's checksum of a block is that of its words, each times this, set against each other bit by bit."""


def make_newer(path: Path) -> Path:
    """As a later DuckDB would write the head of the file, with a checksum that agrees; gives the path."""
    def times(word: bytes) -> int:
        return int.from_bytes(word, "little") * _FACTOR % 2**64

    with open(path, "rb+") as file:
        head = file.read(16)
        assert head[8:12] == b"DUCK"
        first = head[8:12] + NEWER.to_bytes(4, "little")
        checksum = int.from_bytes(head[:8], "little") ^ times(head[8:]) ^ times(first)
        file.seek(0)
        file.write(checksum.to_bytes(8, "little") + first)
    return path


def test_a_whole_book_is_read_to_the_last_row(tmp_path):
    assert verify(put(Shelf(tmp_path))) == 100_001


@pytest.mark.parametrize("block", range(4))
def test_damage_is_found_in_every_block_of_data(tmp_path, block):
    path = put(Shelf(tmp_path))
    damage(path, block)
    with pytest.raises(BookUnavailable, match=f"{path.name} is damaged: what the disk gives back is not"):
        verify(path)


def test_a_question_to_a_damaged_book_says_so_with_the_remedy(tmp_path):
    path = put(Shelf(tmp_path))
    damage(path)
    with Book(path) as book, pytest.raises(BookUnavailable, match=r"is damaged.*python -m crm_core books"):
        book.read(NUMBERS)


def test_building_again_replaces_a_damaged_book_even_while_it_is_open(tmp_path):
    """Inside one process DuckDB goes on with the file that it has open, whatever takes its name."""
    shelf = Shelf(tmp_path)
    damaged = put(shelf)
    damage(damaged)
    with Book(damaged):
        put(shelf)
        with shelf.open() as book:
            assert book.path != damaged
            assert book.read(NUMBERS)["held"][0] == 100_000
            assert book.fingerprint == MARK
    assert shelf.books() == [book.path], "the damaged one is gone"
    assert put(shelf) == book.path, "and a whole one is kept"


def test_a_book_of_a_later_duckdb_is_called_so_and_building_again_replaces_it(tmp_path, capsys):
    """As after going back to an earlier version of the program."""
    path = make_newer(put(Shelf(tmp_path)))
    for read in (Shelf(tmp_path).open, lambda: verify(path)):
        with pytest.raises(BookUnavailable, match="newer version of DuckDB than this program has"):
            read()
    assert command_line.main(["check", "--data", str(tmp_path)]) == 2
    assert "newer version of DuckDB" in "".join(capsys.readouterr())
    assert verify(put(Shelf(tmp_path))) == 100_001
    assert [each.name for each in tmp_path.glob("book-*")] == [Shelf(tmp_path).current()]


def test_a_file_of_a_later_duckdb_is_no_source_and_says_how_it_becomes_one(tmp_path):
    path = make_newer(put(Shelf(tmp_path)))
    with pytest.raises(BuildRefused, match=r"newer version of DuckDB .* Have its tables"):
        table_names(path.name, path)


def test_nobody_goes_back_to_a_damaged_book(tmp_path):
    shelf = Shelf(tmp_path)
    damage(put(shelf))
    with pytest.raises(BookUnavailable, match="is damaged"):
        shelf.use(MARK)


def test_the_command_tells_whole_from_damaged_books(tmp_path, capsys):
    shelf = Shelf(tmp_path)
    path = put(shelf)
    earlier = tmp_path / "book-00000000cafecafe.duckdb"
    earlier.write_bytes(path.read_bytes())
    damage(earlier)
    assert command_line.main(["check", "--book", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"* {path.name} is whole: 100,001 rows were read.",
        f"  {earlier.name} is damaged: what the disk gives back is not what was written. Build it again from its "
        "files, or go back to an earlier one: python -m crm_core books"]
    damage(path)
    assert command_line.main(["check", "--book", str(path)]) == 2
    assert capsys.readouterr().out.startswith(f"{path.name} is damaged")


def test_the_command_without_any_book_says_that_there_is_none(tmp_path, capsys):
    assert command_line.main(["check", "--book", str(tmp_path)]) == 2
    assert "There is no data in" in capsys.readouterr().err


def test_a_mistake_of_a_question_is_no_damage(tmp_path):
    for mistake in (duckdb.ParserException("x"), duckdb.ConversionException("x"), duckdb.InvalidInputException("x")):
        assert fault_of(mistake, tmp_path) is None


@pytest.mark.parametrize(("error", "said"), [
    (duckdb.IOException("Could not write: No space left on device"), "There is no room left on the disk"),
    (duckdb.OutOfMemoryException("failed to offload, max_temp_directory_size"), "There is no room left on the disk"),
    (duckdb.OutOfMemoryException("could not allocate"), "needs more memory than it may take"),
])
def test_a_full_disk_and_a_full_memory_are_told_apart(tmp_path, error, said):
    assert said in str(fault_of(error, tmp_path))


@pytest.mark.parametrize("put_there", [Path.mkdir, lambda path: path.symlink_to(path.parent / "gone"), Path.touch],
                         ids=["folder", "link to nothing", "no bytes"])
def test_a_book_is_published_whatever_else_has_its_name(tmp_path, put_there):
    shelf = Shelf(tmp_path)
    before = put(shelf)
    before.unlink()
    put_there(before)
    assert verify(put(shelf)) == 100_001
    with shelf.open() as book:
        assert book.read(NUMBERS)["held"][0] == 100_000
    assert verify(put(shelf)) == 100_001
    assert len([path for path in shelf.books() if path.is_file()]) == 1
