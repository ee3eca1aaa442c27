"""What it costs to load a large file, beside DuckDB's own load of the same file with the types given.

    python -m bench.load_files [--rows 10000000] [--memory 1GB] [--folder bench/out/load]

Both run in processes of their own, in turn, so that the machine is the same for both. DuckDB's load is told the
types, believes every line and writes one table; ours finds out how the file is written, judges every row and accounts
for every line.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.machine import describe
from crm_core import contract
from crm_core.intake.draft import LOADING_SHARE

FOLDER = Path(__file__).parent / "out" / "load"
MONTHS, PRODUCTS = 25, 4
COLUMNS = ("customer_id", "product_id", "month", "balance", "transactions", "turnover", "net_interest_income")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--memory", default="1GB")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--run", choices=("duckdb", "ours"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    bank, books = arguments.folder / "bank", arguments.folder / "books"
    if arguments.run:
        {"duckdb": typed_load, "ours": load}[arguments.run](bank, books, arguments.memory)
        return
    if not (bank / f"{arguments.rows}.made").exists():
        write_bank(bank, arguments.rows)
    size = (bank / "activity.csv").stat().st_size / 1e6
    print(describe("duckdb"), f"· {arguments.rows:,} rows, {size:,.0f} MB · given {arguments.memory}\n")
    print(f"{'':>8} {'seconds':>9} {'user CPU-s':>11} {'all CPU-s':>10} {'peak MB':>9}")
    for _ in range(arguments.times):
        for what in ("duckdb", "ours"):
            shutil.rmtree(books, ignore_errors=True)
            books.mkdir(parents=True)
            words = [sys.executable, "-m", "bench.load_files", "--run", what, "--folder", str(arguments.folder),
                     "--memory", arguments.memory]
            print(f"{what:>8} {subprocess.run(words, check=True, text=True, capture_output=True).stdout}", end="",
                  flush=True)


def write_bank(bank: Path, rows: int) -> None:
    """Customers, products and `rows` of activity, written by DuckDB; the same for the same number."""
    shutil.rmtree(bank, ignore_errors=True)
    bank.mkdir(parents=True)
    customers = -(-rows // (MONTHS * PRODUCTS))
    (bank / "products.csv").write_text("product_id,name,family\nSAVINGS,Savings,deposits\nLOAN,Loan,loans\n"
                                       "CARD,Card,cards\nFUND,Fund,investments\n")
    names = "['SAVINGS', 'LOAN', 'CARD', 'FUND']"
    with duckdb.connect() as connection:
        connection.execute(f"""copy (select 'C' || lpad(n::varchar, 7, '0') as customer_id,
            'individual' as customer_type, 'R' || n % 12 as region_id, date '2010-01-01' + (n % 4000)::int as joined_on
            from range({customers}) as t(n)) to '{bank}/customers.csv'""")
        connection.execute(f"""copy (
            select 'C' || lpad((n // {MONTHS * PRODUCTS})::varchar, 7, '0') as customer_id,
                {names}[1 + (n // {MONTHS} % {PRODUCTS})::int] as product_id,
                strftime(date '2024-01-01' + to_months((n % {MONTHS})::int), '%Y-%m-%d') as month,
                (hash(n) % 2000000 / 100.0)::decimal(12, 2) as balance, hash(n + 1) % 40 as transactions,
                (hash(n + 2) % 500000 / 100.0)::decimal(12, 2) as turnover,
                (hash(n + 3) % 9000 / 100.0 - 20)::decimal(12, 2) as net_interest_income
            from range({rows}) as t(n)) to '{bank}/activity.csv'""")
    (bank / f"{rows}.made").touch()


def typed_load(bank: Path, books: Path, memory: str) -> None:
    """DuckDB alone, told the type of every column."""
    types = {column.name: column.sql_type for column in contract.ACTIVITY.columns}
    given = ", ".join(f"'{name}': '{types[name]}'" for name in COLUMNS)

    def work() -> None:
        with duckdb.connect(str(books / "typed.duckdb"), config={"memory_limit": memory}) as connection:
            connection.execute(contract.ACTIVITY.ddl())
            connection.execute(f"insert into activity by name select * from read_csv('{bank}/activity.csv', "
                               f"header = true, auto_detect = false, delim = ',', quote = '\"', columns = {{{given}}})")
            connection.execute("checkpoint")
    _measured(work)


def load(bank: Path, books: Path, memory: str) -> None:
    """Our load of all three files, up to the moment at which the marts begin."""
    from crm_core.intake.files import build_files
    from crm_core.warehouse import Shelf

    class Loaded(Exception):
        """Not wanted any further."""

    def stop(label: str, fraction: float) -> None:
        if fraction > LOADING_SHARE:
            raise Loaded

    def work() -> None:
        try:
            build_files(bank, Shelf(books), progress=stop, memory_limit=memory)
        except Loaded:
            return
    _measured(work)


def _measured(work: Callable[[], None]) -> None:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    work()
    used = resource.getrusage(resource.RUSAGE_SELF)
    user, system = used.ru_utime - before.ru_utime, used.ru_stime - before.ru_stime
    print(f"{time.perf_counter() - began:>9.1f} {user:>11.1f} {user + system:>10.1f} {used.ru_maxrss / 1024:>9,.0f}")


if __name__ == "__main__":
    main()
