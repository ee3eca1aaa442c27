"""A folder in which Delta, Iceberg or Hudi keep a table is not read file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_core.intake.files.walk import files_of
from crm_core.intake.statements import BuildRefused
from crm_core.language.chosen import in_language


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


VERSIONED = {
    "delta": ("part-0.parquet", "part-1.parquet", "_delta_log/00000000000000000000.json"),
    "hudi": ("part-0.parquet", "part-1.parquet", ".hoodie/hoodie.properties"),
    "iceberg": ("data/part-0.parquet", "data/part-1.parquet", "metadata/v1.metadata.json"),
}


@pytest.mark.parametrize("kind", VERSIONED)
@pytest.mark.parametrize("table", ["activity", "Ledger 2026"])
def test_a_table_that_keeps_its_versions_is_refused_with_the_way_to_read_it(tmp_path, kind, table):
    put(tmp_path / table, *VERSIONED[kind])
    put(tmp_path, "customers.csv")
    for folder in (tmp_path, tmp_path / table):
        with pytest.raises(BuildRefused) as refused:
            files_of(folder)
        assert str(refused.value) == (
            f"The folder '{table}' is a table of {kind.capitalize()}: some of its files hold rows that were deleted or "
            f"replaced, and only {kind.capitalize()} knows which. Read it by way of Spark (python -m crm_core build "
            f"lakehouse … --format {kind}), or write its rows out as plain files.")


def test_it_is_said_in_spanish(tmp_path):
    put(tmp_path / "activity", *VERSIONED["delta"])
    with in_language("es"), pytest.raises(BuildRefused, match="es una tabla de Delta"):
        files_of(tmp_path)


def test_a_delivery_with_folders_of_its_own_is_none_of_them(tmp_path):
    """Data in one folder, what describes it in another."""
    put(tmp_path, "data/customers.csv", "metadata/columns.json")
    assert files_of(tmp_path) == [tmp_path / "data" / "customers.csv", tmp_path / "metadata" / "columns.json"]


@pytest.mark.parametrize("beside", ["metadata/notes.txt", "data/part-0.parquet", "_SUCCESS", "_metadata"])
def test_what_lies_beside_plain_files_makes_no_table_with_versions_of_them(tmp_path, beside):
    put(tmp_path, "activity/part-0.parquet", f"activity/{beside}")
    assert tmp_path / "activity" / "part-0.parquet" in files_of(tmp_path)
