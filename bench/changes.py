"""Whether changes are dated to their month, and how often quiet books raise an alarm.

    python -m bench.changes                       # dating: simulated series, some minutes
    python -m bench.changes --books 3000,6000 --seeds 11-16 [--by balance,turnover] [--folder FOLDER]

Dating: series of trend, season and noise, in each of which the level shifts in one month: in every month in turn, alone
or beside an outlier twice as large, in the month before or after, the same way or the other. What is counted is the
share of series in which a shift is reported; of those, the share that date it to its month, that name its month as one
of two at most, and that name two. Where an outlier is as the new level is (the month before, the same way) or as the
old one (the month after, the other way), only noise tells them apart.

Books: demo banks of these sizes and seeds. Of the changes in most parts, those that `truths.toml` plants are set apart;
each book with any other is a false alarm.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from bench.machine import describe
from crm_core import open_book
from crm_core.intake.demo import build_demo
from crm_core.intake.demo.truth import truths
from crm_core.rooms import demand
from crm_core.rooms.demand.measures import measure_of
from crm_core.warehouse import Shelf

NEIGHBOURS = {"alone": None, "outlier before, other way": (-1, -2), "outlier before, same way": (-1, 2),
              "outlier after, other way": (1, -2), "outlier after, same way": (1, 2)}
"""Where the outlier is, in months from the shift, and how large it is beside it."""

COUNTS = ["found", "dated", "named", "two"]
"""A shift is reported; in its month; with its month as one of two at most; with two months."""

PLANTED = {"balance": "term_shift", "turnover": "card_outlier"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--sizes", default="4,5,6,8", help="shifts, in standard deviations of the noise")
    parser.add_argument("--series", type=int, default=40, help="series for each month and size")
    parser.add_argument("--books", help="customers of the demo banks, instead of simulated series")
    parser.add_argument("--seeds", default="11-16")
    parser.add_argument("--by", default="balance,turnover")
    parser.add_argument("--folder", type=Path, help="where the demo banks are kept for another time")
    arguments = parser.parse_args()
    print(describe("numpy"), "\n")
    if arguments.books:
        first, _, last = arguments.seeds.partition("-")
        folder = arguments.folder or Path(tempfile.mkdtemp())
        for customers in map(int, arguments.books.split(",")):
            count_alarms(folder, customers, range(int(first), int(last or first) + 1), arguments.by.split(","))
        return
    false_alarms(arguments.months, 25 * arguments.series)
    for size in map(float, arguments.sizes.split(",")):
        date_shifts(arguments.months, size, arguments.series)


def false_alarms(months: int, series: int) -> None:
    """Alarms of series in which nothing happens, by how much of their noise lasts."""
    for lasting in (0.0, 0.4, 0.8):
        rows = quiet(np.random.default_rng(1), series, months, lasting)
        alarms = np.mean([bool(demand.find_changes(row[None, :])) for row in rows])
        print(f"nothing happens, {lasting:.0%} of the noise lasts: {alarms:.1%} of {series} raise an alarm")
    print()


def date_shifts(months: int, size: float, series: int) -> None:
    """Shifts of `size` deviations in every month, alone and beside an outlier."""
    for name, beside in NEIGHBOURS.items():
        rows = {position: quiet(np.random.default_rng(position), series, months, 0.0) for position in range(1, months)}
        table = pd.DataFrame([
            (position, *date_one(rows[position], position, size, beside)) for position in rows
        ], columns=["position", *COUNTS])
        lately = ", ".join(f"{months - row['position']:.0f} months: {row['found']:.0%}, {share(row, 'named')}"
                           for _, row in table.tail(3).iterrows())
        total = table.mean()
        print(f"{size:g} deviations, {name}: found {total['found']:.0%}; of them right month {share(total, 'dated')}, "
              f"one of the months named {share(total, 'named')}, two named {share(total, 'two')}; "
              f"found and named, having lasted {lately}", flush=True)
    print()


def share(row: pd.Series, count: str) -> str:
    return f"{row[count] / row['found']:.1%}" if row["found"] else "–"


def date_one(rows: np.ndarray, position: int, size: float, beside: tuple[int, float] | None) -> np.ndarray:
    """The shares of series by `COUNTS`; in every other one the level falls."""
    counts = np.zeros(len(COUNTS))
    for number, row in enumerate(rows):
        way = -1 if number % 2 else 1
        row[position:] *= np.exp(0.01 * way * size)
        if beside is not None and 0 <= position + beside[0] < len(row):
            row[position + beside[0]] *= np.exp(0.01 * way * size * beside[1])
        shifts = [each for each in demand.find_changes(row[None, :]) if each.kind == "level shift"]
        dated = any(each.position == position for each in shifts)
        counts += [bool(shifts), dated, dated or any(each.other == position for each in shifts),
                   any(each.other is not None for each in shifts)]
    return counts / len(rows)


def quiet(rng: np.random.Generator, series: int, months: int, lasting: float) -> np.ndarray:
    """Rows with a trend, a season and noise of 1%, in which nothing happens."""
    noise = rng.standard_normal((series, months))
    noise[:, 0] /= np.sqrt(1 - lasting**2)
    for month in range(1, months):
        noise[:, month] += lasting * noise[:, month - 1]
    t = np.arange(months)
    return 100 * np.exp(0.004 * t + 0.1 * np.sin(2 * np.pi * t / 12) + 0.01 * noise)


def count_alarms(folder: Path, customers: int, seeds: range, measures: list[str]) -> None:
    """Books with changes in most parts that nobody planted, and those in which the planted one is found."""
    for by in measures:
        books = found = alarms = 0
        for seed in seeds:
            place = folder / f"{customers}-{seed}"
            if not place.exists():
                build_demo(Shelf(place), customers=customers, seed=seed)
            with open_book(place) as book:
                changes = demand.answer(book.reader(), by=measure_of(by)).changes
            spread = changes[changes["where"] == "in most parts"]
            is_planted = spread["month"] == planted_month(by)
            books, found, alarms = books + 1, found + bool(is_planted.any()), alarms + bool((~is_planted).any())
            for row in spread[~is_planted].itertuples():
                print(f"  {customers} customers, seed {seed}, {by}: {row.what}, {row.month:%B %Y}, {row.kind}, "
                      f"{row.size_share:+.1%}")
        planted = f"; the planted change is found in {found}" if by in PLANTED else ""
        print(f"{customers} customers, {by}: {alarms} of {books} books have a change in most parts that is none"
              f"{planted}", flush=True)


def planted_month(by: str) -> pd.Timestamp:
    """The month of what is planted in a measure; none where nothing is."""
    return pd.Timestamp(truths()[PLANTED[by]].where["month"]) if by in PLANTED else pd.NaT


if __name__ == "__main__":
    main()
