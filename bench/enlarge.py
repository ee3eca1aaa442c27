"""A book of more customers from a smaller one, for `bench.tiers`: a demo bank of ten million takes hours to build.

    python -m bench.enlarge 100000 --times 100 [--folder bench/out] [--memory 6GB]

Each customer stands there so many times, with amounts up to 2% apart, the same in all years; ranks and steps of
contribution are worked out anew, the ranks of the criteria are those of the smaller bank (of a larger one they are the
same to a hundredth of a point). Only `tier_years` is larger: rooms that read other tables answer as the smaller bank.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

import duckdb

from bench.build import FOLDER

SPREAD = 0.02
"""How far the amounts of one customer's likes are apart."""
YEARS = ("", "_before", "_earlier")
MONEY = ("contribution", "balance", "turnover", "cost_to_serve")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, help="the book to begin from")
    parser.add_argument("--times", type=int, required=True)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--memory", default="6GB")
    arguments = parser.parse_args()
    began = time.perf_counter()
    source, target = arguments.folder / str(arguments.size), arguments.folder / str(arguments.size * arguments.times)
    target.mkdir(exist_ok=True)
    shutil.copy(source / "current", target / "current")
    enlarge(source, target, arguments.times, arguments.memory)
    print(f"{arguments.size * arguments.times:,} customers in {time.perf_counter() - began:,.0f} s")


def enlarge(source: Path, target: Path, times: int, memory: str) -> None:
    """The current book of a folder, as one of the same name in another."""
    name = (source / "current").read_text().strip()
    (target / name).unlink(missing_ok=True)
    with duckdb.connect(str(target / name), config={"memory_limit": memory}) as connection:
        connection.execute(f"attach '{source / name}' as source (read_only)")
        tables = connection.execute("select table_name from duckdb_tables() where database_name = 'source'").fetchall()
        for (table,) in tables:
            if table not in ("activity", "tier_years"):
                connection.execute(f"create table {table} as from source.{table}")
        connection.execute(f"create table tier_years as {_enlarged(connection, times)}")


def _enlarged(connection: duckdb.DuckDBPyConnection, times: int) -> str:
    """The larger `tier_years` as a statement."""
    columns = [row[0] for row in connection.execute("describe source.tier_years").fetchall()]
    amounts = {f"{name}{year}" for name in MONEY for year in YEARS} & set(columns)
    factor = f"(1 + (hash(customer_id, number) % 1001 / 1000.0 - 0.5) * {SPREAD})"
    changed = {name: f"cast({name} * {factor} as decimal(18, 2)) as {name}" for name in amounts}
    changed["customer_id"] = "customer_id || '-' || number as customer_id"
    ranked = {"contribution_rank": "case when contribution is not null then row_number() over (partition by years_ago "
                                   "order by contribution desc nulls last, customer_id) end as contribution_rank",
              "contribution_bucket": f"cast({_STEP} as integer) as contribution_bucket"}
    return f"""
        with likes as (
            select {', '.join(changed.get(name, name) for name in columns)}
            from source.tier_years cross join (select unnest(range({times})) as number)
        )
        select {', '.join(ranked.get(name, name) for name in columns)} from likes
        order by years_ago, customer_type, contribution desc, customer_id
    """


_STEP = "floor(asinh(10 * cast(contribution as double)) * 400)"
"""As `value_bucket` of the marts has it."""


if __name__ == "__main__":
    main()
