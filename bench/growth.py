"""How growth's trial judges: growth planted in each way, growth that nothing tells, and how long a question takes.

    python -m bench.growth [--book DIR] [--time [--times N]]

The customers and what is known of them are those of the demo bank (or of DIR); only what they grow by is drawn, with
tails as heavy as a bank's. `--time` measures, on the book as it is; with `--times` every customer that is held counts
as N, for what a larger bank would take once it is held.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from bench.machine import describe
from crm_core import open_book
from crm_core.question import Reader
from crm_core.rooms import growth
from crm_core.rooms.growth.groups import Thresholds
from crm_core.rooms.growth.trial.alike import upper_quartiles
from crm_core.rooms.growth.trial.candidates import CANDIDATES, Candidate, gap, momentum, size
from crm_core.rooms.growth.trial.contest import trial
from crm_core.rooms.growth.trial.expected import expected
from crm_core.rooms.growth.trial.forecast import learn_forecast, matrix
from crm_core.rooms.growth.trial.learning import CUSTOMERS, Learned
from crm_core.scope import Scope

SEEDS, SEEDS_OF_NOTHING = 5, 40


def _judged(read: Reader, years_ago: int) -> dict[str, np.ndarray]:
    customers = read(CUSTOMERS, scope=Scope(), years_ago=years_ago)
    return {name: column[customers["is_new"] == 0] for name, column in customers.items()}


def _noise(customers: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Growth of some part of the revenue, a few customers far more than the others."""
    return 0.1 * (np.abs(customers["revenue"]) + 20) * rng.standard_t(3, len(customers["revenue"]))


def planted(read: Reader) -> pd.DataFrame:
    """One row a way that growth follows and seed: which way won, and growth expected over growth that came, of the
    fifth that it puts first, in a third draw."""
    earlier, later = _judged(read, 2), _judged(read, 1)
    known = [(customers, upper_quartiles(customers)) for customers in (earlier, later)]
    rows = []
    for way in CANDIDATES:
        for seed in range(SEEDS):
            rng = np.random.default_rng(seed)
            grown = [_truth(way, *each) + _noise(each[0], rng) for each in known]
            forecast = learn_forecast(matrix(*known[0]), grown[0], seed=seed)
            scores: dict[Candidate, np.ndarray] = {
                "size": size(later), "momentum": momentum(later), "gap": gap(*known[1]),
                "forecast": forecast(matrix(*known[1]))}
            found = trial(scores, grown[1], seed=seed)
            winner = found.winner or "nobody"
            ratio = np.nan
            if found.winner:
                told = expected(scores[found.winner], grown[1], later["contribution"]).of(
                    scores[found.winner], later["contribution"])[0]
                again = _truth(way, *known[1]) + _noise(later, rng)
                first = np.argsort(-scores[found.winner])[:len(again) // 5]
                ratio = told[first].sum() / again[first].sum()
            rows.append((way, seed, winner, ratio))
    return pd.DataFrame(rows, columns=["growth follows", "seed", "used", "expected / came"])


def _truth(way: str, customers: dict[str, np.ndarray], quartiles: np.ndarray) -> np.ndarray:
    """What customers would grow by without noise; the forecast's is of two things that must come together."""
    if way == "size":
        return 0.1 * customers["revenue"]
    if way == "momentum":
        return 0.5 * momentum(customers)
    if way == "gap":
        return 0.3 * gap(customers, quartiles)
    return 0.5 * np.abs(customers["revenue"]) * ((customers["products_held"] <= 2) & (customers["tenure_months"] < 60))


def nothing(read: Reader) -> float:
    """Of growth independent of everything: the part of the seeds in which nobody is told apart."""
    customers = _judged(read, 1)
    count, told = len(customers["revenue"]), 0
    for seed in range(SEEDS_OF_NOTHING):
        rng = np.random.default_rng(seed)
        scores: dict[Candidate, np.ndarray] = {
            "size": size(customers), "momentum": momentum(customers),
            "gap": gap(customers, upper_quartiles(customers)), "forecast": rng.normal(size=count)}
        told += trial(scores, 100 * rng.standard_t(2, count), seed=seed).winner is not None
    return 1 - told / SEEDS_OF_NOTHING


def _times(learned: Learned, times: int) -> Learned:
    """As if there were so many of every customer."""
    return replace(learned, today={name: np.repeat(column, times) for name, column in learned.today.items()},
                   judged=np.flatnonzero(np.repeat(learned.today["is_new"], times) == 0),
                   falling=np.repeat(learned.falling, times),
                   quartiles=np.repeat(learned.quartiles, times), potential=np.repeat(learned.potential, times),
                   expected=np.repeat(learned.expected, times), pool=np.repeat(learned.pool, times))


def timed(read: Reader, times: int) -> None:
    """Seconds of the clock and of the processor of each question, the best of five."""
    learned = growth.learn(read)
    if times > 1:
        learned = _times(learned, times)
    result = growth.answer_of(read, learned)
    print(f"customers: {len(learned.today['is_new']):,}, used: {learned.winner}; held: "
          f"{sum(each.nbytes for each in learned.today.values()) / 1e6:.0f} MB beside scores")
    for name, ask in (("trying out and learning", lambda: growth.learn(read)),
                      ("the groups", lambda: growth.answer_of(read, learned)),
                      ("a moved threshold", lambda: growth.answer_of(read, learned, thresholds=Thresholds(top=0.1))),
                      ("a list of 200 with reasons", lambda: growth.with_list(result, read, learned)),
                      ("a customer's group", lambda: growth.group_of(read, learned, "C00000001"))):
        taken = []
        for _ in range(2 if "learning" in name else 5):
            began, busy = time.perf_counter(), time.process_time()
            ask()
            taken.append((time.perf_counter() - began, time.process_time() - busy))
        clock, processor = map(min, zip(*taken, strict=True))
        print(f"{name}: {clock:.3f} s, processor {processor:.3f} s")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--times", type=int, default=1)
    chosen = parser.parse_args()
    print(describe("scikit-learn", "numpy", "duckdb"))
    with open_book(chosen.book) as book:
        if chosen.time:
            timed(book.reader(), chosen.times)
            return
        found = planted(book.reader())
        print(found.round(2).to_string(index=False))
        print(f"nobody told apart where nothing tells: {nothing(book.reader()):.0%} of {SEEDS_OF_NOTHING} seeds")


if __name__ == "__main__":
    main()
