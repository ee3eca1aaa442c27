"""The lists of the Priorities page, and who left the top, at each size, against pandas and polars making the same.

    python -m bench.lists [--folder bench/out] [--most 1000000]

The peers hold two years of customers in memory already (loading is not counted). Books larger than `--most`
are asked by us only: two years of ten million customers do not fit beside themselves.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from bench.build import FOLDER
from bench.machine import answering_memory, describe, median_ms
from crm_core import open_book
from crm_core.profit_and_loss import SIGNS
from crm_core.question import Question, Reader
from crm_core.rooms import pareto, priorities
from crm_core.warehouse import Book

COLUMNS = "contribution, net_interest_income, fee_income, cost_to_serve, expected_loss"
YEAR = Question("year", "with gone as (select customer_id from customers where left_on is not null)"
                        f" select customer_id, {COLUMNS}, customer_id not in (select customer_id from gone) as is_here"
                        " from customer_years where years_ago = :back")
REPAIRED = ("net_interest_income", "fee_income", "cost_to_serve", "expected_loss")
REFERENCES = Question("references", f"select customer_id, {', '.join(f'{name} as own_{name}' for name in REPAIRED)}"
                                    " from reference_years where years_ago = 0")
TOP, SHOWN = 0.20, priorities.PAGE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--most", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(describe("duckdb", "pandas", "polars"), "\n")
    peers_named = f"{'pandas ms':>11} {'polars ms':>11}"
    print(f"{'customers':>12} {'list':<9} {'clientela ms':>13} {peers_named}  {'agree':<6} {'peak MB':>8}")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        with open_book(folder) as book:
            peers = Peers(book) if int(folder.name) <= arguments.most else None
            for todo in LISTS:
                line(int(folder.name), todo, book, peers)


class Peers:
    """Two years of customers, and what their products would bring at own units, as pandas and polars hold them."""

    def __init__(self, book: Book) -> None:
        self.now, self.before = (book.read(YEAR, back=back, seconds=600) for back in (0, 1))
        self.references = book.read(REFERENCES, seconds=600)
        self.now, self.before = (year.sort_values("customer_id", ignore_index=True) for year in (self.now, self.before))
        self.columns = pl.from_pandas(self.now), pl.from_pandas(self.before), pl.from_pandas(self.references)


def line(size: int, todo: str, book: Book, peers: Peers | None) -> None:
    read = book.reader()
    ours = median_ms(lambda: LISTS[todo](read), times=7)
    answer = LISTS[todo](read)
    memory = answering_memory(book.path, "pareto.movers(read)" if todo == "left" else
                              f"priorities.answer(read, todo={todo!r})")
    beside = f"{'–':>11} {'–':>11}  {'–':<6}"
    if peers is not None:
        in_pandas = median_ms(lambda: PANDAS[todo](peers), times=3)
        in_polars = median_ms(lambda: POLARS[todo](peers), times=3)
        agree = answer == PANDAS[todo](peers) == POLARS[todo](peers)
        beside = f"{in_pandas:>11.1f} {in_polars:>11.1f}  {'yes' if agree else 'NO':<6}"
    print(f"{size:>12,} {todo:<9} {ours:>13.1f} {beside} {memory:>8,.0f}", flush=True)


def our_priorities(todo: priorities.Todo) -> Callable[[Reader], tuple]:
    def answer(read: Reader) -> tuple:
        result = priorities.answer(read, todo=todo)
        return result.found, round(result.money, 2), result.table["customer_id"].iloc[0] if result.found else None

    return answer


def our_left(read: Reader) -> tuple:
    """How many of those shown left, what they brought the year before, and the first with the ranks of both years."""
    listed = pareto.movers(read, top=TOP, move="left")
    first = listed.iloc[0]
    return len(listed), round(float(listed["amount_before"].sum()), 2), first["id"], int(first["rank_before"])


def pandas_left(peers: Peers) -> tuple:
    ranks = {}
    for name, year in (("now", peers.now), ("before", peers.before)):
        ranks[name] = year.assign(place=year["contribution"].rank(ascending=False, method="min"),
                                  is_top=year["contribution"] >= cut_of(year["contribution"]))
    both = ranks["before"].merge(ranks["now"], on="customer_id", how="left", suffixes=("_before", ""))
    left = both[both["is_top_before"] & (both["contribution_before"] > 0) & ~(both["is_top"] == True)]  # noqa: E712
    left = left.assign(change=(left["contribution"].fillna(0) - left["contribution_before"]).abs())
    first = left.sort_values(["change", "customer_id"], ascending=[False, True]).head(pareto.PAGE)
    return (len(first), round(float(first["contribution_before"].sum()), 2), first["customer_id"].iloc[0],
            int(first["place_before"].iloc[0]))


def polars_left(peers: Peers) -> tuple:
    now, before = (
        year.lazy().with_columns(
            place=pl.col("contribution").rank("min", descending=True),
            is_top=pl.col("contribution") >= cut_of(year["contribution"].to_pandas()))
        for year in peers.columns[:2])
    both = before.join(now, on="customer_id", how="left", suffix="_now")
    left = both.filter(pl.col("is_top") & (pl.col("contribution") > 0) & ~pl.col("is_top_now").fill_null(False))
    change = (pl.col("contribution_now").fill_null(0) - pl.col("contribution")).abs()
    first = left.with_columns(change=change).sort(
        ["change", "customer_id"], descending=[True, False]).head(pareto.PAGE).collect()
    return len(first), round(first["contribution"].sum(), 2), first["customer_id"][0], int(first["place"][0])


def cut_of(amounts: pd.Series) -> float:
    """What the last customer of the top brings."""
    ordered = amounts.nlargest(int(np.ceil(TOP * len(amounts) - 1e-9)))
    return float(ordered.iloc[-1])


def last_of(amounts: pd.Series) -> float:
    """What the last whole customer of the top brings."""
    return float(amounts.nlargest(int(TOP * len(amounts))).iloc[-1])


def pandas_protect(peers: Peers) -> tuple:
    both = peers.now.merge(peers.before, on="customer_id", suffixes=("", "_before"))
    is_top = ((both["contribution"] >= last_of(peers.now["contribution"])) & (both["contribution"] > 0)) | (
        both["contribution_before"] >= last_of(peers.before["contribution"]))
    fell = (both["contribution_before"] > 0) & (both["contribution"] < 0.9 * both["contribution_before"])
    listed = both[is_top & fell & both["is_here"]]
    listed = listed.assign(money=listed["contribution_before"] - listed["contribution"])
    return told_by_pandas(listed, ascending=False)


def pandas_repair(peers: Peers) -> tuple:
    losing = peers.now[(peers.now["contribution"] < 0) & peers.now["is_here"]]
    losing = losing.merge(peers.references, on="customer_id")
    losing = losing.assign(money=-losing["contribution"])
    gains = [(SIGNS[name] * (losing[f"own_{name}"] - losing[name]) - losing["money"]).round(2) >= 0
             for name in REPAIRED]
    return told_by_pandas(losing[pd.concat(gains, axis=1).any(axis=1)], ascending=False)


def pandas_grow(peers: Peers) -> tuple:
    cut = last_of(peers.now["contribution"])
    close = peers.now[(peers.now["contribution"] < cut) & (peers.now["contribution"] >= 0.75 * cut)]
    close = close[close["is_here"]]
    return told_by_pandas(close.assign(money=cut - close["contribution"]), ascending=True)


def told_by_pandas(listed: pd.DataFrame, *, ascending: bool) -> tuple:
    first = listed.sort_values(["money", "customer_id"], ascending=[ascending, True]).head(SHOWN)
    return len(listed), round(float(listed["money"].sum()), 2), first["customer_id"].iloc[0]


def polars_protect(peers: Peers) -> tuple:
    now, before, _ = peers.columns
    both = now.lazy().join(before.lazy(), on="customer_id", suffix="_before")
    cut, cut_before = (last_of(year["contribution"].to_pandas()) for year in (now, before))
    is_top = ((pl.col("contribution") >= cut) & (pl.col("contribution") > 0)) | (
        pl.col("contribution_before") >= cut_before)
    fell = (pl.col("contribution_before") > 0) & (pl.col("contribution") < 0.9 * pl.col("contribution_before"))
    money = pl.col("contribution_before") - pl.col("contribution")
    return told_by_polars(both.filter(is_top & fell & pl.col("is_here")).with_columns(money=money), descending=True)


def polars_repair(peers: Peers) -> tuple:
    now, _, references = peers.columns
    losing = now.lazy().filter((pl.col("contribution") < 0) & pl.col("is_here"))
    losing = losing.join(references.lazy(), on="customer_id")
    money = -pl.col("contribution")
    mends = [(SIGNS[name] * (pl.col(f"own_{name}") - pl.col(name)) - money).round(2) >= 0 for name in REPAIRED]
    return told_by_polars(losing.filter(pl.any_horizontal(mends)).with_columns(money=money), descending=True)


def polars_grow(peers: Peers) -> tuple:
    now = peers.columns[0]
    cut = last_of(now["contribution"].to_pandas())
    close = now.lazy().filter((pl.col("contribution") < cut) & (pl.col("contribution") >= 0.75 * cut))
    here = close.filter(pl.col("is_here"))
    return told_by_polars(here.with_columns(money=cut - pl.col("contribution")), descending=False)


def told_by_polars(plan: pl.LazyFrame, *, descending: bool) -> tuple:
    listed = plan.select("customer_id", "money").collect()
    first = listed.sort(["money", "customer_id"], descending=[descending, False]).head(SHOWN)
    return len(listed), round(listed["money"].sum(), 2), first["customer_id"][0]


LISTS = {todo: our_priorities(todo) for todo in ("protect", "repair", "grow")} | {"left": our_left}
PANDAS = {"protect": pandas_protect, "repair": pandas_repair, "grow": pandas_grow, "left": pandas_left}
POLARS = {"protect": polars_protect, "repair": polars_repair, "grow": polars_grow, "left": polars_left}

if __name__ == "__main__":
    main()
