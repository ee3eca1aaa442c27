"""What spreadsheets and databases make of a bank's files on the way: understood where it is beyond doubt, else the
sentence names the line in `mapping.toml`, or the place, that mends it."""

from __future__ import annotations

import os

import duckdb
import pytest
import xlsxwriter

from crm_core import CannotAnswer
from crm_core.intake.draft import BuildRefused
from tests.intake.own_files import CUSTOMERS, as_read, bring, build, write

HEADER = "customer_id,product_id,month,balance\n"
SOUND = "C1,SAVINGS,2020-01,1\n"


def reason(tmp_path, row: str, *, header: str = HEADER) -> str:
    """Why the row of activity was rejected."""
    (told,) = bring(tmp_path, activity=f"{header}{SOUND}{row}\n").rejected("activity")
    return told.reasons


def test_a_table_whose_rows_were_all_rejected_says_why_kind_by_kind(tmp_path):
    rows = "C1;SAVINGS;2026-01;100,000\nC1;LOAN;2026-01;7,500\nC9;LOAN;2026-01;8\nC1;LOAN;2026-02;1,250\n"
    with pytest.raises(BuildRefused) as refused:
        bring(tmp_path, activity=f"customer_id;product_id;month;balance\n{rows}")
    assert str(refused.value) == (
        "The required table 'activity' has 4 rows, and all of them were rejected. 3 rows (the first in "
        "activity.csv, line 2): balance '100,000' is not an amount such as 1234.56, of 16 digits at most before the "
        "decimals: correct it, or set decimal and thousands in mapping.toml. 1 row (activity.csv, line 4): customer_id "
        f"'C9' is not in customers: add it there, or correct it. The rejected rows with every reason are in {tmp_path}"
        "/books/refused/activity.csv. Correct the file and build again; the book in use stays as it is.")


MONTHS = {
    "Jan 2025": "mmm yyyy", "31.01.2025": "dd.mm.yyyy", "1/31/2025": "mm/dd/yyyy", "01/02/2025": "dd/mm/yyyy",
    "31-01-2025": "dd-mm-yyyy", "20250131": "yyyymmdd", "202501": "yyyymm", "01/2025": "mm/yyyy", "1.2025": "mm.yyyy",
    "2025/01/31": "yyyy/mm/dd", "31/01/2025 00:00": "dd/mm/yyyy",
}
AMOUNTS = {
    '"1.234,56"': ("1.234,56", "1234.56"), '"-12,5"': ("1234,56", "-12.50"), '"1 234,5"': ("1 234,56", "1234.50"),
    '"5,000.00"': ("1,234.56", "5000.00"), '"12,34,567.89"': ("1,234.56", "1234567.89"),
    "1'234.5": ("1'234.56", "1234.50"),
}


def one_file_each(rows: list[str]) -> dict[str, str]:
    """A file for each row, which is of a customer of its own: how one file is read is nothing to the others."""
    people = "".join(f"C{number},business,SUR,2020-01-01\n" for number in range(10, 10 + len(rows)))
    sound = {number: SOUND.replace("C1", f"C{number}") for number in range(10, 10 + len(rows))}
    return {"customers": CUSTOMERS + people, "activity": "",
            **{f"activity_{number}.csv": f"{HEADER}{sound[number]}C{number},LOAN,{row}\n"
               for number, row in enumerate(rows, 10)}}


def of_files(built) -> list[str]:
    """How each file of activity was read, in their order."""
    return [as_read(entry.reading) for file, entry in sorted(built.files.items()) if file.startswith("activity")]


def test_a_month_that_reads_one_way_only_is_read_and_told(tmp_path):
    """01/02/2025 is no exception: a month is given by its first or last day, and the second of January is neither."""
    built = bring(tmp_path, **one_file_each([f"{written},5" for written in MONTHS]))
    read = dict(built.rows("select customer_id, cast(month as varchar) from activity where product_id = 'LOAN'"))
    assert {written: read.get(f"C{number}") for number, written in enumerate(MONTHS, 10)} == {
        written: "2025-02-01" if written == "01/02/2025" else "2025-01-01" for written in MONTHS}
    assert of_files(built) == [f"month as {form}" for form in MONTHS.values()]


def test_an_amount_that_reads_one_way_only_is_read_and_told(tmp_path):
    built = bring(tmp_path, **one_file_each([f"2025-01,{written}" for written in AMOUNTS]))
    read = dict(built.rows("select customer_id, cast(balance as varchar) from activity where product_id = 'LOAN'"))
    assert {written: read.get(f"C{number}") for number, written in enumerate(AMOUNTS, 10)} == {
        written: amount for written, (_, amount) in AMOUNTS.items()}
    assert of_files(built) == [f"amounts as {form}" for form, _ in AMOUNTS.values()]


def test_an_amount_that_may_be_read_two_ways_is_not_guessed(tmp_path):
    told = reason(tmp_path, 'C2,LOAN,2025-01,"5,000"')
    assert told.endswith("correct it, or set decimal and thousands in mapping.toml")


@pytest.mark.parametrize("written", ["(5.00)", "5.00-"])
def test_a_negative_amount_in_a_bookkeepers_hand(tmp_path, written):
    assert reason(tmp_path, f"C2,LOAN,2025-01,{written}").endswith(": write a minus sign before it")


def test_a_spreadsheets_number_of_a_day(tmp_path):
    assert "a spreadsheet's number of a day: format the column as a date" in reason(tmp_path, "C2,LOAN,45658,5")


