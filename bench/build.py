"""How building grows with the bank: time, peak memory and file size at 100 thousand, 1 and 10 million customers.

    python -m bench.build [--sizes 100000,1000000,10000000] [--memory 6GB] [--folder bench/out]

The books stay in the folder for `python -m bench.pareto`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.machine import describe, run
from crm_core import open_book

SIZES = "100000,1000000,10000000"
FOLDER = Path(__file__).parent / "out"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--memory", default="6GB")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    print(describe("duckdb"), f"· given {arguments.memory}\n")
    print(f"{'customers':>12} {'activity rows':>15} {'seconds':>9} {'CPU-s':>9} {'rows a second':>14} "
          f"{'rows a CPU-s':>13} {'peak MB':>9} {'file MB':>9}")
    for size in map(int, arguments.sizes.split(",")):
        folder = arguments.folder / str(size)
        built = run([sys.executable, "-m", "crm_core", "build", "demo", "--customers", str(size),
                     "--data", str(folder), "--memory", arguments.memory])
        with open_book(folder) as book:
            rows, file_mb = book.info["activity_rows"], book.path.stat().st_size / 1e6
        print(f"{size:>12,} {rows:>15,} {built.seconds:>9.1f} {built.cpu_seconds:>9.1f} "
              f"{rows / built.seconds:>14,.0f} {rows / built.cpu_seconds:>13,.0f} {built.peak_mb:>9,.0f} "
              f"{file_mb:>9,.0f}", flush=True)


if __name__ == "__main__":
    main()
