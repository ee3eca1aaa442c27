"""A Czech bank small enough to reckon by hand, in the published files' own format; and where the real one is."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import duckdb
import pytest

from crm_core.intake.berka import build_berka
from crm_core.warehouse import Shelf
from tests.intake.own_files import as_read

HEADERS = {
    "account": '"account_id";"district_id";"frequency";"date"',
    "client": '"client_id";"birth_number";"district_id"',
    "disp": '"disp_id";"client_id";"account_id";"type"',
    "order": '"order_id";"account_id";"bank_to";"account_to";"amount";"k_symbol"',
    "loan": '"loan_id";"account_id";"date";"amount";"duration";"payments";"status"',
    "card": '"card_id";"disp_id";"type";"issued"',
    "district": "A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16",
}
LEDGER_HEADER = '"trans_id";"account_id";"date";"type";"operation";"amount";"balance";"k_symbol";"bank";"account"'

TABLES = {
    "account": ['1;7;"POPLATEK MESICNE";930111', '2;8;"POPLATEK TYDNE";930120'],
    "client": ['11;"706213";8', '12;"450204";8', '13;"406009";7'],
    "disp": ['101;11;1;"OWNER"', '102;12;2;"OWNER"', '103;13;2;"DISPONENT"'],
    "order": ['501;1;"YZ";"87144583";200.00;"SIPO"', '502;2;"ST";"89597016";105.30;" "',
              '503;2;"YZ";"89597017";100.00;"UVER"'],
    "loan": ['301;2;930210;1200;12;100.00;"C"'],
    "card": ['201;101;"gold";930205 00:00:00'],
    "district": ['7;"Benesov";"central Bohemia";80000;80;26;6;2;5;46.7;8000;1.50;2.00;125;2159;2674',
                 '8;"Jesenik";"north Moravia";42000;4;13;5;1;3;48.4;9000;?;7.01;100;?;1358'],
}
"""Account 1 is client 11's, with a gold card; account 2 is client 12's, with a loan. Jesenik's 1995 is unknown."""

LEDGER = [
    '9001;1;930111;"PRIJEM";"VKLAD";1000.00;1000.00;"";;',
    '9002;2;930120;"PRIJEM";"VKLAD";500.00;500.00;"";;',
    '9003;1;930121;"VYDAJ";"VYBER";400.00;600.00;"";;',
    # One day, written with what went out first: the ledger booked the interest before the fee.
    '9004;1;930228;"VYDAJ";"VYBER";14.60;590.40;"SLUZBY";;',
    '9005;1;930228;"PRIJEM";"";5.00;605.00;"UROK";;',
    '9006;1;930306;"VYDAJ";"VYBER KARTOU";90.40;500.00;"";"";"0"',
    '9007;1;930310;"VYDAJ";"PREVOD NA UCET";200.00;300.00;"SIPO";"YZ";"87144583"',
    '9008;2;930312;"VYDAJ";"PREVOD NA UCET";100.00;400.00;"UVER";"YZ";"89597017"',
    '9009;2;930320;"VYBER";"VYBER";500.00;-100.00;"";;',
    '9010;2;930331;"VYDAJ";"VYBER";2.00;-102.00;"SANKC. UROK";;',
]


def write_bank(folder: Path, *, ledger: dict[str, list[str]] | None = None, **tables: list[str]) -> Path:
    """Write the tiny bank, with other rows for the named tables; `ledger` maps file names to rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header in HEADERS.items():
        write_file(folder / f"{name}.asc", header, tables.get(name, TABLES[name]))
    for name, rows in (ledger if ledger is not None else {"trans.asc": LEDGER}).items():
        write_file(folder / name, LEDGER_HEADER, rows)
    return folder


def write_file(path: Path, header: str, rows: list[str]) -> None:
    text = "".join(f"{line}\r\n" for line in [header, *rows]).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


class Built:
    """A built book, asked by plain SQL."""

    def __init__(self, folder: Path, shelf: Path) -> None:
        self.published = build_berka(folder, Shelf(shelf), threads=2, accept_rejected=True)
        self._connection = duckdb.connect(str(self.published.path), read_only=True)

    def ask(self, sql: str) -> list[tuple]:
        return [tuple(map(as_read, row)) for row in self._connection.execute(sql).fetchall()]

    def one(self, sql: str) -> tuple:
        (row,) = self.ask(sql)
        return row

    def controls(self) -> dict[str, tuple[float, float, bool, str]]:
        return {row[0]: row[1:] for row in self.ask("select name, expected, found, agrees, note from controls")}

    def close(self) -> None:
        self._connection.close()


def real_folder() -> Path:
    """The real bank's files; skips the test where they are not, fails it where they must be."""
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("CRM_REAL_DATA") or root.parent / "shared" / "data") / "berka"
    if not (folder / "account.asc").is_file():
        if os.environ.get("CRM_REQUIRE_REAL_DATA") == "1":
            pytest.fail(f"The Czech bank's files are required, but {folder} does not hold them.")
        pytest.skip(f"Skipped the real Czech bank: {folder} does not hold its files (set CRM_REAL_DATA).")
    return folder
