"""A folder in which Delta, Iceberg or Hudi keep a table is not read file by file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crm_core.intake.files.walk import files_of
from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats import current_version, refuse_packed, refuse_partitions
from crm_core.language.chosen import in_language


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


VERSIONED = {
    "delta": ("part-0.parquet", "part-1.parquet", "_delta_log/00000000000000000000.json"),
    "hudi": ("part-0.parquet", "part-1.parquet", ".hoodie/hoodie.properties"),
    "iceberg": ("data/part-0.parquet", "data/region=1/part-1.parquet", "metadata/v1.metadata.json"),
}


@pytest.mark.parametrize("kind", VERSIONED)
@pytest.mark.parametrize("table", ["activity", "Ledger 2026"])
def test_the_folder_of_a_table_that_keeps_its_versions_stands_for_its_files(tmp_path, kind, table):
    put(tmp_path / table, *VERSIONED[kind])
    put(tmp_path, "customers.csv")
    assert sorted(files_of(tmp_path)) == sorted([tmp_path / table, tmp_path / "customers.csv"])


@pytest.mark.parametrize("kind", VERSIONED)
def test_who_gives_a_table_itself_is_told_to_give_the_folder_around_it(tmp_path, kind):
    put(tmp_path / "activity", *VERSIONED[kind])
    with pytest.raises(BuildRefused, match=r"The folder .*activity is a table itself\. Give the folder in which it li"):
        files_of(tmp_path / "activity")


@pytest.mark.parametrize("kind", VERSIONED)
@pytest.mark.parametrize("place", ["activity/month=2026-01", "activity/year=2026/month=01", "activity/2025"])
def test_a_part_that_keeps_its_versions_is_not_read_file_by_file(tmp_path, kind, place):
    put(tmp_path / place, *VERSIONED[kind])
    put(tmp_path, "activity/2024.csv")
    assert files_of(tmp_path) == sorted([tmp_path / place, tmp_path / "activity" / "2024.csv"])


@pytest.mark.parametrize("kind", VERSIONED)
@pytest.mark.parametrize("given", [0, 1, -1])
def test_what_lies_in_such_a_table_is_not_read_without_its_list(tmp_path, kind, given):
    path = put(tmp_path / "activity", *VERSIONED[kind]) / VERSIONED[kind][given]
    for each in (path, path.parent):
        with pytest.raises(BuildRefused, match=r"activity"):
            files_of(each)
    with pytest.raises(BuildRefused, match=r"lies in the table activity, whose files also hold rows that were deleted"):
        files_of(path)


@pytest.mark.parametrize("kind", VERSIONED)
@pytest.mark.parametrize("above", ["", "lake/activity/"])
def test_a_table_packed_in_an_archive_is_not_unpacked_file_by_file(kind, above):
    refuse_packed("bank.zip", ["customers.csv", "data/more.csv", "metadata/columns.json", "_SUCCESS"])
    with pytest.raises(BuildRefused, match=rf"The folder '{'activity' if above else '/'}' in bank\.zip is a table of "
                                           rf"{kind.capitalize()}: .* Unpack bank\.zip, and give the folder"):
        refuse_packed("bank.zip", ["customers.csv", *(above + each for each in VERSIONED[kind])])


@pytest.mark.parametrize("kind", VERSIONED)
def test_partitions_of_a_plain_table_that_keep_their_versions_are_refused_for_spark(tmp_path, kind):
    put(tmp_path / "activity" / "year=2026", "month=01/part-0.parquet")
    refuse_partitions(tmp_path / "activity")
    put(tmp_path / "activity" / "year=2026" / "month=02", *VERSIONED[kind])
    with pytest.raises(BuildRefused, match=rf"The folder 'year=2026/month=02' is a table of {kind.capitalize()}"):
        refuse_partitions(tmp_path / "activity")


def test_a_table_of_hudi_is_refused_with_the_way_to_read_it(tmp_path):
    put(tmp_path / "activity", *VERSIONED["hudi"])
    with pytest.raises(BuildRefused) as refused:
        current_version(tmp_path / "activity")
    assert str(refused.value) == (
        "The folder 'activity' is a table of Hudi: some of its files hold rows that were deleted or replaced, and only "
        "Hudi knows which. Read it by way of Spark with the package of Hudi (python -m crm_core build lakehouse … "
        "--format hudi), or write its rows out as plain files.")


def test_it_is_said_in_spanish(tmp_path):
    put(tmp_path / "activity", *VERSIONED["hudi"])
    with in_language("es"), pytest.raises(BuildRefused, match="es una tabla de Hudi"):
        current_version(tmp_path / "activity")


@pytest.mark.parametrize(("kind", "library"), [("delta", "deltalake"), ("iceberg", "pyiceberg")])
def test_without_the_library_it_is_said_how_to_install_it(tmp_path, monkeypatch, kind, library):
    put(tmp_path / "activity", *VERSIONED[kind])
    monkeypatch.delitem(sys.modules, f"crm_core.intake.table_formats.{kind}", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(BuildRefused, match=rf"a table of {kind.capitalize()}, and what reads it is not installed. "
                                           r"Install it \(pip install --require-hashes -r requirements-tables.lock\)"):
        current_version(tmp_path / "activity")


def test_a_folder_of_plain_files_keeps_no_versions(tmp_path):
    assert current_version(put(tmp_path, "part-0.parquet", "metadata/columns.json", "data/more.parquet")) is None


def test_a_delivery_with_folders_of_its_own_is_none_of_them(tmp_path):
    """Data in one folder, what describes it in another."""
    put(tmp_path, "data/customers.csv", "metadata/columns.json")
    assert files_of(tmp_path) == [tmp_path / "data" / "customers.csv", tmp_path / "metadata" / "columns.json"]


@pytest.mark.parametrize("beside", ["metadata/notes.txt", "data/part-0.parquet", "_SUCCESS", "_metadata"])
def test_what_lies_beside_plain_files_makes_no_table_with_versions_of_them(tmp_path, beside):
    put(tmp_path, "activity/part-0.parquet", f"activity/{beside}")
    assert tmp_path / "activity" / "part-0.parquet" in files_of(tmp_path)