def test_the_last_day_of_a_month_stands_for_the_month_and_any_other_is_rejected(tmp_path):
    ends = ["2026-01-31", "2024-02-29", "2025-02-28", "2025-04-30 00:00:00"]
    rows = "".join(f"C2,LOAN,{day},1\n" for day in [*ends, "2024-02-28", "2026-01-01"])
    built = bring(tmp_path, activity=HEADER + rows)
    assert built.rows("select cast(month as varchar) as month from activity order by month") == [
        ("2024-02-01",), ("2025-02-01",), ("2025-04-01",), ("2026-01-01",)]
    middle, twice = built.rejected("activity")
    assert middle.reasons.startswith("month '2024-02-28' is neither the first nor the last day of a month")
    assert "the same customer_id, product_id, month as in line 2" in twice.reasons


def test_an_id_that_is_a_databases_word_for_nothing_gathers_nobody(tmp_path):
    """NA is Namibia, and nil may be a name."""
    nothing = ["NULL", "null", "\\N", "NaN", "nan", "None", "#N/A", "#N/D", "#NV", "#REF!", "#VALUE!", "#NAME?",
               "#DIV/0!", "#NUM!", "#NULL!"]
    named = ["NA", "Nil", "N", "0", "#1", "Nulls"]
    rows = "".join(f"{each},individual,NORTE,2020-01-01\n" for each in [*nothing, *named])
    rows += "C3,individual,#N/A,2020-01-01\nC4,individual,NA,2020-01-01\n"
    built = bring(tmp_path, customers=CUSTOMERS.replace("joined_on", "joined_on,name").replace(
        "-01\n", "-01,Null\n").replace("-15\n", "-15,None\n") + rows.replace("-01\n", "-01,null\n"))
    assert [row.reasons.split(":")[0] for row in built.rejected("customers")] == [
        *(f"customer_id '{each}' is what programs write for nothing" for each in nothing),
        "region_id '#N/A' is what programs write for nothing"]
    assert built.rows("select customer_id from customers order by 1") == sorted(
        (each,) for each in ["C1", "C2", *named, "C4"])


def test_zeros_that_a_spreadsheet_ate_and_letters_in_another_case_are_told(tmp_path):
    people = CUSTOMERS.replace("C1", "00123").replace("C2", "c2") + "0,individual,NORTE,2020-01-01\n"
    rows = "123,LOAN,2025-01,1\nC2,LOAN,2025-01,1\nC3,LOAN,2025-01,1\n000,LOAN,2025-01,1\n00123,LOAN,2025-01,1\n"
    built = bring(tmp_path, customers=people, activity=HEADER + rows)
    assert [row.reasons for row in built.rejected("activity")] == [
        "customer_id '123' is not in customers, where '00123' is: write both the same way",
        "customer_id 'C2' is not in customers, where 'c2' is: write both the same way",
        "customer_id 'C3' is not in customers: add it there, or correct it",
        "customer_id '000' is not in customers, where '0' is: write both the same way",
    ]


def test_empty_values_beyond_the_header_are_nothing_and_others_cost_the_row(tmp_path):
    rows = "C3,individual,SUR,2020-01-01,, \n\"C4\",individual,SUR,2020-01-01,,\nC5,individual,SUR,2020-01-01,,x\n"
    bad = "C6,nobody,SUR,2020-01-01,,\n"
    built = bring(tmp_path, customers=CUSTOMERS + rows + bad)
    assert built.rows("select customer_id from customers order by all") == [("C1",), ("C2",), ("C3",), ("C4",)]
    wide, wrong = built.rejected("customers")
    assert wide.reasons.startswith("6 values where the header has 4")
    assert (wrong.line, wrong.raw) == (7, bad.strip("\n"))


def parquet(tmp_path, select: str):
    folder = write(tmp_path / "bank", activity="", customers=CUSTOMERS.replace("C1", "1001"))
    duckdb.execute(f"copy ({select}) to '{folder}/activity.parquet' (format parquet)")
    return build(folder)


def test_ids_that_a_data_frame_turned_into_fractions_are_still_ids(tmp_path):
    built = parquet(tmp_path, "select 1001::double as customer_id, 'LOAN' as product_id, '2026-01' as month, "
                              "2.5::double as balance, 1e15 as turnover")
    assert built.rows("select customer_id, cast(balance as varchar), cast(turnover as varchar) from activity") == [
        ("1001", "2.50", "1000000000000000.00")]


def test_a_moment_of_a_time_zone_is_that_of_utc_on_every_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "America/Lima")
    built = parquet(tmp_path, "select 1001 as customer_id, 'LOAN' as product_id, 5 as balance, "
                              "timestamptz '2026-02-01 00:00:00+00' as month")
    assert built.rows("select cast(month as varchar) from activity") == [("2026-02-01",)]


def test_no_known_column_in_any_line_or_sheet_is_told(tmp_path):
    with pytest.raises(BuildRefused, match="None of these is known: the columns' names must stand in the first line"):
        bring(tmp_path / "a", activity="who,what\nC1,LOAN\n")
    folder = write(tmp_path / "b" / "bank", activity="")
    with xlsxwriter.Workbook(folder / "activity.xlsx") as book:
        book.add_worksheet("Cover").write(0, 0, "Report of the month")
        book.add_worksheet("Data").write_row(0, 0, ["who", "what"])
    with pytest.raises(BuildRefused, match="on another sheet, call that sheet 'activity'"):
        build(folder)


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("gone.csv"), os.mkfifo])
def test_what_is_no_file_is_refused_at_once(tmp_path, make):
    folder = write(tmp_path / "bank")
    make(folder / "rates.csv")
    with pytest.raises(CannotAnswer, match=r"rates\.csv is no file, or points to one that is not there"):
        build(folder)
