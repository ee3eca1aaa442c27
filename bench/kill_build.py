"""Builds killed at random moments: the data in use answers as before, and the next build finds nothing in its way.

    python -m bench.kill_build [--times 200] [--seed 1] [--folder bench/out/kill]

Two banks take turns, so that a build that came to its end is told from one that did not. After every kill the book in
use must be a whole one, the one before or the one that was being made, with all its rows; the next build must take
away what was left, and say that it did.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from crm_core.question import Question
from crm_core.warehouse import Shelf

FOLDER = Path(__file__).parent / "out" / "kill"
ROWS = 120_000
PROGRAM = """
import sys
from pathlib import Path
from crm_core.intake.files import build_files
from crm_core.warehouse import Shelf
build_files(Path(sys.argv[1]), Shelf(Path(sys.argv[2])), progress=lambda label, fraction: print(label, flush=True))
"""
HELD = Question("held", "select count(*) as held, min(region_id) as region from activity inner join customers "
                        "using (customer_id)")
SAID = "An earlier build was interrupted."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.folder, ignore_errors=True)
    banks = {name: write_bank(arguments.folder / name, name) for name in ("NORTE", "SUR")}
    shelf = Shelf(arguments.folder / "books")
    for bank in banks.values():
        _finished(bank, shelf)
    steps = len(_steps(banks["NORTE"], arguments.folder / "other"))
    print(f"a build tells of {steps} steps")
    rng, faults, moments = random.Random(arguments.seed), 0, Counter[str]()
    for number in range(arguments.times):
        name = list(banks)[number % 2]
        before = shelf.current()
        label = killed(banks[name], shelf, rng.randint(0, steps), rng.choice((0.0, 0.01, 0.1, 0.5)) * rng.random())
        for fault in faults_after(shelf, before, name):
            faults += 1
            print(f"kill {number} in {label}: {fault}")
        left = [path.name for path in shelf.folder.glob("book.tmp*")]
        moments[f"{'left ' if left else 'nothing left '}in {label}"] += 1
        if number % 10 == 9:
            told = _finished(banks[name], shelf)
            if bool(left) != (SAID in told):
                faults += 1
                print(f"kill {number}: left {left}, and said {told[:200]!r}")
            if leftovers := [path.name for path in shelf.folder.iterdir() if "tmp" in path.name]:
                faults += 1
                print(f"kill {number}: still there: {leftovers}")
    for what, times in moments.most_common():
        print(f"{times:>5} {what}")
    print(f"{arguments.times} kills, {faults} faults")
    sys.exit(bool(faults))


def write_bank(folder: Path, region: str) -> Path:
    """A bank whose build takes a few seconds; `region` tells its book from another's."""
    folder.mkdir(parents=True)
    people = 10_000
    (folder / "products.csv").write_text("product_id,name,family\nLOAN,Loan,loans\n")
    (folder / "customers.csv").write_text("customer_id,customer_type,region_id,joined_on\n" + "".join(
        f"C{number},individual,{region},2020-01-01\n" for number in range(people)))
    (folder / "activity.csv").write_text("customer_id,product_id,month,balance\n" + "".join(
        f"C{number % people},LOAN,2025-{number // people + 1:02}-01,{number}.50\n" for number in range(ROWS)))
    return folder


def killed(bank: Path, shelf: Shelf, after: int, pause: float) -> str:
    """Begin a build and kill it `pause` seconds after it has told of its `after`th step; what it was at work on."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(bank), str(shelf.folder)], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    label = "the start"
    for _ in range(after):
        label = process.stdout.readline().strip() if process.stdout else ""
    time.sleep(pause)
    process.kill()
    told = process.communicate()[0].splitlines()
    return told[-1] if told else label


def faults_after(shelf: Shelf, before: str | None, region: str) -> list[str]:
    """What is wrong with the book in use after a kill."""
    try:
        now = shelf.current()
        with shelf.open() as book:
            row = book.read(HELD).iloc[0]
    except Exception as error:
        return [f"the book does not answer: {error}"]
    if row["held"] != ROWS:
        return [f"the book holds {row['held']} rows"]
    return [] if now == before or row["region"] == region else [f"another book is in use: {now}"]


def _finished(bank: Path, shelf: Shelf) -> str:
    """A build to its end at the command line; what it said."""
    return subprocess.run([sys.executable, "-m", "crm_core", "build", "files", str(bank), "--data", str(shelf.folder)],
                          check=True, text=True, capture_output=True).stdout


def _steps(bank: Path, books: Path) -> list[str]:
    return subprocess.run([sys.executable, "-c", PROGRAM, str(bank), str(books)], check=True, text=True,
                          capture_output=True).stdout.splitlines()


if __name__ == "__main__":
    main()
