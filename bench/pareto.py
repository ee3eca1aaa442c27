"""The Pareto page's question at each size, against pandas and polars doing the same on the same customers.

    python -m bench.pareto [--folder bench/out]

The peers hold the year's customers in memory already (loading is not counted); each filters by the scope,
ranks, sums up and reads off the top share, the 80% point and the peak. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from bench.build import FOLDER
from bench.machine import answering_memory, describe, median_ms
from crm_core import open_book
from crm_core.question import Question, Reader
from crm_core.rooms import pareto
from crm_core.scope import Scope

LARGE = 1_000_000
MEASURES: tuple[pareto.Measure, ...] = ("contribution", "turnover")
CUSTOMERS = Question(
    "customers", "select region_id, customer_type, contribution, turnover from customer_years where years_ago = 0"
    " order by customer_id",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb", "pandas", "polars"), "\n")
    print(f"{'customers':>12} {'scope':<34} {'by':<13} {'clientela ms':>13} {'pandas ms':>11} {'polars ms':>11}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        compare(folder)


def compare(folder: Path) -> None:
    """One book: every scope, both measures, one line each."""
    with open_book(folder) as book:
        memory = answering_memory(book.path, "pareto.curve(read)")  # first: a child counts what its parent holds
        print(f"{int(folder.name):>12,} one answer in a process of its own: {memory:,.0f} MB at its peak")
        frame = book.read(CUSTOMERS, seconds=600)
        columns = pl.from_pandas(frame)
        regions = list(book.region_names)
        scopes = {
            "all customers": Scope(),
            "two regions": Scope(regions=tuple(regions[:2])),
            "six regions": Scope(regions=tuple(regions[:6])),
            "firms of six regions": Scope(regions=tuple(regions[:6]), customer_types=("business", "corporate")),
            "people and firms of eleven regions": Scope(regions=tuple(regions[:11]),
                                                        customer_types=("individual", "business")),
        }
        for label, scope in scopes.items():
            for by in MEASURES:
                line(f"{int(folder.name):>12,} {label:<34}", by, book.reader(scope), scope, (frame, columns))
    del frame, columns
    gc.collect()


def line(label: str, by: pareto.Measure, read: Reader, scope: Scope, peers: tuple[pd.DataFrame, pl.DataFrame]) -> None:
    frame, columns = peers
    times = 15 if len(frame) <= LARGE else 5
    ours = median_ms(lambda: pareto.curve(read, by=by), times=15)
    in_pandas = median_ms(lambda: with_pandas(frame, scope, by), times=times)
    in_polars = median_ms(lambda: with_polars(columns, scope, by), times=times)
    curve = pareto.curve(read, by=by)
    shares = np.array([curve.top_share, curve.cover_share, curve.peak_share], dtype=float)
    agree = np.allclose(shares, with_pandas(frame, scope, by), rtol=1e-9) and np.allclose(
        with_polars(columns, scope, by), with_pandas(frame, scope, by), rtol=1e-9)
    print(f"{label} {by:<13} {ours:>13.1f} {in_pandas:>11.1f} {in_polars:>11.1f}  "
          f"{'yes' if agree else 'NO'}", flush=True)


def with_pandas(frame: pd.DataFrame, scope: Scope, by: str) -> tuple[float, float, float]:
    """Top 20% share, share of customers for 80%, peak share."""
    rows = frame
    if scope.regions:
        rows = rows[rows["region_id"].isin(scope.regions)]
    if scope.customer_types:
        rows = rows[rows["customer_type"].isin(scope.customer_types)]
    return read_off(rows[by].sort_values(ascending=False).cumsum().to_numpy())


def with_polars(frame: pl.DataFrame, scope: Scope, by: str) -> tuple[float, float, float]:
    """The same, lazily planned."""
    rows = frame.lazy()
    if scope.regions:
        rows = rows.filter(pl.col("region_id").is_in(scope.regions))
    if scope.customer_types:
        rows = rows.filter(pl.col("customer_type").is_in(scope.customer_types))
    ranked = rows.select(pl.col(by).sort(descending=True).cum_sum()).collect()
    return read_off(ranked[by].to_numpy())


def read_off(running: np.ndarray) -> tuple[float, float, float]:
    n, total = len(running), running[-1]
    top = np.interp(0.2 * n, np.arange(n + 1), np.concatenate([[0], running])) / total
    first = int(np.argmax(running >= 0.8 * total))
    before = running[first - 1] if first else 0.0
    cover = (first + (0.8 * total - before) / (running[first] - before)) / n
    return float(top), float(cover), float(running.max() / total)


if __name__ == "__main__":
    main()
