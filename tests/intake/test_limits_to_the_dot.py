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


def test_a_rate_a_score_and_a_year_may_be_just_their_least_and_their_most(tmp_path):
    """Each row of its own, so that none is of the same key as another."""
    values = {"rates": {"1": "", "-1": "", "1.000001": "is above 1", "-1.000001": "is below -1"},
              "contacts": {"1": "", "5": "", "5.01": "is above 5", "0.99": "is below 1"},
              "region_economy": {"1900": "", "2200": "", "1899": "is below 1900", "2201": "is above 2200"}}
    built = bring(
        tmp_path,
        rates="product_id,valid_from,margin_rate\n" + "".join(
            f"LOAN,2024-0{month}-01,{value}\n" for month, value in enumerate(values["rates"], 1)),
        contacts="customer_id,at,channel,technical_score\n" + "".join(
            f"C1,2026-03-0{day} 10:15,phone,{value}\n" for day, value in enumerate(values["contacts"], 1)),
        region_economy="region_id,year,gdp\n" + "".join(f"NORTE,{value},5\n" for value in values["region_economy"]))
    for table, of_table in values.items():
        beyond = {line: reason for line, reason in enumerate(of_table.values(), 2) if reason}
        told = {row.line: row.reasons for row in built.rejected(table)}
        assert told.keys() == beyond.keys(), table
        assert all(beyond[line] in told[line] for line in beyond), told


def test_the_month_under_way_is_taken_and_the_next_is_still_to_come(tmp_path):
    this = dt.date.today().replace(day=1)  # noqa: DTZ011 the database's own day
    following = (this + dt.timedelta(days=32)).replace(day=1)
    built = bring(tmp_path, activity=f"{ACTIVITY}C2,LOAN,{this},1\nC2,LOAN,{following},1\n")
    assert ["still to come" in row.reasons for row in built.rejected("activity")] == [True]


@pytest.mark.parametrize("quoted", [False, True])
def test_a_line_may_have_just_as_many_characters_as_the_limit(tmp_path, quoted):
    limits = Limits(line=100)
    header, *people = CUSTOMERS.splitlines()
    lines = [f"{header},name", *(f"{person}," for person in people)]
    for number in (3, 4):  # the first just as long as the limit, the second one longer
        begins = f"C{number},individual,NORTE,2020-01-01,"
        lines.append(begins + "x" * (limits.line - len(begins) + number - 3))
    if quoted:
        lines.append('C5,individual,NORTE,2020-01-01,"in quotes"')  # lines are then read one by one
    built = build(write(tmp_path / "bank", customers="\n".join(lines) + "\n"), limits=limits)
    (long,) = built.rejected("customers")
    assert long.line == 5
    assert "is longer than 100 characters" in long.reasons


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
