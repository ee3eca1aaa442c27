"""What a period costs to ask for, at each size, against pandas summing the same months.

    python -m bench.periods [--folder bench/out]

Clientela asks the open book every time, as a page does at the first click: which periods there are, the months of one
with the year before, and the profit and loss account of every region over both. The peer holds the cube in memory
already (loading is not counted) and masks and sums its months; it does not know which months are whole. The rows of
the cube are shown: they do not grow with the customers. The processor's time of the sums stands beside the clock's,
because another program may hold that. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from bench.build import FOLDER
from bench.machine import describe, median_ms
from crm_core import open_book, periods
from crm_core.question import Question, Reader
from crm_core.rooms.regions.answer import PROFIT, SPREADS

KINDS = ("trailing", "year", "year_to_date", "quarter", "month")
LINES = ("net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge", "contribution")
CUBE = Question("cube", "select month, region_id, " + ", ".join(f"cast({line} as double) as {line}" for line in LINES)
                + " from change_months where product_id <> ''")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb", "pandas"), "\n")
    print(f"{'customers':>12} {'cube rows':>10} {'period':<13} {'which ms':>9} {'sums ms':>8} {'CPU ms':>7} "
          f"{'chance ms':>10} {'pandas ms':>10}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        with open_book(folder) as book:
            read, cube = book.reader(), book.read(CUBE)
            for kind in KINDS:
                line(int(folder.name), read, cube, kind)


def line(size: int, read: Reader, cube: pd.DataFrame, kind: str) -> None:
    period = periods.chosen(read, kind)
    before = period.before()

    def which() -> None:
        periods.offered(read)
        periods.compared(read, periods.chosen(read, kind))

    def sums() -> pd.DataFrame:
        return read(PROFIT, **period.parameters(), **before.parameters("before_"))

    def plain() -> list[pd.DataFrame]:
        return [cube[cube["month"].between(pd.Timestamp(each.first_month), pd.Timestamp(each.last_month))]
                .groupby("region_id")[list(LINES)].sum() for each in (period, before)]

    ours = sums()
    agree = all(np.allclose(ours[ours["years_before"] == back].set_index("region_id")["contribution"],
                            theirs["contribution"], atol=0.005) for back, theirs in enumerate(plain()))
    chance = median_ms(lambda: read(SPREADS, **period.parameters()))
    print(f"{size:>12,} {len(cube):>10,} {kind:<13} {median_ms(which):>9.1f} {median_ms(sums):>8.1f} "
          f"{cpu_ms(sums):>7.1f} {chance:>10.1f} {median_ms(plain):>10.1f}  {agree}", flush=True)


def cpu_ms(work: Callable[[], object], *, times: int = 15) -> float:
    """Milliseconds of all cores together that `work` takes, as a mean."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


if __name__ == "__main__":
    main()
