"""The current version of Iceberg tables that PyIceberg wrote, and of some commits made by hand."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyiceberg.catalog.memory import InMemoryCatalog
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import LongType

from crm_core.intake.statements import BuildRefused
from tests.intake.table_formats import iceberg_by_hand as by_hand
from tests.intake.table_formats.reading import copied, opened, rows_of

PEOPLE = pa.table({"id": pa.array([1, 2, 3], pa.int32()), "name": ["Ana", "Eva", "Ian"]})
LEO = pa.table({"id": pa.array([4], pa.int32()), "name": ["Leo"]})


@pytest.fixture(scope="module")
def catalog():
    catalog = InMemoryCatalog("tests")
    catalog.create_namespace("bank")
    yield catalog
    catalog.close()


@pytest.fixture
def created(catalog, tmp_path) -> Callable[..., Any]:
    """Makes a table of these columns, `people` in the folder of the test."""
    def create(schema: pa.Schema) -> Any:
        return catalog.create_table(f"bank.t{abs(hash(tmp_path))}", schema, location=f"file://{tmp_path}/people")
    return create


@pytest.fixture
def people(created, tmp_path) -> Path:
    created(PEOPLE.schema).append(PEOPLE)
    return tmp_path / "people"


@pytest.fixture
def table(people, catalog) -> Any:
    return catalog.load_table(f"bank.t{abs(hash(people.parent))}")


def test_what_was_appended_is_there_and_what_was_deleted_is_gone(people, table):
    table.append(LEO)
    table.delete("id == 2")
    assert rows_of(people) == [(1, "Ana"), (3, "Ian"), (4, "Leo")]
    assert opened(people).label == f"people@{table.metadata.current_snapshot_id}"


def test_what_was_overwritten_is_gone(people, table):
    table.overwrite(LEO)
    assert rows_of(people) == [(4, "Leo")]


def test_rows_that_are_deleted_by_their_positions_are_gone(people, table):
    table.append(LEO)
    latest, first = by_hand.data_files(people)
    by_hand.delete_positions(people, [(first, 2), (first, 0), (latest, 0)])
    assert rows_of(people) == [(2, "Eva")]


def test_rows_that_a_deletion_vector_marks_are_gone(people, table):
    table.append(LEO)
    by_hand.delete_by_vector(people, by_hand.data_files(people)[-1], [0, 2])
    assert rows_of(people) == [(2, "Eva"), (4, "Leo")]


def test_rows_that_are_deleted_by_their_values_are_refused_with_the_way_out(people):
    by_hand.delete_values(people, "name", 2, ["Eva"])
    with pytest.raises(BuildRefused, match=r"Rows of the table 'people' are deleted by their values.*rewrite_data_fil"):
        opened(people)


def test_values_of_partitions_are_what_they_were_whatever_their_folders_are_called(created, tmp_path):
    regions = ["Área 1%/x", "N=2", "a+b c", "01", None]
    rows = pa.table({"id": pa.array(range(5), pa.int32()), "region": pa.array(regions, pa.string())})
    table = created(rows.schema)
    with table.update_spec() as spec:
        spec.add_field("region", IdentityTransform())
    table.append(rows)
    assert rows_of(tmp_path / "people", "id, region") == list(enumerate(regions))


def test_a_renamed_column_has_the_name_of_now_and_one_that_came_later_is_empty_before(people, table):
    with table.update_schema() as schema:
        schema.rename_column("name", "given name")
    with table.update_schema() as schema:
        schema.add_column("name", LongType())
    assert rows_of(people, 'id, "given name", name') == [(1, "Ana", None), (2, "Eva", None), (3, "Ian", None)]


def test_a_change_of_columns_alone_is_another_version(people, table):
    before = opened(people)
    with table.update_schema() as schema:
        schema.rename_column("name", "given name")
    assert opened(people).label == before.label
    assert opened(people).identity != before.identity


def test_a_column_that_was_widened_is_as_wide_before(people, table):
    with table.update_schema() as schema:
        schema.update_column("id", LongType())
    table.append(pa.table({"id": [2**40], "name": ["Leo"]}))
    assert rows_of(people, "id, typeof(id)")[::3] == [(1, "BIGINT"), (2**40, "BIGINT")]


def test_values_keep_their_types(created, tmp_path):
    row = {"amount": Decimal("12345678901234.56"), "day": dt.date(2026, 1, 31),
           "moment": dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC), "flag": True, "rate": 0.5}
    schema = pa.schema({"amount": pa.decimal128(18, 2), "day": pa.date32(), "moment": pa.timestamp("us", "UTC"),
                        "flag": pa.bool_(), "rate": pa.float64()})
    created(schema).append(pa.Table.from_pylist([row, dict.fromkeys(row)], schema=schema))
    assert rows_of(tmp_path / "people", "typeof(amount), amount, day, epoch(moment), typeof(moment), flag, rate") == [
        ("DECIMAL(18,2)", Decimal("12345678901234.56"), dt.date(2026, 1, 31), 1769902200.0, "TIMESTAMP WITH TIME ZONE",
         True, 0.5),
        ("DECIMAL(18,2)", None, None, None, "TIMESTAMP WITH TIME ZONE", None, None)]


def test_a_table_of_no_rows_has_its_columns(created, tmp_path):
    created(PEOPLE.schema)
    assert rows_of(tmp_path / "people", "count(id), count(name)") == [(0, 0)]
    assert opened(tmp_path / "people").label == "people@0"


def test_what_is_committed_after_it_was_opened_is_not_read(people, table, tmp_path):
    current = opened(people)
    table.overwrite(LEO)
    copy = copied(current, tmp_path / "copy.parquet")
    assert rows_of(people) == [(4, "Leo")]
    assert copy.read_bytes() == copied(current, tmp_path / "again.parquet").read_bytes()


def test_a_table_that_was_copied_is_read_where_it_lies(people, tmp_path):
    """Its lists name the files of where it was."""
    people.rename(tmp_path / "here")
    assert rows_of(tmp_path / "here") == [(1, "Ana"), (2, "Eva"), (3, "Ian")]


def test_a_table_of_a_store_is_read_where_its_folder_was_copied_to(tmp_path):
    """And nothing is asked of the store."""
    catalog = InMemoryCatalog("store", **{"py-io-impl": f"{by_hand.__name__}.InAStore"})
    catalog.create_namespace("bank")
    catalog.create_table("bank.people", PEOPLE.schema, location=f"{by_hand.STORE}{tmp_path}/people").append(PEOPLE)
    catalog.close()
    assert by_hand.STORE in by_hand.latest(tmp_path / "people").read_text()
    assert rows_of(tmp_path / "people") == [(1, "Ana"), (2, "Eva"), (3, "Ian")]


@pytest.mark.parametrize("home", ["file:{folder}", "file:{folder}/", "{folder}"])
def test_addresses_of_a_folder_may_be_of_any_kind(people, home):
    """As Spark, Trino and others write them."""
    metadata = json.loads(by_hand.latest(people).read_text())
    by_hand.latest(people).write_text(json.dumps(metadata | {"location": home.format(folder=people)}))
    assert len(rows_of(people)) == 3


@pytest.mark.parametrize("home", ["s3://bank/lake/people", "/", "file:///tmp/another", ""])
def test_lists_that_name_files_outside_the_folder_are_refused(people, home):
    metadata = json.loads(by_hand.latest(people).read_text())
    by_hand.latest(people).write_text(json.dumps(metadata | {"location": home}))
    with pytest.raises(BuildRefused, match=r"lies outside its folder|which is not there"):
        opened(people)


def test_what_a_table_says_of_programs_is_not_run(people):
    """Its properties may name a class that PyIceberg would import."""
    metadata = json.loads(by_hand.latest(people).read_text())
    metadata["properties"] |= {"py-io-impl": "a_module.that_is_not_there"}
    by_hand.latest(people).write_text(json.dumps(metadata))
    assert len(rows_of(people)) == 3


def lose_a_file(folder: Path) -> None:
    next((folder / "data").glob("*.parquet")).unlink()


def cut_a_file(folder: Path) -> None:
    path = next((folder / "data").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-20])


def cut_the_list(folder: Path) -> None:
    path = by_hand.latest(folder)
    path.write_text(path.read_text()[:-30])


def cut_a_manifest(folder: Path) -> None:
    path = next(path for path in (folder / "metadata").glob("*.avro") if not path.name.startswith("snap-"))
    path.write_bytes(path.read_bytes()[:-200])


def lose_a_manifest(folder: Path) -> None:
    next((folder / "metadata").glob("snap-*.avro")).unlink()


def add_a_list_of_the_same_number(folder: Path) -> None:
    path = by_hand.latest(folder)
    shutil.copy(path, path.with_name(f"{path.name.split('-')[0]}-of-somebody-else.metadata.json"))


def name_the_list_otherwise(folder: Path) -> None:
    for path in (folder / "metadata").glob("*.metadata.json"):
        path.rename(path.with_name(f"latest{path.name[-16:]}"))


def need_a_later_version(folder: Path) -> None:
    path = by_hand.latest(folder)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format-version": 9}))


def point_elsewhere(folder: Path) -> None:
    path = next((folder / "data").glob("*.parquet"))
    shutil.move(path, folder.parent / "elsewhere.parquet")
    path.symlink_to(folder.parent / "elsewhere.parquet")


@pytest.mark.parametrize(("damage", "sentence"), [
    (lose_a_file, "The table 'people' names the file data/00000-0-"),
    (cut_a_file, "The Iceberg table 'people' cannot be read to the row ("),
    (cut_the_list, "The Iceberg table 'people' cannot be read to the row ("),
    (cut_a_manifest, "The Iceberg table 'people' cannot be read to the row ("),
    (lose_a_manifest, "The table 'people' names the file metadata/snap-"),
    (need_a_later_version, "The Iceberg table 'people' cannot be read to the row ("),
    (point_elsewhere, "which lies outside its folder"),
    (add_a_list_of_the_same_number, "The table 'people' has several lists of the same number, 00001-"),
    (name_the_list_otherwise, "The table 'people' has no list that is numbered, such as v3.metadata.json")])
def test_a_damaged_table_is_refused_and_leaves_no_half_of_a_copy(people, damage, sentence):
    damage(people)
    with pytest.raises(BuildRefused) as refused:
        rows_of(people)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not list(people.parent.glob("people.parquet*"))


def test_the_latest_list_is_that_of_the_highest_number(people):
    """v10 comes after v9, and may be packed."""
    empty, latest = sorted((people / "metadata").glob("*.metadata.json"))
    empty.rename(empty.with_name("v9.metadata.json"))
    latest.with_name("v10.gz.metadata.json").write_bytes(gzip.compress(latest.read_bytes()))
    latest.unlink()
    assert len(rows_of(people)) == 3
