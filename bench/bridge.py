"""What changed and why, at each size, against pandas over the rows.

    python -m bench.bridge [--folder bench/out]

Clientela asks the open book every time, as a page does at the first click; the parts by branch and manager come from
the larger cube. The peer holds the 24 months of activity with their money in memory already (loading is not counted),
one row a customer, product and month, and the customers; it finds out who is new, left and stayed, and sums up the
cells that the bridge is made of. Times are milliseconds; the processor's time stands beside ours, because another
program may hold the clock. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import pandas as pd

from bench.build import FOLDER
from bench.machine import describe, median_ms
from crm_core import open_book
from crm_core.question import Question, Reader
from crm_core.rooms import changes

MAX_ROWS = 60_000_000
"""Rows that pandas can hold beside everything else."""
QUESTIONS: dict[str, dict[str, Any]] = {
    "contribution": {}, "a quarter": {"period": "quarter"}, "deposits": {"by": "deposits"},
    "by product": {"parts": "products"}, "by branch": {"parts": "branches"}, "by manager": {"parts": "managers"},
}
ROWS = Question("rows", """
    select customer_id, product_id, month, cast(net_interest_income + fee_income - cost_to_serve - expected_loss
        - capital_charge as double) as contribution
    from activity_money inner join book_months using (month) where months_ago between 0 and 23
""")
PEOPLE = Question("people", "select customer_id, region_id, customer_type, joined_on, left_on from customers")
KEYS = ["region_id", "customer_type", "product_id", "standing"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb", "pandas"), "\n")
    print(f"{'customers':>12} {'question':<14} {'clientela ms':>13} {'CPU ms':>8} {'pandas ms':>11}  agree")
    for folder in sorted(arguments.folder.iterdir(), key=lambda path: int(path.name)):
        compare(folder)


def compare(folder: Path) -> None:
    """One size: every question of ours, and the peer's for the first."""
    with open_book(folder) as book:
        read, size = book.reader(), int(folder.name)
        sizes = {table: len(read(Question("n", f"select 1 from {table}")))
                 for table in ("change_months", "change_desk_months")}
        print(f"{size:>12,} cells: {sizes['change_months']:,}, by branch and manager {sizes['change_desk_months']:,}")
        for name, options in QUESTIONS.items():
            clock, processor = timed(read, options)
            peer, agree = against_rows(read, book.info["activity_rows"]) if not options else ("", "")
            print(f"{size:>12,} {name:<14} {clock:>13.1f} {processor:>8.1f} {peer:>11}  {agree}", flush=True)
        managers = changes.answer(read, parts="managers").parts["part"]
        clock, processor = timed(read, {"manager": next(each for each in managers if each)})
        print(f"{size:>12,} {'one manager':<14} {clock:>13.1f} {processor:>8.1f}", flush=True)


def timed(read: Reader, options: dict[str, Any], times: int = 15) -> tuple[float, float]:
    """Milliseconds of an answer by the clock (median) and of the processor (mean)."""
    clock = median_ms(lambda: changes.answer(read, **options), times=times)
    began = time.process_time()
    for _ in range(times):
        changes.answer(read, **options)
    return clock, (time.process_time() - began) * 1000 / times


def against_rows(read: Reader, rows: int) -> tuple[str, str]:
    """The peer's milliseconds, and whether its change is ours."""
    if rows > MAX_ROWS:
        return "–", ""
    activity, people = read(ROWS), read(PEOPLE)
    clock = median_ms(lambda: cells(activity, people), times=3)
    found = cells(activity, people)
    ours = changes.answer(read)
    news = float((found["contribution"] - found["contribution_before"])[found["standing"] == "new"].sum())
    same = abs(news - float(ours.steps["amount"].iloc[0])) < 1 and abs(
        float(found["contribution"].sum()) - ours.now) < 1
    return f"{clock:,.0f}", str(same)


def cells(activity: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Region × type × product × standing, now and a year before, from rows."""
    rows = activity.merge(people, on="customer_id")
    last = rows["month"].max()
    is_now = rows["month"] > last - pd.DateOffset(years=1)
    joined, left = rows["joined_on"], rows["left_on"]
    a_year_before = rows["month"] - pd.DateOffset(years=1)
    a_year_after = rows["month"] + pd.DateOffset(years=1)
    was = joined < a_year_before + pd.DateOffset(months=1)
    stays = left.isna() | (left >= a_year_after)
    rows["standing"] = "stayed"
    rows.loc[is_now & ~was, "standing"] = "new"
    rows.loc[~is_now & ~stays, "standing"] = "left"
    sums = [rows[here].groupby(KEYS)["contribution"].sum() for here in (is_now, ~is_now)]
    return pd.concat(sums, axis=1, keys=["contribution", "contribution_before"]).fillna(0.0).reset_index()


if __name__ == "__main__":
    main()
