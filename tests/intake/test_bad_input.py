"""Files that cannot become a book are refused with a sentence; rows that break a rule are kept with every reason."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from crm_core import contract
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import Limits, build_files
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.text import BLOCK, blocks_of_lines
from crm_core.intake.quarantine import rejected_csv
from crm_core.warehouse import Shelf
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, bring, build, write


def refused(tmp_path, told: str, *, limits: Limits | None = None, **files: str | bytes) -> None:
    """The files are refused with a sentence that matches `told`; nothing is left but the rows that were rejected."""
    with pytest.raises(BuildRefused, match=told) as error:
        build(write(tmp_path / "bank", **files), limits=limits)
    assert "\n" not in str(error.value)
    books = tmp_path / "books"
    assert not books.exists() or {path.name for path in books.iterdir()} <= {"building.lock", "refused"}


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BuildRefused, match=r"There is no folder .*nowhere\. Give the folder"):
        build(tmp_path / "nowhere")


def test_a_missing_file_names_the_nearest_that_is_there(tmp_path):
    refused(tmp_path, r"The required file of 'customers' is not in .*customers\.parquet.*Nearest: custmers\.csv\."
                      r".*python -m crm_core template", customers="", **{"custmers.csv": CUSTOMERS})


def test_an_empty_folder(tmp_path):
    (tmp_path / "bank").mkdir()
    with pytest.raises(BuildRefused, match="The folder holds no other file"):
        build(tmp_path / "bank")


def test_a_wrong_column_says_what_is_there_and_how_to_map_it(tmp_path):
    refused(tmp_path, r"activity\.csv lacks the required column 'month'\. It has: customer_id, product_id, mnth, "
                      r'balance\..*\[activity\.columns\] month = "mnth"', activity=ACTIVITY.replace("month", "mnth"))


def test_a_file_without_any_figure(tmp_path):
    refused(tmp_path, r"activity\.csv has none of balance, turnover, .*at least one must be there",
            activity="customer_id,product_id,month\nC1,LOAN,2026-01\n")


def test_a_column_that_stands_twice(tmp_path):
    refused(tmp_path, r"products\.csv has the column 'name' twice\. Rename or remove one",
            products="product_id,name,family,Name\nLOAN,Loan,loans,x\n")


@pytest.mark.parametrize("content", ["", "\n\n  \n", "\ufeff"])
def test_an_empty_file(tmp_path, content):
    refused(tmp_path, r"customers\.csv is empty\. It needs a header line with the names of its columns: customer_id ",
            **{"customers.csv": content.encode() or b" "})


def test_a_file_of_nothing_but_its_header(tmp_path):
    refused(tmp_path, r"The required table 'activity' has no rows",
            activity="customer_id,product_id,month,balance\n")


def test_a_file_of_which_every_row_is_rejected(tmp_path):
    refused(tmp_path, r"'activity' has 3 rows, and all of them were rejected",
            activity=ACTIVITY.replace("2026-0", "2026/0"))


@pytest.mark.parametrize(("line", "rows_before"), [(3, 0), (40_003, 40_000)])
def test_a_wrong_encoding_names_line_byte_and_remedy(tmp_path, line, rows_before):
    many = b"".join(b"C%d,individual,NORTE,2020-01-01,x\n" % number for number in range(10, 10 + rows_before))
    header = b"customer_id,customer_type,region_id,joined_on,name\n"
    refused(tmp_path, rf'customers\.csv, line {line}: byte 0xE9 is not UTF-8 text\. Write encoding = "cp1252" under '
                      r"\[customers\] in mapping\.toml",
            **{"customers.csv": header + many + "C1,individual,NORTE,2020-01-01,é\n".encode()
                                + "C2,individual,NORTE,2020-01-01,Café\n".encode("cp1252")})


def test_a_wrong_encoding_in_mapping_toml(tmp_path):
    refused(tmp_path, r"customers\.csv, line 2: byte 0x81 is not CP1252 text\. Write the encoding it was saved in",
            **{"customers.csv": CUSTOMERS.replace("NORTE", "Nort\u0081").encode("latin-1"),
               "mapping.toml": "[customers]\nencoding = 'cp1252'\n"})


@pytest.mark.parametrize(("content", "told"), [
    (gzip.compress(ACTIVITY.encode()), r"activity\.csv is a gzip file by its content\. Rename it"),
    (b"%PDF-1.7\nrest", r"activity\.csv is a PDF by its content"),
    (b"PK\x03\x04rest", r"activity\.csv is an Excel or zip file by its content"),
    (b"PAR1rest", r"activity\.csv is a Parquet file by its content"),
])
def test_a_file_that_is_not_what_its_name_says(tmp_path, content, told):
    refused(tmp_path, told, **{"activity.csv": content})


@pytest.mark.parametrize(("name", "content", "told"), [
    ("activity.csv.gz", gzip.compress(ACTIVITY.encode() * 50)[:-20], r"activity\.csv\.gz cannot be .*damaged or cut"),
    ("activity.csv.gz", b"hello", r"activity\.csv\.gz cannot be read \(what is packed in it is damaged or cut off"),
    ("activity.parquet", b"PAR1 and no more", r"activity\.parquet is not a whole Parquet file\. Export it again"),
    ("activity.xlsx", b"hello", r"activity\.xlsx is not a whole Excel file\. Save it again"),
])
def test_a_damaged_file(tmp_path, name, content, told):
    refused(tmp_path, told, activity="", **{name: content})


def workbook(rows: list[list[str]], *, stray: tuple[int, int] | None = None) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if stray:
            sheet.write(*stray, "x")
    return stream.getvalue()


def test_a_half_written_excel_file(tmp_path):
    content = workbook([line.split(",") for line in ACTIVITY.splitlines()])
    refused(tmp_path, r"activity\.xlsx is not a whole Excel file", activity="",
            **{"activity.xlsx": content[:len(content) // 2]})


def test_an_excel_file_whose_bytes_were_changed(tmp_path):
    content = bytearray(workbook([line.split(",") for line in ACTIVITY.splitlines()] * 50))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    content[inside:inside + 40] = bytes(40)
    refused(tmp_path, r"activity\.xlsx is not a whole Excel file", activity="", **{"activity.xlsx": bytes(content)})


def test_an_excel_file_of_another_kind(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(tmp_path, r"activity\.xlsx cannot be read as an Excel file", activity="",
            **{"activity.xlsx": stream.getvalue()})


def test_an_empty_excel_sheet(tmp_path):
    refused(tmp_path, r"activity\.xlsx is empty", activity="", **{"activity.xlsx": workbook([])})


def test_a_gzip_bomb_is_stopped_while_it_unpacks(tmp_path):
    bomb = gzip.compress(ACTIVITY.encode() + b"C1,LOAN,2026-01,1\n" * 300_000)
    refused(tmp_path, r"activity\.csv\.gz has [\d,]+ bytes and unpacks to more than 1,000,000: no table",
            activity="", limits=Limits(unpacked=1_000_000), **{"activity.csv.gz": bomb})
    refused(tmp_path, r"unpacks to more than [\d,]+: no table", activity="",
            limits=Limits(ratio_from=100_000, ratio=20), **{"activity.csv.gz": bomb})


def test_an_excel_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = workbook([line.split(",") for line in ACTIVITY.splitlines()] * 500)
    refused(tmp_path, r"activity\.xlsx has [\d,]+ bytes and unpacks to more than 20,000\. Check that it is the right",
            activity="", limits=Limits(workbook=20_000), **{"activity.xlsx": bomb})


def test_a_stray_cell_far_from_the_table_does_not_fill_the_memory(tmp_path):
    far = workbook([line.split(",") for line in ACTIVITY.splitlines()], stray=(1_048_575, 16_383))
    refused(tmp_path, r"cells as far as row 1,048,576 and column 16,384, more than can be held \(20,000,000 cells\)",
            activity="", **{"activity.xlsx": far})


def test_a_huge_line_is_rejected_without_being_held(tmp_path):
    huge = "C1,LOAN,2026-03-01," + "9" * 3_000_000
    built = build(write(tmp_path / "bank", activity=f"{ACTIVITY}{huge}\nC2,LOAN,2026-03-01,1\n"),
                  limits=Limits(line=10_000))
    (row,) = built.rejected("activity")
    assert (row.line, len(row.raw)) == (5, 2000)
    assert row.reasons == "the line is longer than 10,000 characters: shorten it, or check that the file has line ends"
    assert built.files["activity.csv"].accepted == 4


def test_no_more_of_a_huge_line_is_in_memory_than_a_block_and_the_limit(tmp_path):
    path = tmp_path / "activity.csv"
    path.write_bytes(b"9" * 30_000_000 + b"\nthe next line\n")
    source = Source(contract.ACTIVITY, path, path.name, FileFormat())
    tracemalloc.start()
    lines = [line for block in blocks_of_lines(source, limits=Limits(line=10_000), tick=lambda size: None)
             for line in block.split("\n")]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [len(line) for line in lines] == [pytest.approx(10_000, abs=BLOCK + 1), 13]
    assert peak < 8 * BLOCK


def test_a_huge_header(tmp_path):
    refused(tmp_path, "lacks the required column 'customer_id'", limits=Limits(line=1000), customers="x" * 1_000_000)


def test_a_long_value_within_the_limit_is_kept_whole(tmp_path):
    shape = '{"type": "Polygon", "coordinates": "' + "7" * 600_000 + '"}'
    quoted = shape.replace('"', '""')
    built = bring(tmp_path, regions=f'region_id,name,shape\nNORTE,Norte,"{quoted}"\nSUR,Sur,\n')
    assert built.rows("select shape from regions where region_id = 'NORTE'") == [(shape,)]


WIDTH = "values where the header has 5: add what is missing, or put a value that holds a comma in quotation marks"
QUOTES = """customer_id,customer_type,region_id,joined_on,name
C1,individual,NORTE,2020-01-01,"opens and never closes
C2,individual,NORTE,2020-01-01,fine
C3,individual,NORTE,2020-01-01,"closes" then goes on
C4,individual,NORTE,2020-01-01,12" pipe
C5,individual,NORTE,2020-01-01, "with, a space before"
C6
C7,individual,NORTE,2020-01-01,one,two
C8,individual,NORTE,2020-01-01,nul\0
C9,individual,NORTE,2020-01-01,"two
lines"
"""


def test_quotation_marks_out_of_place_cost_their_own_row_and_no_other(tmp_path):
    built = bring(tmp_path, customers=QUOTES, activity=ACTIVITY + "C5,LOAN,2026-02-01,1\n")
    assert built.rows("select customer_id, name from customers order by 1") == [
        ("C2", "fine"), ("C4", '12" pipe'), ("C5", "with, a space before"), ("C9", "two lines")]
    said = {row.line: row.reasons for row in built.rejected("customers")}
    assert said == {
        2: "a quotation mark opens and is not closed: close it, or double it where it is part of the text",
        4: "text follows a closing quotation mark: double the mark where it is part of the text",
        7: f"1 {WIDTH}",
        8: f"6 {WIDTH}",
        9: "the line holds a control character (code 0): remove it",
    }
    account = built.files["customers.csv"]
    assert (account.lines, account.accepted, account.rejected) == (10, 4, 5)  # the last row takes two lines of the file


def test_a_quotation_mark_never_closed_does_not_swallow_the_file(tmp_path):
    lines = [f"K{number},individual,NORTE,2020-01-01,x" for number in range(30_000)]
    lines[7] = lines[7].replace(",x", ',"x')
    built = build(write(tmp_path / "bank", customers=CUSTOMERS.replace("joined_on", "joined_on,name")
                        .replace("01-01", "01-01,").replace("06-15", "06-15,") + "\n".join(lines) + "\n"))
    assert [row.line for row in built.rejected("customers")] == [11]
    assert built.files["customers.csv"].accepted == 30_001


ROWS = [
    (",business,NORTE,2020-01-01,,,", ["customer_id is empty: every row needs one"]),
    ("C4,Firm,NORTE,2020-01-01,,,", [
        "customer_type 'Firm' is not one of individual, business, corporate: correct it, or translate it in "
        "mapping.toml under [customers.values.customer_type]"]),
    ("C5,business,NORTE,31.12.20,,,", [
        "joined_on '31.12.20' is not a date such as 2026-03-31: write "
        'date_format = "%d.%m.%y" under [customers] in mapping.toml']),
    ("C6,business,NORTE,0202-01-01,,,", ["joined_on '0202-01-01' lies outside 1900 to 2200: correct the year"]),
    ("C7,business,NORTE,epoch,,,", [
        "joined_on 'epoch' is not a date such as 2026-03-31: correct it, or set date_format in mapping.toml"]),
    ("C8,business,NORTE,2020-01-01,2019-12-31,,", [
        "left_on 2019-12-31 is before joined_on 2020-01-01: correct one of them"]),
    ("C9,business,NORTE,2020-01-01,,-1,", ["size_amount '-1' is below 0: correct it"]),
    ("C1,business,NORTE,2020-01-01,,,", [
        "the same customer_id as in line 2 of customers.csv, which was kept: remove one of the two"]),
    ("C10,nobody,,2020-02-30,,ten,F", ["customer_type 'nobody'", "joined_on '2020-02-30'", "size_amount 'ten'",
                                       "credit_grade 'F'"]),
]


def test_every_reason_is_told_with_the_value_the_rule_and_the_remedy(tmp_path):
    header = "customer_id,customer_type,region_id,joined_on,left_on,size_amount,credit_grade\n"
    sound = "C1,individual,NORTE,2020-01-01,,,\nC2,business,SUR,2021-06-15,,,\n"
    built = bring(tmp_path, customers=header + sound + "".join(f"{row}\n" for row, _ in ROWS))
    told = built.rejected("customers")
    assert [(row.line, row.raw) for row in told] == [(number, row) for number, (row, _) in enumerate(ROWS, start=4)]
    for row, (_, expected) in zip(told, ROWS, strict=True):
        reasons = row.reasons.split("; ")
        assert len(reasons) == len(expected), row
        assert all(given.startswith(start) for given, start in zip(reasons, expected, strict=True)), row


def test_a_row_that_was_rejected_does_not_stand_in_the_way_of_a_sound_one_with_its_key(tmp_path):
    rows = [f"C1,SAVINGS,2026-03-01,{balance}\n" for balance in ("abc", "7", "8", "xyz")]
    built = bring(tmp_path, activity=ACTIVITY + "".join(rows))
    assert [(row.line, "the same" in row.reasons, "is not an amount" in row.reasons)
            for row in built.rejected("activity")] == [(5, False, True), (7, True, False), (8, True, True)]
    assert all("line 6" in row.reasons for row in built.rejected("activity") if "the same" in row.reasons)


def test_a_number_out_of_its_range(tmp_path):
    rates = ("product_id,valid_from,margin_rate,capital_rate\n"
             "LOAN,2024-01-01,1.5,\nLOAN,2024-02-01,2%,\nSAVINGS,2024-01-01,0.01,-0.1\nLOAN,2023-01-01,nan,inf\n")
    counted = ACTIVITY.replace("balance", "balance,transactions")
    built = bring(tmp_path, rates=rates, activity=counted.replace(".00", ".00,1.5"),
                  contacts="customer_id,at,channel,resolved,technical_score\nC1,2026-03-04 10:15,phone,maybe,6\n",
                  **{"activity_2.csv": counted.replace(".00", ".00,2.0")})
    told = [row.reasons for row in built.rejected("rates")]
    assert told[0] == "margin_rate '1.5' is above 1: correct it, rates are fractions (0.05 for 5%)"
    assert told[1].startswith("margin_rate '2%' is not a fraction such as 0.05: write it as a fraction, 0.05 for 5%")
    assert told[2].startswith("capital_rate '-0.1' is below 0")
    assert told[3].startswith("margin_rate 'nan' is what programs write for nothing: empty it")
    assert "capital_rate 'inf' is not a fraction" in told[3]
    assert {row.reasons.split(":")[0] for row in built.rejected("activity")} == {
        "transactions '1.5' is not a whole number such as 14"}
    assert built.files["activity_2.csv"].accepted == 3
    (contact,) = built.rejected("contacts")
    assert "resolved 'maybe' is neither true nor false" in contact.reasons
    assert "technical_score '6' is above 5" in contact.reasons


def test_rejected_rows_come_back_as_csv_that_no_spreadsheet_runs(tmp_path):
    bad = ['"=1+1",nobody,NORTE,2020-01-01', "=cmd(),x,SUR,2020-01-01", "-5,x,SUR,2020-01-01", "@sum,x,SUR,x", "-1"]
    built = bring(tmp_path, customers=CUSTOMERS + "\n".join(bad) + "\n")
    with built.shelf.open() as book:
        given = rejected_csv(book, "customers")
        assert rejected_csv(book, "products").decode("utf-8-sig") == "file,line,reason,raw\r\n"
        with pytest.raises(ValueError, match="'custmers' is not one of"):
            rejected_csv(book, "custmers")
    rows = list(csv.DictReader(io.StringIO(given.decode("utf-8-sig"))))
    assert [row["raw"] for row in rows] == [bad[0], f"'{bad[1]}", f"'{bad[2]}", f"'{bad[3]}", "-1"]
    assert [(row["file"], row["line"]) for row in rows] == [("customers.csv", str(line)) for line in range(4, 9)]
    assert all("customer_type" in row["reason"] for row in rows[:4])


def test_the_book_in_use_stays_when_a_build_is_refused(tmp_path):
    first = bring(tmp_path)
    with pytest.raises(BuildRefused):
        build(write(tmp_path / "bank", products=PRODUCTS.replace("family", "kind")))
    assert first.rows("select count(*) as held from activity") == [(3,)]
    assert {path.name for path in (tmp_path / "books").iterdir()} == {
        "current", "building.lock", f"book-{first.fingerprint}.duckdb"}
    assert Shelf(tmp_path / "books").current() == f"book-{first.fingerprint}.duckdb"


def test_too_little_memory_is_said_and_not_thrown(tmp_path):
    with pytest.raises(BuildRefused, match=r"^The build stopped: Out of Memory.*Give it more memory \(--memory\)"):
        build_files(write(tmp_path / "bank"), Shelf(tmp_path / "books"), memory_limit="1MB", threads=1)
    assert [path.name for path in (tmp_path / "books").iterdir()] == ["building.lock"]


@pytest.mark.every_mart
def test_sums_that_no_book_holds_are_said_and_not_thrown(tmp_path):
    rows = "".join(f"{customer},LOAN,2025-01,9999999999999999\n" for customer in ("C1", "C2"))
    refused(tmp_path, r"more than 16 digits before the decimals.*Give every amount in thousands",
            customers=CUSTOMERS.replace("business,SUR", "individual,NORTE"),
            activity=f"customer_id,product_id,month,balance\n{rows}")
