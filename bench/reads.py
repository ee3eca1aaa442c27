"""What a page's questions read: the tables of each, how their rows grow with the customers, and what each takes.

    python -m bench.reads [--folder bench/out]

A question that reads a table with a row for each customer takes longer in a larger bank; one that reads cubes only does
not. For What changed, Overview and Regions, over twelve months and over a quarter, and for the figures that targets
and signals are judged by: each question once, the tables that its SQL names, their rows at each size, and the
milliseconds of the processor, the least of some runs. A table grows where its rows are more than a third of what the
customers grew by between the smallest and the largest book. Run `python -m bench.build` first.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from bench.build import FOLDER
from bench.machine import describe
from crm_core import open_book
from crm_core.figures.actuals import actuals
from crm_core.question import Question, Reader
from crm_core.rooms import changes, overview, regions
from crm_core.scope import Scope

ASKED: dict[str, Callable[[Reader], Any]] = {
    "overview": overview.answer,
    "overview, a quarter": lambda read: overview.answer(read, period="quarter"),
    "changes": changes.answer,
    "changes, a quarter": lambda read: changes.answer(read, period="quarter"),
    "changes, by branch": lambda read: changes.answer(read, parts="branches"),
    "changes, by manager": lambda read: changes.answer(read, parts="managers"),
    "regions": regions.answer,
    "regions, a quarter": lambda read: regions.answer(read, period="quarter"),
    "figures": actuals,
}
TIMES = 7
"""How often each question is put; the least time counts."""
ROWS = Question("rows", "select table_name, estimated_size as row_count from duckdb_tables()")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb"), "\n")
    folders = sorted(arguments.folder.iterdir(), key=lambda path: int(path.name))
    sizes = [int(folder.name) for folder in folders]
    found, rows = [], []
    for folder in folders:
        with open_book(folder) as book:
            found.append(reads(book.reader()))
            counted = book.read(ROWS)
            rows.append(dict(zip(counted["table_name"], counted["row_count"], strict=True)))
    heads = "".join(f"{size:>12,}" for size in sizes)
    print(f"{'CPU ms at customers':<42}{heads}  tables")
    for key, (_, tables) in found[0].items():
        times = "".join(f"{each[key][0]:>12.1f}" if key in each else f"{'–':>12}" for each in found)
        print(f"{key[0] + ': ' + key[1]:<42}{times}  {', '.join(sorted(tables))}")
    print(f"\n{'rows at customers':<42}{heads}  grows with the customers")
    for table in sorted(set().union(*(tables for _, tables in found[0].values()))):
        counts = [each.get(table, 0) for each in rows]
        grows = counts[-1] / max(1, counts[0]) > sizes[-1] / sizes[0] / 3
        print(f"{table:<42}{''.join(f'{count:>12,}' for count in counts)}  {'yes' if grows else ''}")


def reads(read: Reader) -> dict[tuple[str, str], tuple[float, set[str]]]:
    """Answer and question → milliseconds of the processor, and the tables it names."""
    found: dict[tuple[str, str], tuple[float, set[str]]] = {}
    for answer, ask_for in ASKED.items():
        def watched(question: Question, scope: Scope, answer: str = answer, **values: Any) -> Any:
            found[answer, question.name] = (cpu_ms(question, read, scope, values), tables_of(question.sql))
            return read(question, scope=scope, **values)

        ask_for(Reader(watched, read.scope))
    return found


def cpu_ms(question: Question, read: Reader, scope: Scope, values: dict[str, Any]) -> float:
    """The least milliseconds of all cores together that the question takes, put anew each time."""
    anew, least = Question(question.name, question.sql), float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        read(anew, scope=scope, **values)
        least = min(least, time.process_time() - began)
    return least * 1000


def tables_of(sql: str) -> set[str]:
    """The tables of the book that the SQL names, without the steps of its own."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    return {each.name for each in tree.find_all(exp.Table)} - {each.alias for each in tree.find_all(exp.CTE)}


if __name__ == "__main__":
    main()
