"""The tier studio's moves at each size, against pandas and polars doing the same on the same customers.

    python -m bench.tiers [--folder bench/out] [--most 1000000]

The peers hold two years of customers in memory already (loading is not counted) and know the score before a threshold
moves; we hold the customers of both years and the ranking of the weights, as the page does: what that takes to read,
in time and memory, is said first. A share in money moves both cuts, as the second tier keeps its size. Books larger
than `--most` are asked by us only. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from bench.build import FOLDER
from bench.machine import alternating_ms, describe
from bench.tier_peers import (
    Cuts,
    Peers,
    pandas_cuts,
    pandas_moves,
    pandas_score,
    pandas_tiers,
    polars_cuts,
    polars_moves,
    polars_score,
    polars_tiers,
    same_moves,
    same_tiers,
)
from crm_core import open_book
from crm_core.question import Question, Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers.answers.tiering import rules_of
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.cutting.year import held_earlier, held_roll
from crm_core.scope import Scope
from crm_core.warehouse import Book

WEIGHTS = tiers.Weights(40, 20, 10, 10, 10, 10)
FINEST = 200_000
ANEW = ("served", "reach", "protected")
"""Questions whose answers hang on weights or cuts."""
CUTS = (63.0, 49.5)
THRESHOLDS: tuple[tuple[str, tiers.How, tiers.By, Cuts, float, int], ...] = (
    ("by score", "cuts", "score", CUTS, 5.0, 1),
    ("by money", "cuts", "contribution", (234.51, 56.02), 50.0, 2),
    ("by share", "share", "score", (0.1, 0.3), 0.1, 4),
    ("by share, in money", "share", "contribution", (0.1, 0.3), 0.1, 4),
    ("by part of the total", "cover", "contribution", (0.8, 0.95), 0.1, 4),
)
"""Name, how the cuts are found, what ranks, the values to start from, how far the first is moved, and its decimals."""
GOLDEN = 0.618033988749895
MIN_RUNS, MAX_RUNS, SECONDS = 9, 200, 0.5
"""How often a move is timed: for so many seconds each, within these bounds."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--most", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(describe("duckdb", "numpy", "pandas", "polars"), "\n")
    print(f"{'customers':>12} {'move':<30} {'clientela ms':>13} {'pandas ms':>11} {'polars ms':>11}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        with open_book(folder) as book:
            compare(int(folder.name), book, Peers(book, WEIGHTS) if int(folder.name) <= arguments.most else None)


def scheme(values: Cuts = CUTS, *, how: tiers.How = "cuts", by: tiers.By = "score",
           weights: tiers.Weights = WEIGHTS) -> tiers.Scheme:
    """Three tiers with these values."""
    return tiers.starting_scheme(weights, how=how, values=values, by=by)


class Remembered:
    """Keeps what is asked again with the same values, as the page does: `reader` is what a room takes.

    `fresh` forgets what hangs on weights or cuts: what a move of a slider has to ask anew.
    """

    def __init__(self, book: Book) -> None:
        self.book, self.answers = book, dict[tuple, object]()
        self.reader = Reader(self.ask, Scope())

    def ask(self, question: Question, scope: Scope, **values: Any) -> Any:
        key = (question.name, *sorted(values.items()))
        if key not in self.answers:
            self.answers[key] = self.book.read(question, scope, **values)
        return self.answers[key]

    def fresh(self) -> Reader:
        self.answers = {key: rows for key, rows in self.answers.items() if key[0] not in ANEW}
        return self.reader


class Kept:
    """Customers and rankings held between moves, as the page holds them. `fresh` forgets the rankings by score."""

    def __init__(self) -> None:
        self.held: dict[str, object] = {}

    def __call__(self, name: str, make: Callable[[], object]) -> object:
        if name not in self.held:
            self.held[name] = make()
        return self.held[name]

    def fresh(self) -> Kept:
        self.held = {name: each for name, each in self.held.items() if not name.startswith("score ")}
        return self


def compare(size: int, book: Book, peers: Peers | None) -> None:
    """One book: every move, one line each."""
    remembered, keep, step = Remembered(book), Kept(), count()
    read = remembered.reader
    hold_customers(size, read, keep)
    for name, how, by, usual, width, decimals in THRESHOLDS:
        def moved(usual: Cuts = usual, width: float = width, decimals: int = decimals) -> Cuts:
            """Another first threshold at each call, as a slider gives them: none that was seen before."""
            return round(usual[0] + next(step) * GOLDEN % 1 * width, decimals), *usual[1:]

        def ours(values: Cuts, how: tiers.How = how, by: tiers.By = by) -> tiers.Outline:
            return tiers.outline(read, scheme(values, how=how, by=by), keep=keep)

        with_peers = None if peers is None else (
            lambda moved=moved, how=how, by=by: pandas_tiers(
                peers.pandas, peers.pandas[by], pandas_cuts(peers.pandas, how, by, moved())),
            lambda moved=moved, how=how, by=by: polars_tiers(
                peers.polars, pl.col(by), polars_cuts(peers.polars, how, by, moved())))
        line(size, f"threshold, {name}", lambda ours=ours, moved=moved: ours(moved()), with_peers,
             None if peers is None else same_tiers(ours(usual), peers, how, by, usual))

    def other_weights() -> tiers.Weights:
        moved = next(step) % 20
        return tiers.Weights(40 - moved, 20 + moved, 10, 10, 10, 10)

    line(size, "weights", lambda: tiers.outline(remembered.fresh(), scheme(weights=other_weights()), keep=keep.fresh()),
         None if peers is None else (
             lambda: pandas_tiers(peers.pandas, pandas_score(peers.pandas, other_weights()), CUTS),
             lambda: polars_tiers(peers.polars, polars_score(other_weights()), CUTS)))
    rules = [rules_of(read, scheme(), back=back, keep=keep) for back in (0, 1)]
    line(size, "migration", lambda: cells(read, *rules, apart=True, keep=keep), None if peers is None else (
        lambda: pandas_moves(peers.pandas, WEIGHTS, CUTS), lambda: polars_moves(peers.polars, WEIGHTS, CUTS)),
         None if peers is None else same_moves(cells(read, *rules, apart=True, keep=keep), peers, WEIGHTS, CUTS))
    elsewhere = ((CUTS[0] + moved % 50 / 10, CUTS[1]) for moved in step)
    line(size, "the whole page", lambda: tiers.tiering(
        remembered.fresh(), scheme(next(elsewhere)), keep=keep))
    line(size, "the same with a hold rule", lambda: tiers.tiering(
        remembered.fresh(), replace(scheme(next(elsewhere)), hold=tiers.Hold(2.0, 2)), keep=keep))
    if peers:
        values = peers.pandas["contribution"].dropna().to_numpy()
        finest = tiers.natural_breaks(values, 4, bins=FINEST).gvf
        fit = tiers.natural_breaks(values, 4).gvf
        line(size, "natural breaks, 4 classes", lambda: tiers.natural_breaks(values, 4), agree=finest - fit < 1e-5)


def hold_customers(size: int, read: Reader, keep: Kept) -> None:
    """Read the customers of both years, and say what that took."""
    began = time.perf_counter()
    rolls = [held_roll(read, back, keep) for back in (0, 1)]
    earlier = held_earlier(read, 1, *rolls, keep)
    seconds = time.perf_counter() - began
    held = [earlier.places, earlier.left]
    for each in rolls:
        held += [each.groups, each.desks, each.depths, *each.money.values(), each.points.points,
                 *each.points.gaps.values()]
    print(f"{size:>12,} {'to hold both years':<30} {seconds * 1000:>13,.0f} "
          f"{sum(each.nbytes for each in held) / 1e6:>11,.0f} MB", flush=True)


def line(size: int, move: str, ours: Callable, peers: tuple[Callable | None, ...] | None = None,
         agree: bool | None = None) -> None:
    works = [each for each in (ours, *(peers or ())) if each]
    times: list[float | None] = [*alternating_ms(works, seconds=SECONDS, least=MIN_RUNS, most=MAX_RUNS)]
    times += [None] * (3 - len(times))
    figures = [f"{each:.1f}" if each is not None else "–" for each in times]
    print(f"{size:>12,} {move:<30} {figures[0]:>13} {figures[1]:>11} {figures[2]:>11}  "
          f"{'' if agree is None else 'yes' if agree else 'NO'}", flush=True)


if __name__ == "__main__":
    main()
