"""The current version of Delta tables that delta-rs wrote, and of some commits made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import deltalake
import pyarrow as pa
import pytest

from crm_core.intake.statements import BuildRefused
from tests.intake.table_formats import delta_by_hand as by_hand
from tests.intake.table_formats.reading import copied, opened, rows_of

PEOPLE = pa.table({"id": [1, 2, 3], "name": ["Ana", "Eva", "Ian"]})
VECTORS = {"delta.enableDeletionVectors": "true"}


@pytest.fixture
def people(tmp_path) -> Path:
    deltalake.write_deltalake(tmp_path / "people", PEOPLE, configuration=VECTORS)
    return tmp_path / "people"


def test_what_was_appended_is_there_and_what_was_deleted_is_gone(people):
    deltalake.write_deltalake(people, pa.table({"id": [4], "name": ["Leo"]}), mode="append")
    deltalake.DeltaTable(people).delete("id = 2")
    assert rows_of(people) == [(1, "Ana"), (3, "Ian"), (4, "Leo")]
    assert opened(people).label == "people@v2"


def test_what_was_overwritten_is_gone(people):
    deltalake.write_deltalake(people, pa.table({"id": [9], "name": ["Zoe"]}), mode="overwrite")
    assert rows_of(people) == [(9, "Zoe")]


@pytest.mark.parametrize("inline", [True, False])
def test_rows_that_a_deletion_vector_marks_are_gone(people, inline):
    by_hand.delete_by_vector(people, [0, 2], inline=inline)
    assert rows_of(people) == [(2, "Eva")]


def test_values_of_partitions_are_what_they_were_whatever_their_folders_are_called(tmp_path):
    regions = ["Área 1%/x", "N=2", "a+b c", "01", None]
    table = pa.table({"id": range(5), "region": pa.array(regions, pa.string())})
    deltalake.write_deltalake(tmp_path / "people", table, partition_by=["region"])
    assert rows_of(tmp_path / "people", "id, region") == list(enumerate(regions))


def test_a_column_that_came_later_is_empty_before(people):
    deltalake.write_deltalake(people, pa.table({"id": [4], "name": ["Leo"], "age": [30]}), mode="append",
                              schema_mode="merge")
    assert rows_of(people, "id, name, age") == [(1, "Ana", None), (2, "Eva", None), (3, "Ian", None), (4, "Leo", 30)]


def test_a_renamed_column_has_the_name_of_now(tmp_path):
    folder = tmp_path / "people"
    deltalake.write_deltalake(folder, PEOPLE, configuration={"delta.columnMapping.mode": "name"})
    by_hand.rename(folder, "name", "given name")
    assert rows_of(folder, '"given name"') == [("Ana",), ("Eva",), ("Ian",)]


def test_values_keep_their_types(tmp_path):
    row = {"amount": Decimal("12345678901234.56"), "day": dt.date(2026, 1, 31),
           "moment": dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC), "local": dt.datetime(2026, 1, 31, 23, 30),  # noqa: DTZ001
           "flag": True, "small": 7}
    schema = pa.schema({"amount": pa.decimal128(18, 2), "day": pa.date32(), "moment": pa.timestamp("us", "UTC"),
                        "local": pa.timestamp("us"), "flag": pa.bool_(), "small": pa.int16()})
    deltalake.write_deltalake(tmp_path / "t", pa.Table.from_pylist([row, dict.fromkeys(row)], schema=schema))
    columns = "typeof(amount), amount, day, epoch(moment), typeof(moment), local, flag, small"
    assert rows_of(tmp_path / "t", columns) == [
        ("DECIMAL(18,2)", Decimal("12345678901234.56"), dt.date(2026, 1, 31), 1769902200.0, "TIMESTAMP WITH TIME ZONE",
         dt.datetime(2026, 1, 31, 23, 30), True, 7),  # noqa: DTZ001
        ("DECIMAL(18,2)", None, None, None, "TIMESTAMP WITH TIME ZONE", None, None, None)]


def test_a_table_of_no_rows_has_its_columns(people):
    deltalake.DeltaTable(people).delete()
    assert rows_of(people, "count(id), count(name)") == [(0, 0)]


def test_a_log_of_which_a_checkpoint_is_left_is_read(people):
    deltalake.write_deltalake(people, pa.table({"id": [4], "name": ["Leo"]}), mode="append")
    deltalake.DeltaTable(people).create_checkpoint()
    for commit in by_hand.commits(people):
        commit.unlink()
    assert [row[0] for row in rows_of(people)] == [1, 2, 3, 4]


def test_what_is_committed_after_it_was_opened_is_not_read(people, tmp_path):
    current = opened(people)
    deltalake.write_deltalake(people, pa.table({"id": [4], "name": ["Leo"]}), mode="append")
    before = copied(current, tmp_path / "before.parquet").read_bytes()
    assert before != copied(opened(people), tmp_path / "after.parquet").read_bytes()
    assert before == copied(current, tmp_path / "again.parquet").read_bytes()
    assert current.identity != opened(people).identity


def test_the_same_rows_make_the_same_file_however_they_lie(people, tmp_path):
    """So a row keeps its number, and who reads by two threads what they read by one."""
    table = deltalake.DeltaTable(people)
    before = copied(opened(people), tmp_path / "before.parquet").read_bytes()
    for number in (3, 1, 2):
        table.delete(f"id = {number}")
        deltalake.write_deltalake(table, PEOPLE.slice(number - 1, 1), mode="append")
    deltalake.DeltaTable(people).optimize.compact()
    assert copied(opened(people), tmp_path / "after.parquet").read_bytes() == before


def test_two_tables_of_one_name_and_version_are_not_one(people, tmp_path):
    deltalake.write_deltalake(tmp_path / "other" / "people", PEOPLE)
    assert opened(people).label == opened(tmp_path / "other" / "people").label
    assert opened(people).identity != opened(tmp_path / "other" / "people").identity


def test_a_folder_is_itself_whatever_its_name_would_mean_in_an_address(people, tmp_path):
    """Of a copy whose folder is called otherwise, the list of the other would have been read."""
    for name in ("a b", "a%20b", "a?b"):
        shutil.copytree(people, tmp_path / name / "people")
    deltalake.write_deltalake(tmp_path / "a b" / "people", PEOPLE, mode="append")
    assert (opened(tmp_path / "a?b" / "people").version, opened(tmp_path / "a%20b" / "people").version) == ("v0", "v0")


def cut_a_commit(folder: Path) -> None:
    deltalake.write_deltalake(folder, PEOPLE, mode="append")
    path = by_hand.commits(folder)[-1]
    path.write_text(path.read_text()[:-300])


def empty_a_commit(folder: Path) -> None:
    deltalake.write_deltalake(folder, PEOPLE, mode="append")
    by_hand.commits(folder)[-1].write_text("")


def lose_a_commit(folder: Path) -> None:
    for _ in range(2):
        deltalake.write_deltalake(folder, PEOPLE, mode="append")
    by_hand.commits(folder)[1].unlink()


def lose_a_file(folder: Path) -> None:
    next(folder.glob("*.parquet")).unlink()


def cut_a_file(folder: Path) -> None:
    path = next(folder.glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-20])


def lose_the_log(folder: Path) -> None:
    for commit in by_hand.commits(folder):
        commit.unlink()


@pytest.mark.parametrize(("damage", "sentence"), [
    (cut_a_commit, "The Delta table 'people' cannot be read to the row (Kernel error: Json error"),
    (empty_a_commit, "The commit 00000000000000000001.json of the table 'people' is empty: it is being written, or"),
    (lose_a_commit, "cannot be read to the row (Kernel error: Generic delta kernel error: Expected contiguous commit"),
    (lose_a_file, "The table 'people' names the file part-"),
    (cut_a_file, "The Delta table 'people' cannot be read to the row ("),
    (lose_the_log, "The Delta table 'people' cannot be read to the row (")])
def test_a_damaged_table_is_refused_and_leaves_no_half_of_a_copy(people, damage, sentence):
    damage(people)
    with pytest.raises(BuildRefused) as refused:
        rows_of(people)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [path.name for path in people.parent.iterdir()] == ["people"]


@pytest.mark.parametrize("feature", ["typeWidening", "catalogManaged", "vacuumProtocolCheck", "of the year 2030"])
def test_a_table_that_needs_what_the_library_does_not_know_is_refused(people, feature):
    by_hand.rewrite(people, "protocol", readerFeatures=[feature], writerFeatures=[feature])
    with pytest.raises(BuildRefused, match=r"The Delta table 'people' cannot be read to the row \(.*--format delta\)"):
        rows_of(people)


@pytest.mark.parametrize("address", ["file://{elsewhere}", "../elsewhere.parquet", "%2E%2E/elsewhere.parquet",
                                     "{elsewhere}", "s3://bucket/people.parquet", "link.parquet"])
def test_a_log_that_names_a_file_outside_its_folder_is_refused(people, tmp_path, address):
    elsewhere = tmp_path / "elsewhere.parquet"
    shutil.copy(next(people.glob("*.parquet")), elsewhere)
    (people / "link.parquet").symlink_to(elsewhere)
    by_hand.rewrite(people, "add", path=address.format(elsewhere=elsewhere))
    with pytest.raises(BuildRefused, match=r"The table 'people' names the file .*, which lies outside its folder"):
        opened(people)


def test_a_table_that_unpacks_to_more_than_its_files_can_hold_is_refused(people, tmp_path):
    with pytest.raises(BuildRefused, match=r"has 7.. bytes of files and more than 2 rows: no table of customers"):
        copied(opened(people), tmp_path / "copy.parquet", most_values=5)
    assert not list(tmp_path.glob("copy*"))
