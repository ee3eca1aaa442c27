"""What a lakehouse keeps its tables as: ORC, folders of a column's values, tables and views of Spark's catalog, Delta
and Iceberg in folders of this machine, and a format that Spark knows by a package.

Delta and Iceberg in stores and catalogs need packages of Java, which are not among those that the tests install. A
format of ours stands for them, which like them tells neither files nor lines.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import deltalake
import duckdb
import pyarrow.parquet as pq
import pytest
from pyiceberg.catalog.memory import InMemoryCatalog

from crm_core.engines.spark_faults import EngineFailed
from crm_core.intake.files.mapping import read_mapping
from crm_core.intake.lakehouse import build_lakehouse
from crm_core.intake.lakehouse.copies import Copies
from crm_core.intake.lakehouse.sources import _of_rows, find_tables
from crm_core.intake.statements import BuildRefused
from crm_core.warehouse import Shelf
from tests.odd_books import usual_book
from tests.spark.comparing import differing, tables_of
from tests.spark.conftest import write_lake

pytestmark = [pytest.mark.spark, pytest.mark.timeout(3600), pytest.mark.filterwarnings("ignore::FutureWarning"),
              pytest.mark.filterwarnings("ignore::ResourceWarning"),
              pytest.mark.skipif(os.environ.get("CLIENTELA_SPARK_BOOKS") != "1", reason="run by make test-spark")]
TOLD = {"quarantine", "suspicions", "derivations", "controls"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    return write_lake(tmp_path_factory.mktemp("lake"), usual_book(8, 12))


@pytest.fixture(scope="module")
def of_parquet(spark, lake, tmp_path_factory) -> Path:
    """The book of the Parquet files."""
    return build_lakehouse(spark, str(lake), Shelf(tmp_path_factory.mktemp("book")), mapping=read_mapping(lake)).path


@pytest.fixture(scope="module")
def catalog(spark, lake) -> Iterator[str]:
    """The same tables in a schema of the catalog, kept as ORC."""
    spark.sql("create database bank")
    for path in lake.iterdir():
        spark.read.parquet(str(path)).write.format("orc").saveAsTable(f"bank.{path.stem}")
    yield "catalog:bank"
    spark.sql("drop database bank cascade")


def register(spark) -> None:
    """Teach Spark a format whose rows come from Python: the rows of a Parquet file."""
    import pyarrow.parquet
    from pyspark.sql.datasource import DataSource, DataSourceReader
    from pyspark.sql.pandas.types import from_arrow_schema

    class Reader(DataSourceReader):
        def __init__(self, path: str) -> None:
            self.path = path

        def read(self, partition):
            yield from pyarrow.parquet.read_table(self.path).to_batches()

    class Kept(DataSource):
        @classmethod
        def name(cls) -> str:
            return "kept_by_a_package"

        def schema(self):
            return from_arrow_schema(pyarrow.parquet.read_schema(self.options["path"]))

        def reader(self, schema):
            return Reader(self.options["path"])

    spark.dataSource.register(Kept)


def versions(spark, address: str, kind: str = "parquet") -> dict[str, str]:
    return {name: source.version for name, source in find_tables(spark, address, kind).items()}


def differing_from(of_parquet: Path, spark, address: str, lake: Path, shelf: Shelf, **how) -> dict[str, object]:
    """What is not alike in the book of the tables at `address`."""
    book = build_lakehouse(spark, address, shelf, mapping=read_mapping(lake), **how).path
    names = {name for name in tables_of(of_parquet) if not name.startswith("book_")} - TOLD
    return differing(of_parquet, book, names)


def test_tables_of_the_catalog_kept_as_orc_make_the_book_of_the_parquet_files(spark, lake, of_parquet, catalog,
                                                                              tmp_path):
    assert differing_from(of_parquet, spark, catalog, lake, Shelf(tmp_path)) == {}


def test_a_format_that_tells_no_files_makes_the_book_of_the_parquet_files(spark, lake, of_parquet, tmp_path):
    register(spark)
    assert differing_from(of_parquet, spark, str(lake), lake, Shelf(tmp_path), kind="kept_by_a_package") == {}


def versioned(lake: Path, folder: Path) -> Path:
    """The tables once more: customers as Delta, of which a row was deleted, activity as Iceberg, products as Parquet.
    """
    tables = {path.stem: pq.read_table(path) for path in lake.iterdir()}
    deltalake.write_deltalake(folder / "customers", tables["customers"], partition_by=["region_id"])
    deltalake.write_deltalake(folder / "customers", tables["customers"].slice(0, 1), mode="append")
    deltalake.DeltaTable(folder / "customers").delete("customer_id = 'C0'")
    deltalake.write_deltalake(folder / "customers", tables["customers"].slice(0, 1), mode="append")
    catalog = InMemoryCatalog("lake")
    catalog.create_namespace("bank")
    activity = catalog.create_table("bank.activity", tables["activity"].schema, location=f"file://{folder}/activity")
    activity.append(tables["activity"].slice(5))
    activity.append(tables["activity"].slice(0, 5))
    catalog.close()
    (folder / "products.parquet").symlink_to(lake / "products.parquet")
    return folder


def test_tables_of_delta_and_iceberg_make_the_book_of_the_parquet_files(spark, lake, of_parquet, tmp_path):
    folder = versioned(lake, tmp_path / "lake")
    assert differing_from(of_parquet, spark, str(folder), lake, Shelf(tmp_path / "shelf")) == {}
    assert not list((tmp_path / "shelf" / "lakehouse" / "versions").iterdir()), "nothing is left of the copies"


def test_their_versions_are_told_by_the_files_and_are_those_of_the_book(spark, lake, tmp_path):
    folder = versioned(lake, tmp_path / "lake")
    copies = Copies(tmp_path / "copies")
    before = find_tables(spark, str(folder), copies=copies)
    assert before["customers"].file == "customers@v3.parquet"
    assert [tuple(row) for row in spark.sql("select distinct file from source_customers").collect()] == [
        ("customers@v3.parquet",)]
    assert [row[0] for row in spark.sql("select line from source_customers order by customer_id").collect()] == [
        *range(1, 9)]
    deltalake.DeltaTable(folder / "customers").optimize.compact()
    after = find_tables(spark, str(folder), copies=copies)
    assert {name for name in before if before[name].version != after[name].version} == {"customers"}


def test_a_format_without_its_package_is_refused_with_the_way_to_get_it(spark, lake):
    with pytest.raises(EngineFailed, match=r"Spark knows no format 'delta'.*--conf spark.jars.packages="):
        find_tables(spark, str(lake), "delta")


@pytest.mark.parametrize(("marks", "kind"), [
    (("_delta_log/00000000000000000000.json",), "delta"),
    (("metadata/v1.metadata.json", "data/part-0.parquet"), "iceberg"), ((".hoodie/hoodie.properties",), "hudi")])
def test_in_a_store_a_table_that_keeps_its_versions_is_not_read_as_files(spark, lake, tmp_path, marks, kind):
    """And Hudi nowhere: only Spark with its package knows which rows count."""
    for path in lake.iterdir():
        (tmp_path / path.stem).mkdir()
        (tmp_path / path.stem / "part-0.parquet").symlink_to(path)
    for mark in marks:
        (tmp_path / "activity" / mark).parent.mkdir()
        (tmp_path / "activity" / mark).touch()
    addresses = [f"file://{tmp_path}", *([str(tmp_path)] if kind == "hudi" else [])]
    for address in addresses:
        with pytest.raises(BuildRefused, match=rf"'activity' is a table of {kind.capitalize()}.*--format {kind}"):
            find_tables(spark, address, copies=Copies(tmp_path / "copies"))


def test_a_folder_of_orc_is_read_and_its_rows_have_the_name_of_their_file(spark, lake, tmp_path):
    for path in lake.iterdir():
        spark.read.parquet(str(path)).write.orc(str(tmp_path / path.stem))
    assert set(find_tables(spark, str(tmp_path), "orc")) == {"customers", "products", "activity"}
    (file, line), = spark.sql("select distinct file, line from source_customers").collect()
    assert file.endswith(".orc")
    assert line == 0


def test_a_folder_of_a_value_says_it_as_it_is_written(spark, lake, tmp_path):
    """Region 01 is not region 1."""
    for path in lake.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "customers.parquet").unlink()
    with duckdb.connect() as connection:
        connection.execute(f"copy (select * replace ('01' as region_id) from '{lake}/customers.parquet') "
                           f"to '{tmp_path}/customers' (format parquet, partition_by (region_id))")
    find_tables(spark, str(tmp_path))
    assert [tuple(row) for row in spark.sql("select distinct region_id from source_customers").collect()] == [("01",)]


def test_a_view_is_another_version_when_its_rows_are_others(spark, catalog):
    """Its files are those of before."""
    spark.sql("alter table bank.customers rename to bank.people")
    found: list[dict[str, str]] = []
    for name in ("Ana", "Ana", "Eva"):
        spark.sql(f"create or replace view bank.customers as select * except (name), '{name}' as name from bank.people")
        found.append(versions(spark, catalog))
    assert found[0] == found[1]
    assert {name for name in found[0] if found[0][name] != found[2][name]} == {"customers"}


def test_a_table_is_another_version_when_its_files_are_others(spark, catalog):
    before = versions(spark, catalog)
    spark.sql("insert into bank.products select 'P9', 'Card', 'cards'")
    after = versions(spark, catalog)
    assert {name for name in before if before[name] != after[name]} == {"products"}


def test_what_is_empty_in_one_column_is_not_what_is_empty_in_another(spark):
    rows = [spark.sql(f"select cast({one} as string) as a, cast({other} as string) as b")
            for one, other in (("'x'", "null"), ("null", "'x'"))]
    assert _of_rows(rows[0], ["a", "b"]) != _of_rows(rows[1], ["a", "b"])
