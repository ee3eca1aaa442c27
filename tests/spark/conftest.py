"""One Java machine for all tests of Spark in a process; without Java or pyspark they are skipped, and say so."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from crm_core import contract
from crm_core.engines.spark_session import has_java, spark_session
from tests.many_rows import insert
from tests.odd_books import OddBook

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FRUGAL = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions "
                                     "-XX:-BytecodeVerificationRemote",
    "spark.driver.memory": "1g",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}
"""Of a few rows nearly all time goes into compiling what reads them: nothing is compiled."""


@pytest.fixture(scope="session")
def has_spark() -> None:
    """Java and pyspark are there, or the test is skipped; a failure where they are required."""
    missing = [name for name, is_there in (("pyspark", importlib.util.find_spec("pyspark")), ("Java", has_java()))
               if not is_there]
    if missing and os.environ.get("CLIENTELA_REQUIRE_SPARK") == "1":
        pytest.fail(f"Spark is required, and {' and '.join(missing)} are missing.")
    if missing:
        pytest.skip(f"{' and '.join(missing)} missing: pip install -r requirements-spark.txt, and Java 17")


@pytest.fixture(scope="session")
def spark(has_spark: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable  # a format of ours is read by Python, with what is installed here
    session = spark_session("local[1]", FRUGAL | {"spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("catalog"))})
    yield session
    session.stop()


def write_lake(folder: Path, book: OddBook) -> Path:
    """The rows of a book as a Parquet file a table."""
    folder.mkdir(parents=True, exist_ok=True)
    products = [dict(zip(("product_id", "name", "family"), each, strict=True)) for each in book.products]
    rows = {"customers": book.customers, "activity": book.activity, "products": products, **book.others}
    with duckdb.connect() as connection:
        for name, some in rows.items():
            if some:
                connection.execute(contract.TABLES[name].ddl())
                insert(connection, name, some)
                connection.execute(f"copy {name} to '{folder / name}.parquet' (format parquet)")
    return folder
