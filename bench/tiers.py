"""The tier studio's moves at each size, against pandas and polars doing the same on the same customers.

    python -m bench.tiers [--folder bench/out] [--most 1000000]

The peers hold two years of customers in memory already (loading is not counted) and know the score before a threshold
moves; we hold the ranking of the weights, as the page does. Books larger than `--most` are asked by us only. Run
`python -m bench.build` first.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from bench.build import FOLDER
from bench.machine import describe, median_ms
from crm_core import open_book, tiers
from crm_core.question import Question
from crm_core.tiers.cells import cells
from crm_core.tiers.tiering import rules_of
from crm_core.warehouse import Book

CRITERIA = ("contribution", "balance", "turnover", "tenure", "scale", "reputation")
SUMS = ("contribution", "balance", "cost_to_serve")
COLUMNS = ", ".join(["region_id", "customer_type", "lacking", *SUMS, "contribution_before",
                     *(f"{name}_points{year}" for year in ("", "_before") for name in CRITERIA)])
PEOPLE = Question("people", f"select {COLUMNS} from tier_years where years_ago = 0 order by hash(customer_id)")
WEIGHTS = tiers.Weights(40, 20, 10, 10, 10, 10)
FINEST = 200_000
ANEW = ("steps", "moves", "holds", "served")
"""Questions whose answers hang on weights or cuts."""
CUTS = (63.0, 49.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--most", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(describe("duckdb", "numpy", "pandas", "polars"), "\n")
    print(f"{'customers':>12} {'move':<26} {'clientela ms':>13} {'pandas ms':>11} {'polars ms':>11}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        with open_book(folder) as book:
            compare(int(folder.name), book, Peers(book) if int(folder.name) <= arguments.most else None)


def scheme(cuts: tuple[float, ...] = CUTS, weights: tiers.Weights = WEIGHTS, **changes) -> tiers.Scheme:
    """Three tiers with cuts by hand."""
    return replace(tiers.starting_scheme(weights, how="cuts", values=cuts, by=changes.pop("by", "score")), **changes)


class Remembered:
    """A reader that keeps what is asked again with the same values, as the page's does.

    `fresh` forgets what hangs on weights or cuts: what a move of a slider has to ask anew.
    """

    def __init__(self, book: Book) -> None:
        self.ask, self.held = book.reader(), {}

    def __call__(self, question: Question, **values) -> pd.DataFrame:
        key = (question.name, *sorted(values.items()))
        if key not in self.held:
            self.held[key] = self.ask(question, **values)
        return self.held[key]

    def fresh(self) -> Remembered:
        self.held = {key: rows for key, rows in self.held.items() if key[0] not in ANEW}
        return self


class Kept:
    """Rankings held between moves, as the page holds them."""

    def __init__(self) -> None:
        self.held: dict[str, object] = {}

    def __call__(self, name: str, make: Callable[[], object]) -> object:
        if name not in self.held:
            self.held[name] = make()
        return self.held[name]


class Peers:
    """Two years of customers as pandas and polars hold them, in no order of ours."""

    def __init__(self, book: Book) -> None:
        self.pandas = book.read(PEOPLE, seconds=600)
        for name in ("region_id", "customer_type"):
            self.pandas[name] = self.pandas[name].astype("category")
        self.polars = pl.from_pandas(self.pandas)
        self.pandas["score"] = pandas_score(self.pandas, WEIGHTS)
        self.polars = self.polars.with_columns(pl.Series("score", self.pandas["score"]))


def compare(size: int, book: Book, peers: Peers | None) -> None:
    """One book: every move, one line each."""
    read, keep, step = Remembered(book), Kept(), count()

    def elsewhere() -> tuple[float, float]:
        """Other cuts at each call, as a slider gives them."""
        return CUTS[0] + next(step) % 50 / 10, CUTS[1]

    money = (234.51, 56.02)
    with_pandas = peers and (lambda: pandas_tiers(peers.pandas, peers.pandas["score"], elsewhere()))
    with_polars = peers and (lambda: polars_tiers(peers.polars, pl.col("score"), elsewhere()))
    line(size, "threshold, by score", lambda: tiers.outline(read, scheme(elsewhere()), keep=keep),
         (with_pandas, with_polars), peers and same_tiers(tiers.outline(read, scheme(), keep=keep), peers))
    line(size, "threshold, by money", lambda: tiers.outline(
        read, scheme((money[0] + next(step) % 50, money[1]), by="contribution"), keep=keep))
    line(size, "threshold, by share", lambda: tiers.outline(
        read, replace(scheme(), groups=(replace(scheme().groups[0], how="share", values=(
            0.1 + next(step) % 20 / 100, 0.3)),)), keep=keep))

    def other_weights() -> tiers.Weights:
        moved = next(step) % 20
        return tiers.Weights(40 - moved, 20 + moved, 10, 10, 10, 10)

    line(size, "weights", lambda: tiers.outline(read.fresh(), scheme(weights=other_weights())), peers and (
        lambda: pandas_tiers(peers.pandas, pandas_score(peers.pandas, other_weights()), CUTS),
        lambda: polars_tiers(peers.polars, polars_score(other_weights()), CUTS)))
    rules = [rules_of(read, scheme(), back=back, keep=keep) for back in (0, 1)]
    line(size, "migration", lambda: cells(read.fresh(), *rules, apart=True),
         peers and (lambda: pandas_moves(peers.pandas), lambda: polars_moves(peers.polars)),
         peers and same_moves(cells(read, *rules, apart=True), peers))
    line(size, "the whole page", lambda: tiers.tiering(read, scheme(elsewhere()), keep=keep))
    line(size, "the same with a hold rule", lambda: tiers.tiering(
        read, scheme(elsewhere(), hold=tiers.Hold(2.0, 2)), keep=keep))
    if peers:
        values = peers.pandas["contribution"].dropna().to_numpy()
        finest = tiers.natural_breaks(values, 4, bins=FINEST).gvf
        found = tiers.natural_breaks(values, 4).gvf
        line(size, "natural breaks, 4 classes", lambda: tiers.natural_breaks(values, 4), agree=finest - found < 1e-5)


def line(size: int, move: str, ours: Callable, peers: tuple[Callable | None, ...] | None = None,
         agree: bool | None = None) -> None:
    times = [median_ms(each, times=9) if each else None for each in (ours, *(peers or (None, None)))]
    told = [f"{each:.1f}" if each is not None else "–" for each in times]
    print(f"{size:>12,} {move:<26} {told[0]:>13} {told[1]:>11} {told[2]:>11}  "
          f"{'' if agree is None else 'yes' if agree else 'NO'}", flush=True)


def pandas_score(rows: pd.DataFrame, weights: tiers.Weights, year: str = "") -> np.ndarray:
    """The weighted mean of the ranks that there are, in tenths of a point."""
    points = rows[[f"{name}_points{year}" for name in CRITERIA]].to_numpy(dtype=float)
    each = np.array([getattr(weights, name) for name in CRITERIA], dtype=float)
    known = np.maximum((~np.isnan(points)) @ each, 1)
    return np.floor(np.nansum(points * each, axis=1) / known / 10 + 1e-9) / 10


def pandas_tiers(rows: pd.DataFrame, score: np.ndarray | pd.Series, cuts: tuple[float, ...]) -> pd.DataFrame:
    tier = np.where(score >= cuts[0], 1, np.where(score >= cuts[1], 2, 3))
    here = rows[rows["contribution"].notna()]
    return here.groupby([tier[rows["contribution"].notna()], "region_id", "customer_type"], observed=True)[
        list(SUMS)].agg(["sum", "size"])


def pandas_moves(rows: pd.DataFrame) -> pd.Series:
    levels = []
    for year in ("", "_before"):
        score = pandas_score(rows, WEIGHTS, year)
        tier = np.where(score >= CUTS[0], 1, np.where(score >= CUTS[1], 2, 3))
        levels.append(np.where(rows[f"contribution{year}"].isna(), 0, tier))
    return rows.groupby(levels)["contribution"].agg(["size", "sum"])


def polars_score(weights: tiers.Weights, year: str = "") -> pl.Expr:
    points = {name: pl.col(f"{name}_points{year}") for name in CRITERIA}
    each = {name: getattr(weights, name) for name in CRITERIA}
    total = pl.sum_horizontal([points[name].cast(pl.Float64).fill_null(0) * each[name] for name in CRITERIA])
    known = pl.sum_horizontal([points[name].is_not_null().cast(pl.Float64) * each[name] for name in CRITERIA])
    return (total / known / 10 + 1e-9).floor() / 10


def polars_level(score: pl.Expr, cuts: tuple[float, ...]) -> pl.Expr:
    return pl.when(score >= cuts[0]).then(1).when(score >= cuts[1]).then(2).otherwise(3)


def polars_tiers(rows: pl.DataFrame, score: pl.Expr, cuts: tuple[float, ...]) -> pl.DataFrame:
    return (rows.lazy().filter(pl.col("contribution").is_not_null())
            .group_by(polars_level(score, cuts).alias("tier"), "region_id", "customer_type")
            .agg(pl.len(), *(pl.col(name).sum() for name in SUMS)).collect())


def polars_moves(rows: pl.DataFrame) -> pl.DataFrame:
    levels = [pl.when(pl.col(f"contribution{year}").is_null()).then(0)
              .otherwise(polars_level(polars_score(WEIGHTS, year), CUTS)).alias(f"tier{year}")
              for year in ("", "_before")]
    return rows.lazy().group_by(levels).agg(pl.len(), pl.col("contribution").sum()).collect()


def same_tiers(found: tiers.Outline, peers: Peers) -> bool:
    ours = found.tiers.set_index("tier")["customers"]
    theirs = pandas_tiers(peers.pandas, peers.pandas["score"], CUTS)[("contribution", "size")].groupby(level=0).sum()
    others = polars_tiers(peers.polars, pl.col("score"), CUTS).group_by("tier").agg(pl.col("len").sum())
    return ours.to_dict() == theirs.to_dict() == dict(others.iter_rows())


def same_moves(found: pd.DataFrame, peers: Peers) -> bool:
    ours = found.groupby(["tier_now", "tier_then"])["customers"].sum().to_dict()
    theirs = pandas_moves(peers.pandas)["size"].to_dict()
    others = {(now, then): many for now, then, many, _ in polars_moves(peers.polars).iter_rows()}
    return ours == {way: many for way, many in theirs.items() if way != (0, 0)} == {
        way: many for way, many in others.items() if way != (0, 0)}


if __name__ == "__main__":
    main()
