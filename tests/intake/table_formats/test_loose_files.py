"""Files of a table that keeps its versions, without its folder: what is surely one is refused, what may be is told."""

from __future__ import annotations

import duckdb
import pytest

from crm_core.intake.desk.previews import preview
from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats import is_named_as_a_part
from tests.intake.own_files import build, write

UUID = "3f2b8c1a-0d4e-4b6f-9a7c-1e2d3c4b5a69"
CUSTOMERS = ("select 'C1' as customer_id, 'individual' as customer_type, 'NORTE' as region_id, "
             "date '2020-01-01' as joined_on")


@pytest.mark.parametrize(("name", "is_part"), [
    (f"part-00000-{UUID}-c000.snappy.parquet", True), (f"part-00012-{UUID}.c000.zstd.parquet", True),
    (f"part-00000-{UUID}.parquet", True), (f"00000-0-{UUID}.parquet", True), (f"00003-17-{UUID}-0-00001.parquet", True),
    (f"00000-0-{UUID.upper()}.PARQUET", True),
    ("customers.parquet", False), ("part-00000.parquet", False), (f"{UUID}.parquet", False),
    (f"customers-00000-0-{UUID}.parquet", False), (f"part-00000-{UUID}-c000.csv", False),
    ("00000-0-2026.parquet", False),
])
def test_a_part_of_a_table_is_known_by_its_name(name, is_part):
    assert is_named_as_a_part(name) == is_part


def parquet(path, sql: str, options: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"copy ({sql}) to '{path}' (format parquet{options})")


def test_parts_that_spark_may_have_written_of_any_table_are_read_and_doubted_once_a_table(tmp_path):
    folder = write(tmp_path / "bank", customers="")
    for number in (0, 1):
        parquet(folder / "customers" / f"part-0000{number}-{UUID}-c000.snappy.parquet",
                CUSTOMERS.replace("C1", f"C{number + 1}"))
    built = build(folder)
    assert built.rows("select count(*) as customers from customers") == [(2,)]
    (doubt,) = [(subject, reason) for subject, reason in built.suspicions().items() if "Spark" in reason]
    assert doubt == (f"customers/part-00000-{UUID}-c000.snappy.parquet", (
        "Files that are named as the parts of a table which Spark or Iceberg wrote: 2. If it is a table of Delta Lake "
        "or Iceberg, rows that were deleted or replaced are among them. Give its whole folder then, with _delta_log or "
        "metadata, by its path."))


def test_a_file_that_iceberg_wrote_is_refused_whatever_it_is_called(tmp_path):
    folder = write(tmp_path / "bank", customers="")
    parquet(folder / "customers.parquet", CUSTOMERS, ", kv_metadata {'iceberg.schema': '{}'}")
    with pytest.raises(BuildRefused, match=r"^customers\.parquet is one of the files of an Iceberg table: some of them "
                                           r"hold rows that were deleted or replaced.*Give the whole folder"):
        build(folder)
    assert "one of the files of an Iceberg table" in str(preview(folder)), "and where files are looked at"
