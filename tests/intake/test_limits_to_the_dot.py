"""What stands exactly at a limit is taken, one beyond it is not: every limit of the intake, by both its sides."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile

import pytest
import xlsxwriter

from crm_core.intake.berka import lines
from crm_core.intake.demo import bank
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import Limits
from tests.intake.own_files import ACTIVITY, CUSTOMERS, bring, build, write


def rejected(tmp_path, table: str, text: str) -> list[str]:
    return [row.reasons for row in bring(tmp_path, **{table: text}).rejected(table)]


@pytest.mark.parametrize(("value", "reason"), [
    ("1", ""), ("-1", ""), ("1.000001", "is above 1"), ("-1.000001", "is below -1"),
])
def test_a_rate_may_be_just_its_least_and_its_most(tmp_path, value, reason):
    rates = f"product_id,valid_from,margin_rate\nLOAN,2024-01-01,{value}\n"
    assert [reason in each for each in rejected(tmp_path, "rates", rates)] == [True] * bool(reason)


@pytest.mark.parametrize(("score", "reason"), [("1", ""), ("5", ""), ("5.01", "is above 5"), ("0.99", "is below 1")])
def test_a_score_may_be_one_or_five(tmp_path, score, reason):
    contacts = f"customer_id,at,channel,technical_score\nC1,2026-03-04 10:15,phone,{score}\n"
    assert [reason in each for each in rejected(tmp_path, "contacts", contacts)] == [True] * bool(reason)


@pytest.mark.parametrize(("year", "reason"), [
    ("1900", ""), ("2200", ""), ("1899", "is below 1900"), ("2201", "is above 2200"),
])
def test_a_year_may_be_the_first_and_the_last(tmp_path, year, reason):
    economy = f"region_id,year,gdp\nNORTE,{year},5\n"
    assert [reason in each for each in rejected(tmp_path, "region_economy", economy)] == [True] * bool(reason)


def test_the_month_under_way_is_taken_and_the_next_is_still_to_come(tmp_path):
    this = dt.date.today().replace(day=1)  # noqa: DTZ011 the database's own day
    following = (this + dt.timedelta(days=32)).replace(day=1)
    reasons = rejected(tmp_path, "activity", f"{ACTIVITY}C2,LOAN,{this},1\nC2,LOAN,{following},1\n")
    assert ["still to come" in each for each in reasons] == [True]


@pytest.mark.parametrize("beyond", [0, 1])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_line_may_have_just_as_many_characters_as_the_limit(tmp_path, beyond, quoted):
    limits = Limits(line=100)
    begins = "C3,individual,NORTE,2020-01-01,"
    customers = CUSTOMERS.replace("joined_on\n", "joined_on,name\n").replace("\nC", ",\nC").replace("-15\n", "-15,\n")
    customers = customers.replace("name,\n", "name\n") + begins + "x" * (limits.line - len(begins) + beyond) + "\n"
    customers += 'C4,individual,NORTE,2020-01-01,"in quotes"\n' * quoted  # lines are then read one by one
    built = build(write(tmp_path / "bank", customers=customers), limits=limits)
    assert ["is longer than 100 characters" in each.reasons for each in built.rejected("customers")] == [True] * beyond


def test_a_packed_file_may_unpack_to_just_the_limit(tmp_path):
    text = ACTIVITY.encode()
    packed = {"activity.csv.gz": gzip.compress(text)}
    built = build(write(tmp_path / "just" / "bank", activity="", **packed), limits=Limits(unpacked=len(text)))
    assert built.files["activity.csv.gz"].accepted == 3
    with pytest.raises(BuildRefused, match="unpacks to more than"):
        build(write(tmp_path / "beyond" / "bank", activity="", **packed), limits=Limits(unpacked=len(text) - 1))


def test_a_workbook_may_have_just_as_many_bytes_and_cells_as_the_limits(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(ACTIVITY.splitlines()):
            sheet.write_row(row, 0, line.split(","))
    files = {"activity.xlsx": stream.getvalue()}
    with zipfile.ZipFile(stream) as archive:
        size = sum(part.file_size for part in archive.infolist())
    just = build(write(tmp_path / "just" / "bank", activity="", **files), limits=Limits(workbook=size, cells=4 * 4))
    assert just.files["activity.xlsx"].accepted == 3
    for number, limits in enumerate((Limits(workbook=size - 1), Limits(cells=4 * 4 - 1))):
        with pytest.raises(BuildRefused, match=r"unpacks to more than|more than can be held"):
            build(write(tmp_path / f"beyond{number}" / "bank", activity="", **files), limits=limits)


def test_a_ledger_may_have_just_as_many_bytes_as_the_limit(tmp_path, monkeypatch):
    ledger = tmp_path / "trans.asc"
    ledger.write_bytes(b"1\n2\n3\n")
    monkeypatch.setattr(lines, "MAX_BYTES", 6)
    assert [line for block in lines._blocks(ledger) for line in block] == [b"1", b"2", b"3"]
    monkeypatch.setattr(lines, "MAX_BYTES", 5)
    with pytest.raises(BuildRefused):
        list(lines._blocks(ledger))


def test_a_demo_bank_may_have_the_fewest_and_the_most_customers(monkeypatch):
    monkeypatch.setattr(bank, "truths", lambda: (_ for _ in ()).throw(InterruptedError))  # past the check
    for customers in (bank.MIN_CUSTOMERS, bank.MAX_CUSTOMERS):
        with pytest.raises(InterruptedError):
            bank.build_demo(None, customers=customers)
    for customers in (bank.MIN_CUSTOMERS - 1, bank.MAX_CUSTOMERS + 1):
        with pytest.raises(BuildRefused, match="cannot be made"):
            bank.build_demo(None, customers=customers)
