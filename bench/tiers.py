"""The tier studio's moves at each size, against pandas and polars doing the same on the same customers.

    python -m bench.tiers [--folder bench/out] [--times 1] [--pandas 1000000]

A threshold, or other weights: customers, contribution, balance and cost to serve by tier, region and type. A migration:
the same sums by tier now, tier a year before and desk (region, type, branch and manager); with other weights both years
are scored anew. All three give the same table. The lines `with all else` are ours alone: what the page draws first,
which is those sums and ties, borderline customers, the spread, staff hours and fairness; `what follows` adds moves and
capacity, `in full` leakage and who reaches the best tier at equal value, which ask the book.

The peers hold two years of customers in memory already (loading is not counted) and know the scores before a threshold
moves; we hold the customers of both years and the ranking of the weights, as the page does: what that takes to read,
in time and memory, is said first. A share in money moves both cuts, as the second tier keeps its size. With `--times`
all hold every customer of a book so many times. Larger banks than `--pandas` are not asked of pandas. The clock is
told, and the processor's time, which other programs change less. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from bench.build import FOLDER
from bench.machine import alternating_ms, describe
from bench.tier_copies import hold
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
from crm_core.rooms.tiers.answers.outline import group_rows
from crm_core.rooms.tiers.answers.tiering import rules_of
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.cutting.tier_sums import tier_sums
from crm_core.rooms.tiers.cutting.year import read_year
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
WHOLE_OF = "  with all else,"
GOLDEN = 0.618033988749895
MIN_RUNS, MAX_RUNS, SECONDS = 5, 200, 0.5
"""How often a move is timed: for so many seconds each, within these bounds."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--pandas", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(describe("duckdb", "numpy", "pandas", "polars"), "\n")
    names = " ".join(f"{name:>9} {'CPU':>8}" for name in ("clientela", "pandas", "polars"))
    print(f"{'customers':>12} {'move, in ms':<34} {names}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        size = int(folder.name) * arguments.times
        path = folder / (folder / "current").read_text().strip()
        peers = Peers(path, WEIGHTS, times=arguments.times, with_pandas=size <= arguments.pandas)
        with open_book(folder) as book:
            compare(size, arguments.times, book, peers)


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


def compare(size: int, times: int, book: Book, peers: Peers) -> None:
    """One book: every move, one line each."""
    remembered, keep, step = Remembered(book), Kept(), count()
    read = remembered.reader
    hold_customers(size, times, read, keep)

    def theirs(in_pandas: Callable, in_polars: Callable) -> dict[str, Callable]:
        """The same of the peers, as far as they hold the customers."""
        held = {"pandas": (in_pandas, peers.pandas), "polars": (in_polars, peers.polars)}
        return {name: partial(of, rows) for name, (of, rows) in held.items() if rows is not None}

    def other_weights() -> tiers.Weights:
        moved = next(step) % 20
        return tiers.Weights(40 - moved, 20 + moved, 10, 10, 10, 10)

    for name, how, by, usual, width, decimals in THRESHOLDS:
        def moved(usual: Cuts = usual, width: float = width, decimals: int = decimals) -> Cuts:
            """Another first threshold at each call, as a slider gives them: none that was seen before."""
            return round(usual[0] + next(step) * GOLDEN % 1 * width, decimals), *usual[1:]

        move = partial(lambda moved, how, by: scheme(moved(), how=how, by=by), moved, how, by)
        line(size, f"threshold, {name}", partial(sums_of, read, keep, move), theirs(
            lambda rows, how=how, by=by, moved=moved: pandas_tiers(rows, rows[by], pandas_cuts(rows, how, by, moved())),
            lambda rows, how=how, by=by, moved=moved: polars_tiers(
                rows, pl.col(by), polars_cuts(rows, how, by, moved()))),
             agree=same_tiers(sums_of(read, keep, partial(scheme, usual, how=how, by=by)), peers, how, by,
                                        usual))
        line(size, f"{WHOLE_OF} {name}", partial(outline_of, read, keep, move))
    line(size, "weights", lambda: sums_of(remembered.fresh(), keep.fresh(), lambda: scheme(weights=other_weights())),
         theirs(lambda rows: pandas_tiers(rows, pandas_score(rows, other_weights()), CUTS),
                lambda rows: polars_tiers(rows, polars_score(other_weights()), CUTS)))
    line(size, f"{WHOLE_OF} weights", lambda: outline_of(remembered.fresh(), keep.fresh(),
                                                         lambda: scheme(weights=other_weights())))

    def moves(weights: tiers.Weights = WEIGHTS, values: Cuts = CUTS) -> pd.DataFrame:
        rules = [rules_of(read, scheme(values, weights=weights), back=back, keep=keep) for back in (0, 1)]
        return cells(read, *rules, apart=True, keep=keep)

    def moved_cuts() -> Cuts:
        return round(CUTS[0] + next(step) * GOLDEN % 1 * 5, 1), CUTS[1]

    line(size, "migration", lambda: moves(values=moved_cuts()), theirs(
        lambda rows: pandas_moves(rows, moved_cuts()), lambda rows: polars_moves(rows, moved_cuts())),
         agree=same_moves(moves(), peers, CUTS))
    line(size, "migration, weights", lambda: (keep.fresh(), moves(other_weights())), theirs(
        lambda rows: pandas_moves(rows, CUTS, other_weights()), lambda rows: polars_moves(rows, CUTS, other_weights())))
    elsewhere = ((CUTS[0] + moved % 50 / 10, CUTS[1]) for moved in step)
    for name, rule in (("what follows", tiers.Hold()), ("what follows, stability rule", tiers.Hold(2.0, 2))):
        line(size, name, lambda rule=rule: tiers.tiering(
            read, replace(scheme(next(elsewhere)), hold=rule), keep=keep, in_full=False))
    if times == 1:
        line(size, "in full", lambda: tiers.tiering(remembered.fresh(), scheme(next(elsewhere)), keep=keep))
    if peers.pandas is not None:
        values = peers.pandas["contribution"].dropna().to_numpy()
        finest = tiers.natural_breaks(values, 4, bins=FINEST).gvf
        fit = tiers.natural_breaks(values, 4).gvf
        line(size, "natural breaks, 4 classes", lambda: tiers.natural_breaks(values, 4), agree=finest - fit < 1e-5)


def sums_of(read: Reader, keep: Kept, move: Callable[[], tiers.Scheme]) -> pd.DataFrame:
    """What the peers answer too: customers and money by tier, region and type."""
    moved = move()
    year = read_year(read, moved, keep=keep)
    return group_rows(tier_sums(moved, year).sums, year.groups)


def outline_of(read: Reader, keep: Kept, move: Callable[[], tiers.Scheme]) -> tiers.Outline:
    """What the page draws first."""
    return tiers.outline(read, move(), keep=keep)


def hold_customers(size: int, times: int, read: Reader, keep: Kept) -> None:
    """Read the customers of three years, and say what that took, and what the last two take."""
    began = time.perf_counter(), time.process_time()
    rolls, places = hold(read, keep, times)
    seconds, processor = time.perf_counter() - began[0], time.process_time() - began[1]
    held = [places[0].places, places[0].left]
    for each in rolls[:2]:
        held += [each.groups, each.desks, each.depths, *each.money.values(), each.points.points,
                 *each.points.gaps.values()]
    print(f"{size:>12,} {'to read three years, to hold two':<34} {seconds * 1000:>9,.0f} {processor * 1000:>8,.0f}, "
          f"{sum(each.nbytes for each in held) / 1e6:,.0f} MB", flush=True)


def line(size: int, move: str, ours: Callable, theirs: dict[str, Callable] | None = None, *,
         agree: bool | None = None) -> None:
    """Ours, pandas and polars in turn: the clock, and the processor beside it."""
    works = {"ours": ours, **(theirs or {})}
    times = dict(zip(works, alternating_ms([*works.values()], seconds=SECONDS, least=MIN_RUNS, most=MAX_RUNS),
                     strict=True))
    figures = [f"{times[name].clock:>9.1f} {times[name].processor:>8.1f}" if name in times else f"{'–':>9} {'–':>8}"
               for name in ("ours", "pandas", "polars")]
    print(f"{size:>12,} {move:<34} {' '.join(figures)}  {'' if agree is None else 'yes' if agree else 'NO'}",
          flush=True)


if __name__ == "__main__":
    main()
