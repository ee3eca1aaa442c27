"""Versions of tables are written down once for Spark, and what was written goes with the build."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crm_core.intake.lakehouse.copies import Copies
from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats import CurrentVersion


def version(identity: str, names: list[str]) -> CurrentVersion:
    table = pa.table({"name": names})
    return CurrentVersion("people", "Delta", "v3", identity, table.nbytes, table.to_reader)


def names_in(path: Path) -> list[str]:
    return list(pq.read_table(path)["name"].to_pylist())


def test_a_copy_is_called_after_its_version_and_holds_its_rows_in_order(tmp_path):
    path = Copies(tmp_path).of(version("a", ["Ian", "Ana", "Eva"]))
    assert path.name == "people@v3.parquet"
    assert names_in(path) == ["Ana", "Eva", "Ian"]
    assert list(path.parent.iterdir()) == [path], "nothing else is left beside it"


def test_a_version_is_written_once_and_another_of_the_same_name_beside_it(tmp_path):
    copies = Copies(tmp_path)
    first = copies.of(version("a", ["Ana"]))
    assert copies.of(version("a", ["not asked for"])) == first
    assert names_in(copies.of(version("b", ["Eva"]))) == ["Eva"]
    assert names_in(first) == ["Ana"]


def test_only_the_versions_of_this_build_go(tmp_path):
    copies = Copies(tmp_path)
    mine, others = copies.of(version("a", ["Ana"])), copies.of(version("b", ["Eva"]))
    copies.remove(["a", "one that was not copied"])
    assert not mine.exists()
    assert others.exists()


def test_what_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "taken").touch()
    with pytest.raises(BuildRefused, match="The build stopped: "):
        Copies(tmp_path / "taken").of(version("a", ["Ana"]))


def test_memory_that_does_not_suffice_is_a_sentence_and_no_half_of_a_copy(tmp_path):
    many = version("a", [f"{number % 9973:0100d}" for number in range(300_000)])
    with pytest.raises(BuildRefused, match=r"The build stopped: .*Give it more memory \(--memory\)"):
        Copies(tmp_path, memory_limit="160MB").of(many)
    assert not list(tmp_path.rglob("*.parquet"))
