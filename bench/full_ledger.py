"""A stand-in for the Czech bank's whole ledger, at its full size, and what building a book from it costs.

    python -m bench.full_ledger FOLDER        FOLDER holds the bank's seven tables

The whole `trans.asc` cannot be had here, only its pieces and its totals. This one is invented: the real accounts, the
real number of rows and amount of every kind of movement, running balances that add up; who did what, when, is chance.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROWS = 1_056_320
LAST_DAY = np.datetime64("1998-12-31")
TABLES = ("account", "client", "disp", "order", "loan", "card", "district")

# type, operation, k_symbol, rows and amount in crowns of the whole ledger, as a third party counted them.
KINDS = (
    ("PRIJEM", "VKLAD", "", 156_743, 2_418_522_949),
    ("PRIJEM", "PREVOD Z UCTU", "", 34_888, 614_007_835),
    ("PRIJEM", "PREVOD Z UCTU", "DUCHOD", 30_338, 167_472_118),
    ("PRIJEM", "", "UROK", 183_114, 27_479_762),
    ("VYDAJ", "VYBER", "", 258_009, 2_105_758_410),
    ("VYDAJ", "VYBER", "SLUZBY", 155_832, 2_744_045),
    ("VYDAJ", "VYBER", "SIPO", 2_811, 22_402_800),
    ("VYDAJ", "VYBER", "SANKC. UROK", 1_577, 37_736),
    ("VYDAJ", "VYBER", "POJISTNE", 23, 23_900),
    ("VYDAJ", "PREVOD NA UCET", " ", 60_972, 117_130_574),
    ("VYDAJ", "PREVOD NA UCET", "SIPO", 115_254, 476_103_616),
    ("VYDAJ", "PREVOD NA UCET", "POJISTNE", 18_477, 24_151_293),
    ("VYDAJ", "PREVOD NA UCET", "UVER", 13_580, 55_253_001),
    ("VYDAJ", "VYBER KARTOU", "", 8_036, 18_170_400),
    ("VYBER", "VYBER", "", 16_666, 208_603_758),
)
AT_MONTH_END = {"UROK", "SLUZBY", "SANKC. UROK"}
HEADER = '"trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"\r\n'


def write_ledger(folder: Path, path: Path, *, rows: int = ROWS, seed: int = 1) -> None:
    """Write `rows` movements of the accounts in `folder` to `path`, byte for byte in the ledger's own format.

    The same seed gives the same file. With fewer rows every kind shrinks alike, but each account keeps its opening.
    """
    random = np.random.default_rng(seed)
    everyone, borrowers, card_holders = _holders(folder)
    counts = [round(kind[3] * rows / ROWS) for kind in KINDS]
    counts[0] += rows - sum(counts)
    parts = []
    for number, (_, operation, k_symbol, _, amount) in enumerate(KINDS):
        holders = borrowers if k_symbol == "UVER" else card_holders if operation == "VYBER KARTOU" else everyone
        accounts, days = _when(random, holders, counts[number], opens=number == 0)
        if k_symbol in AT_MONTH_END:
            days = (days.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
        cents = _amounts(random, counts[number], round(amount * 100 * rows / ROWS))
        parts.append((np.full(counts[number], number), accounts, days, cents))
    kinds, accounts, days, cents = (np.concatenate(part) for part in zip(*parts, strict=True))
    balances = _balances(kinds, accounts, days, cents)
    ids = random.permutation(len(kinds)) + 1
    by_day = np.lexsort((ids, days))
    _write(path, [column[by_day] for column in (ids, accounts, days, kinds, cents, balances)])


def _holders(folder: Path) -> tuple[dict[int, np.datetime64], ...]:
    """account_id → first day, of all accounts, of those with a loan, of those with a card."""
    owned = {row["disp_id"]: row["account_id"] for row in _rows(folder, "disp")}
    return (
        {int(row["account_id"]): _day(row["date"]) for row in _rows(folder, "account")},
        {int(row["account_id"]): _day(row["date"]) for row in _rows(folder, "loan")},
        {int(owned[row["disp_id"]]): _day(row["issued"]) for row in _rows(folder, "card")},
    )


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with open(folder / f"{name}.asc", encoding="ascii", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def _day(text: str) -> np.datetime64:
    return np.datetime64(f"19{text[:2]}-{text[2:4]}-{text[4:6]}")


def _when(random: np.random.Generator, holders: dict[int, np.datetime64], count: int, *, opens: bool) -> tuple:
    """Accounts, the longer open the likelier, and a day of theirs; with `opens`, each on its first day first."""
    ids = np.array(list(holders))
    first = np.array(list(holders.values()))
    lives = (LAST_DAY - first).astype(int) + 1
    picks = random.choice(len(ids), size=count, p=lives / lives.sum())
    days = first[picks] + (random.random(count) * lives[picks]).astype(int)
    if opens:
        picks[:len(ids)] = np.arange(len(ids))
        days[:len(ids)] = first
    return ids[picks], days


def _amounts(random: np.random.Generator, count: int, total: int) -> np.ndarray:
    """Haler amounts, a few large and most small, that add up to `total`."""
    weights = random.lognormal(0, 1, count)
    cents = np.maximum((weights * total / weights.sum()).astype(np.int64), 1)
    if count:
        cents[cents.argmax()] += total - cents.sum()
    return cents


def _balances(kinds: np.ndarray, accounts: np.ndarray, days: np.ndarray, cents: np.ndarray) -> np.ndarray:
    """Each account's balance after each movement; within a day what comes in is booked before what goes out."""
    is_credit = np.array([kind[0] == "PRIJEM" for kind in KINDS])[kinds]
    booked = np.lexsort((~is_credit, days, accounts))
    running = np.cumsum(np.where(is_credit, cents, -cents)[booked])
    starts = np.flatnonzero(np.r_[True, np.diff(accounts[booked]) != 0])
    others = np.repeat(np.r_[0, running[starts[1:] - 1]], np.diff(np.r_[starts, len(booked)]))
    balances = np.empty_like(running)
    balances[booked] = running - others
    return balances


