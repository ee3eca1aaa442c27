"""The ledger that stands in for the whole one: right in form, its balances add up, and it loads like the real one."""

from __future__ import annotations

import datetime as dt

import pytest

from bench.full_ledger import HEADER, KINDS, ROWS, write_ledger
from tests.intake.berka_bank import Built, real_folder, write_bank


@pytest.fixture
def bank(tmp_path):
    return write_bank(tmp_path / "bank", ledger={})


def test_it_has_as_many_rows_as_the_whole_ledger():
    assert sum(rows for *_, rows, _ in KINDS) == ROWS == 1_056_320


def test_it_is_written_as_the_bank_wrote_it(bank):
    write_ledger(bank, bank / "trans.asc", rows=2000)
    raw = (bank / "trans.asc").read_bytes()
    assert raw.startswith(HEADER.encode())
    assert raw.count(b"\r\n") == raw.count(b"\n") == 2001
    assert b';"PRIJEM";"";' in raw
    assert b';" ";"YZ";"12345678"\r\n' in raw
    assert b'"VYBER KARTOU";' in raw


def test_the_same_seed_writes_the_same_ledger_and_another_seed_another(bank):
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        write_ledger(bank, bank / name, rows=500, seed=seed)
    assert (bank / "first").read_bytes() == (bank / "again").read_bytes()
    assert (bank / "first").read_bytes() != (bank / "other").read_bytes()


def test_its_balances_add_up_and_nothing_is_lost_on_the_way_into_the_book(bank, tmp_path):
    write_ledger(bank, bank / "trans.asc", rows=5000)
    controls = Built(bank, tmp_path / "shelf").controls()
    for name in ("balances that follow from the balance before and the amount",
                 "turnover of the data = amounts of the ledger", "transactions of the data = rows of the ledger"):
        expected, found, agrees, _ = controls[name]
        assert agrees, (name, expected, found)
    assert controls["transactions of the data = rows of the ledger"][0] == 5000


def test_a_whole_ledger_covers_all_real_accounts_to_the_end_of_1998(tmp_path):
    real = real_folder()
    bank = tmp_path / "bank"
    bank.mkdir()
    for name in ("account", "client", "disp", "order", "loan", "card", "district"):
        (bank / f"{name}.asc").symlink_to((real / f"{name}.asc").resolve())
    write_ledger(bank, bank / "trans.asc", rows=40_000)
    book = Built(bank, tmp_path / "shelf")
    assert book.one("select count(distinct account_id), min(month) from account_months") == (4500, dt.date(1993, 1, 1))
    assert book.one("select count(*) from account_months where month = '1998-12-01'") == (4500,)
    assert book.controls()["accounts with movements in the first 15 months"][2]
