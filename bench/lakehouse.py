"""What marts cost on Spark and on DuckDB, and how many bytes of a book each table takes for each customer.

    python -m bench.lakehouse [--sizes 20000,100000] [--folder bench/out] [--memory 4g] [--bytes-only]

The demo bank of each size is taken from the folder, or built there (`python -m bench.build`); its source tables are
written as Parquet once and counted by both, on this machine. Each is a process of its own; seconds of the processor are
those of Spark's Java, too. The bytes are those of the tables that `build lakehouse` brings back, copied from that book.
On one machine Spark is the slower one: it is there for what no machine holds.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb

from bench.machine import describe, run
from crm_core import contract, marts
from crm_core.intake.demo import build_demo
from crm_core.intake.lakehouse.draft import STAYS
from crm_core.warehouse import Shelf

FOLDER = Path(__file__).parent / "out"
BLOCK = 262_144
"""Bytes of a block of DuckDB's file."""
SHOWN = 12
PROGRAM = """
import resource, sys, time
from pathlib import Path
from crm_core import contract, marts
lake, engine_name, memory = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
names = [*contract.TABLES, "open_month", "book_terms"]
if engine_name == "spark":
    from crm_core.engines.spark import SparkEngine
    from crm_core.engines.spark_session import spark_session
    import shutil
    shutil.rmtree(lake / "marts", ignore_errors=True)
    session = spark_session("local[*]", {"spark.driver.memory": memory, "spark.sql.shuffle.partitions": "8"})
    engine = SparkEngine(session, str(lake / "marts"))
    for name in names:
        session.read.parquet(str(lake / f"{name}.parquet")).createOrReplaceTempView(name)
else:
    import duckdb
    from crm_core.engines import DuckDBEngine
    (lake / "marts.duckdb").unlink(missing_ok=True)
    connection = duckdb.connect(str(lake / "marts.duckdb"), config={"memory_limit": memory.upper() + "B"})
    engine = DuckDBEngine(connection)
    for name in names:
        connection.execute(f"create view {name} as select * from '{lake / name}.parquet'")
marts.build(engine, progress=lambda label, fraction: None)
if engine_name == "spark":
    session.stop()
    gateway = session.sparkContext._gateway
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()  # so that its processor time counts as a child's
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="20000,100000")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--memory", default="4g")
    parser.add_argument("--bytes-only", action="store_true", help="only the bytes of each table")
    arguments = parser.parse_args()
    print(describe("duckdb"), f"· given {arguments.memory}\n")
    for size in map(int, arguments.sizes.split(",")):
        shelf = Shelf(arguments.folder / str(size))
        if shelf.current() is None:
            build_demo(shelf, customers=size)
        book = shelf.folder / str(shelf.current())
        _print_bytes(_brought_back(book, arguments.folder / f"brought-back-{size}.duckdb"))
        if arguments.bytes_only:
            continue
        lake = _lake(book, arguments.folder / f"lake-{size}")
        for engine in ("duckdb", "spark"):
            took = run([sys.executable, "-c", PROGRAM, str(lake), engine, arguments.memory])
            print(f"{size:>12,} {engine:<8} {took.seconds:>9.1f} s {took.cpu_seconds:>9.1f} CPU-s "
                  f"{took.peak_mb:>8,.0f} MB", flush=True)


def _lake(book: Path, folder: Path) -> Path:
    """The source tables of a book as Parquet files, written once."""
    if folder.is_dir():
        return folder
    folder.mkdir(parents=True)
    with duckdb.connect(str(book), read_only=True) as connection:
        for name in (*contract.TABLES, "open_month", "book_terms"):
            connection.execute(f"copy {name} to '{folder / name}.parquet' (format parquet)")
    return folder


def _brought_back(book: Path, copy: Path) -> Path:
    """The tables of a book that come from a lakehouse, as they come."""
    copy.unlink(missing_ok=True)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(f"attach '{book}' as book (read_only)")
        for (name,) in connection.execute("select table_name from duckdb_tables() where database_name = 'book'"
                                          ).fetchall():
            if name != STAYS:
                connection.execute(f"create table {name} as select {marts.as_read(name)} from book.{name}")
    return copy


def _print_bytes(book: Path) -> None:
    with duckdb.connect(str(book), read_only=True) as connection:
        customers = connection.execute("select count(*) from customers").fetchall()[0][0]
        found = []
        for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            blocks = connection.execute(f"select count(distinct block_id) from pragma_storage_info('{name}') "
                                        "where persistent and block_id >= 0").fetchall()[0][0]
            rows = connection.execute(f"select count(*) from {name}").fetchall()[0][0]
            found.append((blocks * BLOCK / customers, name, rows / customers))
    print(f"{customers:>12,} customers {sum(each[0] for each in found):>9,.0f} bytes a customer")
    for size, name, rows in sorted(found, reverse=True)[:SHOWN]:
        print(f"{'':>12} {name:<22} {size:>9,.1f} bytes {rows:>8.2f} rows")


if __name__ == "__main__":
    main()