def _write(path: Path, columns: list[np.ndarray]) -> None:
    before_amount = [f'"{kind}";"{operation}";' for kind, operation, *_ in KINDS]
    after_balance = [_ending(operation, k_symbol) for _, operation, k_symbol, *_ in KINDS]
    columns[2] = np.char.replace(columns[2].astype(str), "-", "")
    with open(path, "w", encoding="ascii", newline="") as stream:
        stream.write(HEADER)
        stream.writelines(
            f"{number};{account};{day[2:]};{before_amount[kind]}{cents / 100:.2f};{balance / 100:.2f};"
            f"{after_balance[kind]}\r\n"
            for number, account, day, kind, cents, balance in zip(*columns, strict=True)
        )


def _ending(operation: str, k_symbol: str) -> str:
    if "UCT" in operation or "UCET" in operation:
        return f'"{k_symbol}";"YZ";"12345678"'
    return f'"{k_symbol}";"";"0"' if operation == "VYBER KARTOU" else f'"{k_symbol}";;'


def _build(folder: Path) -> None:
    """Build in a process of its own, so that the peak memory is the build's."""
    import duckdb

    from crm_core.intake.berka import build_berka
    from crm_core.warehouse import Shelf

    started = time.perf_counter()
    book = build_berka(folder, Shelf(folder / "shelf"))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"built in {seconds:.1f} s, peak memory {peak:,.0f} MB, book {book.path.stat().st_size / 1e6:.1f} MB")
    with duckdb.connect(str(book.path), read_only=True) as connection:
        controls = connection.sql("select name, expected, found, agrees from controls").fetchall()
    print(f"{sum(agrees for *_, agrees in controls)} of {len(controls)} control figures agree")
    for name, expected, counted, agrees in controls:
        if not agrees:
            print(f"differs: {name}: {counted:.4g}, known {expected:.4g}")


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        bank = Path(place)
        for name in TABLES:
            (bank / f"{name}.asc").symlink_to((folder / f"{name}.asc").resolve())
        totals = folder / "thirdparty_full_ledger_control_totals.csv"
        if totals.is_file():
            (bank / totals.name).symlink_to(totals.resolve())
        started = time.perf_counter()
        write_ledger(folder, bank / "trans.asc")
        size = (bank / "trans.asc").stat().st_size / 1e6
        print(f"wrote {ROWS:,} rows, {size:.0f} MB, in {time.perf_counter() - started:.1f} s", flush=True)
        subprocess.run([sys.executable, "-m", "bench.full_ledger", "--build", str(bank)], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "--build":
        _build(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
