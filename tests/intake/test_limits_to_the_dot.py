"""What stands exactly at a limit is taken, one beyond it is not: every limit of the intake, by both its sides."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile

import pytest
import xlsxwriter

from crm_core import contract
from crm_core.intake.berka import lines
from crm_core.intake.demo import bank
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import Limits, plain_text, text
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.sifter import UNIT, Sifter
from crm_core.language.stored import told
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


@pytest.mark.parametrize("way", ["as it lies", "in quotes", "behind the beginning"])
def test_a_line_may_have_just_as_many_characters_as_the_limit(tmp_path, monkeypatch, way):
    limits = Limits(line=100)
    header, *people = CUSTOMERS.splitlines()
    lines = [f"{header},name", *(f"{person}," for person in people)]
    for number in (3, 4):  # the first just as long as the limit, the second one longer
        begins = f"C{number},individual,NORTE,2020-01-01,"
        lines.append(begins + "x" * (limits.line - len(begins) + number - 3))
    if way == "in quotes":
        lines.append('C5,individual,NORTE,2020-01-01,"in quotes"')  # lines are then read one by one
    if way == "behind the beginning":
        monkeypatch.setattr(plain_text, "_BEGINNING", 150)  # DuckDB meets the long line first
    built = build(write(tmp_path / "bank", customers="\n".join(lines) + "\n"), limits=limits)
    (long,) = built.rejected("customers")
    assert long.line == 5
    assert "is longer than 100 characters" in long.reasons


def test_a_line_over_several_blocks_of_a_file_shows_that_it_is_longer_than_the_limit(tmp_path, monkeypatch):
    """Wherever in the line a block ends: each line of 21 ends at another place of a block of 7."""
    monkeypatch.setattr(text, "BLOCK", 7)
    path = tmp_path / "customers.csv"
    lengths = [20, 19, *[21] * 7, 60, 3]
    path.write_text("\n".join("x" * length for length in lengths))
    source = Source(contract.CUSTOMERS, path, path.name, FileFormat())
    blocks = list(text.blocks_of_lines(source, limits=Limits(line=20), tick=lambda size: None))
    read = [len(line) for block in blocks for line in block.split("\n")]
    assert [min(length, 21) for length in read] == [min(length, 21) for length in lengths]
    assert max(read) <= 20 + 1 + 7


def sifted(*lines: str, limits: Limits) -> tuple[int, list[str]]:
    """How many rows of two values are sound, and what is said of each line that is not."""
    sound, unsound = io.StringIO(), io.StringIO()
    sifter = Sifter(sound, unsound, delimiter=",", width=2, needed=2, limits=limits, lines_before=0)
    sifter.take("\n".join(lines))
    sifter.finish()
    rejected = unsound.getvalue().split("\n")[:-1]
    return sound.getvalue().count("\n"), [told(each.split(UNIT)[2]).split(":")[0] for each in rejected]


LONGER = "the line is longer than 9 characters"
OPEN, FEWER = "a quotation mark opens and is not closed", "1 values where the header has 2"


@pytest.mark.parametrize(("lines", "sound", "rejected"), [
    (["a,3456789"], 1, []), (["a,34567890"], 0, [LONGER]), (["a,3456789", "a,34567890"], 1, [LONGER]),
    (['"a","678"'], 1, []), (['"a","6789"'], 0, [LONGER]),
    (['a,"45', '78"'], 1, []), (['a,"45', '789"'], 0, [OPEN, FEWER]),
    (['a,"', "6", '8"'], 1, []), (['a,"', "", "", '8"'], 0, [OPEN, FEWER]),
])
def test_a_row_may_be_as_long_and_run_over_as_many_lines_as_the_limits(lines, sound, rejected):
    """Line breaks inside quotes count."""
    assert sifted(*lines, limits=Limits(line=9, lines_of_a_row=3)) == (sound, rejected)


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
