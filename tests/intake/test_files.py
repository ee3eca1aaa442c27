"""A folder of a bank's own files becomes a book: what is read, in which forms, and how every line is accounted for."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from crm_core.contract import TABLES
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.build import load_order
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, bring, build, write

BALANCES = """
    select customer_id, product_id, strftime(month, '%Y-%m') as month, cast(balance as varchar) as balance
    from activity order by all
"""
SMALL_BANK = [("C1", "SAVINGS", "2026-01", "100.00"), ("C1", "SAVINGS", "2026-02", "110.00"),
              ("C2", "LOAN", "2026-02", "5000.00")]


def test_three_files_make_a_book(tmp_path):
    built = bring(tmp_path)
    assert built.rows(BALANCES) == SMALL_BANK
    assert built.rows("select customer_id, customer_type, region_id from customers order by 1") == [
        ("C1", "individual", "NORTE"), ("C2", "business", "SUR")]
    account = built.files["activity.csv"]
    assert (account.lines, account.header, account.accepted, account.rejected, account.blank) == (4, 1, 3, 0, 0)
    assert built.rows("select title, source from book_info") == [("bank", "files")]


def _as_workbook(path: Path, text: str) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, line in enumerate(text.splitlines()):
            for column, value in enumerate(line.split(",")):
                try:
                    sheet.write_number(number, column, float(value))
                except ValueError:
                    sheet.write_string(number, column, value)


def _as_parquet(path: Path, text: str) -> None:
    source = path.with_suffix(".source")
    source.write_text(text)
    duckdb.execute(f"copy (select * from read_csv('{source}', all_varchar = true)) to '{path}' (format parquet)")
    source.unlink()


DIRTY = ACTIVITY + (
    "C9,SAVINGS,2026-01-01,1.5\nC1,SAVINGS,2026-01-01,7\nC1,LOAN,2026-01-15,8.25\nC2,SAVINGS,2026-01-01,x\n"
)


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "parquet", "xlsx"])
def test_the_same_rows_in_every_form_make_the_same_book(tmp_path, kind):
    folder = write(tmp_path / "bank", activity="")
    path = folder / f"activity.{kind}"
    if kind == "csv":
        path.write_text(DIRTY)
    elif kind == "csv.gz":
        path.write_bytes(gzip.compress(DIRTY.encode()))
    elif kind == "xlsx":
        _as_workbook(path, DIRTY)
    elif kind == "parquet":
        _as_parquet(path, DIRTY)
    built = build(folder)
    assert built.rows(BALANCES) == SMALL_BANK
    first = 4 if kind == "parquet" else 5  # Parquet has no header line
    assert [row.line for row in built.rejected("activity")] == [first, first + 1, first + 2, first + 3]
    reasons = [row.reasons for row in built.rejected("activity")]
    assert "'C9' is not in customers" in reasons[0]
    assert f"line {first - 3} of activity.{kind}" in reasons[1]
    assert "neither the first nor the last day of a month" in reasons[2]
    assert "balance 'x' is not an amount" in reasons[3]
    assert built.rejected("activity")[3].raw == "C2,SAVINGS,2026-01-01,x"


def test_typed_cells_of_excel_and_parquet_are_understood(tmp_path):
    folder = write(tmp_path / "bank", customers="", activity="")
    with xlsxwriter.Workbook(folder / "customers.xlsx") as book:
        book.add_worksheet("Read me").write(0, 0, "see the other sheet")
        sheet = book.add_worksheet("Customers")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(1, 0, ["customer_id", "customer_type", "region_id", "joined_on", "size_amount"])
        sheet.write_row(2, 0, [1001, "individual", "01"])
        sheet.write_datetime(2, 3, dt.date(2020, 1, 31), day)
        sheet.write_formula(2, 4, "=20000.5*2", None, 40001)
    duckdb.execute(f"""copy (select 1001 as customer_id, 'SAVINGS' as product_id, date '2026-02-01' as month,
        cast(12.5 as decimal(9, 1)) as balance, 1e-3 as turnover, 3.0 as transactions)
        to '{folder}/activity.parquet' (format parquet)""")
    built = build(folder)
    texts = "cast(joined_on as varchar), cast(size_amount as varchar)"
    assert built.rows(f"select customer_id, region_id, {texts} from customers") == [
        ("1001", "01", "2020-01-31", "40001.00")]
    texts = "cast(balance as varchar), cast(turnover as varchar), transactions"
    assert built.rows(f"select customer_id, {texts} from activity") == [("1001", "12.50", "0.00", 3)]
    account = built.files["customers.xlsx"]
    assert (account.lines, account.header, account.accepted, account.blank) == (3, 1, 1, 1)


def test_parts_of_a_table_are_read_together_and_a_key_is_unique_across_them(tmp_path):
    header, *rows = ACTIVITY.splitlines()
    built = bring(tmp_path, activity="", **{
        "activity_2024.csv": "\n".join([header, rows[0]]) + "\n",
        "activity_2025.csv.gz": gzip.compress("\n".join([header, rows[0], rows[1], rows[2]]).encode()),
        "rates/one.csv": "product_id,valid_from,margin_rate\nLOAN,2024-01-01,0.03\n",
    })
    assert built.rows(BALANCES) == SMALL_BANK
    assert {name: entry.accepted for name, entry in built.files.items() if "_20" in name or "/" in name} == {
        "activity_2024.csv": 1, "activity_2025.csv.gz": 2, "rates/one.csv": 1}
    (repeated,) = built.rejected("activity")
    assert repeated.line == 2
    assert "as in line 2 of activity_2024.csv" in repeated.reasons


def test_blank_lines_carriage_returns_and_breaks_in_quotes_keep_the_line_numbers_true(tmp_path):
    lines = [
        "\ufeff customer_id ,Customer_Type,region_id,joined_on,name,",   # 1, a mark, loose spaces, another case
        'C1,individual,NORTE,2020-01-01,"Soler,',                        # 2 and 3: one row
        'Hijos ""Ltd""",',
        "",                                                              # 4 blank
        "C2, business ,SUR,2021-06-15,  ,",                              # 5
        ",,,,,",                                                         # 6 blank, as spreadsheets leave them
        "C3,nobody,SUR,2021-06-15,x,",                                   # 7 rejected
        '"C4","individual","SUR","2021-06-15","",""',                    # 8
        "   ",                                                           # 9 blank
    ]
    for number, end in enumerate(["\r\n", "\n"]):
        built = build(write(tmp_path / f"bank{number}", customers=end.join(lines) + end * 2))
        account = built.files["customers.csv"]
        assert (account.lines, account.header, account.accepted, account.rejected, account.blank) == (9, 1, 3, 1, 4)
        assert built.rows("select customer_id, name from customers order by 1") == [
            ("C1", 'Soler, Hijos "Ltd"'), ("C2", None), ("C4", None)]
        (row,) = built.rejected("customers")
        assert (row.line, row.raw) == (7, "C3,nobody,SUR,2021-06-15,x,")


def test_a_file_without_a_last_line_end_loses_nothing(tmp_path):
    assert bring(tmp_path, activity=ACTIVITY.rstrip("\n")).rows(BALANCES) == SMALL_BANK


def test_old_mac_line_ends_are_line_ends(tmp_path):
    assert bring(tmp_path, activity=ACTIVITY.replace("\n", "\r")).rows(BALANCES) == SMALL_BANK


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found_by_the_header(tmp_path, delimiter):
    built = bring(tmp_path, activity=ACTIVITY.replace(",", delimiter))
    assert built.rows(BALANCES) == SMALL_BANK


def test_what_is_not_used_is_said(tmp_path):
    built = bring(tmp_path, **{
        "activity": ACTIVITY.replace("balance", "balance,teller,mood").replace(".00", ".00,T1,:)"),
        "custmers_old.csv": "a,b\n1,2\n", "notes.txt": "hello", ".hidden.csv": "x", "~$activity.xlsx": "lock",
    })
    said = built.suspicions()
    assert "activity.csv" not in said, "what a bank brings beyond the contract is no doubt"
    assert built.rows("select * from book_unused") == [("activity", "activity.csv", "teller, mood")]
    assert "Nearest table: customers" in said["custmers_old.csv"]
    assert "belongs to no table" in said["notes.txt"]
    assert not {".hidden.csv", "~$activity.xlsx"} & set(said)
    assert built.rows(BALANCES) == SMALL_BANK


def test_money_is_rounded_to_the_cent_halves_away_from_zero(tmp_path):
    rows = "C1,SAVINGS,2026-01-01,1.005\nC1,SAVINGS,2026-02-01,-1.005\nC2,LOAN,2026-02-01,1e3\n"
    built = bring(tmp_path, activity="customer_id,product_id,month,balance\n" + rows)
    assert [row[3] for row in built.rows(BALANCES)] == ["1.01", "-1.01", "1000.00"]


def test_the_book_changes_with_the_content_of_a_file_and_with_nothing_else(tmp_path):
    first = build(write(tmp_path / "a" / "bank"))
    again = build(write(tmp_path / "b" / "bank"))
    other = build(write(tmp_path / "c" / "bank", activity=ACTIVITY.replace("110", "111")))
    mapped = build(write(tmp_path / "d" / "bank", **{"mapping.toml": "# only a remark\n"}))
    assert first.fingerprint == again.fingerprint
    assert len({first.fingerprint, other.fingerprint, mapped.fingerprint}) == 3


def test_progress_names_the_file_and_only_grows(tmp_path):
    seen = []
    build(write(tmp_path / "bank"), progress=lambda label, fraction: seen.append((label, fraction)))
    fractions = [fraction for _, fraction in seen]
    assert {"customers.csv", "products.csv", "activity.csv"} <= {label for label, _ in seen}
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_tables_are_loaded_after_those_they_refer_to():
    order = load_order(TABLES)
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers_to:
                assert order.index(column.refers_to.split(".")[0]) < order.index(name)


def test_two_files_that_claim_to_be_the_same_part_are_refused(tmp_path):
    with pytest.raises(BuildRefused, match=r"customers\.csv and customers\.csv\.gz are the same part of 'customers'"):
        bring(tmp_path, **{"customers.csv.gz": gzip.compress(CUSTOMERS.encode())})


def test_an_optional_table_is_judged_like_the_others(tmp_path):
    built = bring(tmp_path, regions="region_id,name\nNORTE,Norte\n", products=PRODUCTS + "CARD,Card,plastic\n")
    assert [row.line for row in built.rejected("customers")] == [3]
    assert "region_id 'SUR' is not in regions: add it there, or correct it" in built.rejected("customers")[0].reasons
    assert "was itself rejected in customers (customers.csv, line 3)" in built.rejected("activity")[0].reasons
    assert "family 'plastic' is not one of deposits" in built.rejected("products")[0].reasons


def test_a_file_with_every_value_in_quotes_is_read_the_same(tmp_path):
    """The short cut for such files finds the seams between values even where values look like seams."""
    names = ["", ",", ",,", ",y", "x,", " , ", "Soler, Hijos"]
    rows = [["name", "customer_id", "customer_type", "region_id", "joined_on"],
            *([name, f"C{number}", "individual", ",", "2020-01-01"] for number, name in enumerate(names)),
            [",", "C99", "nobody", ",", "2020-01-01"]]
    text = "".join(",".join(f'"{value}"' for value in row) + "\n" for row in rows)
    built = bring(tmp_path, customers=text, activity=ACTIVITY.replace("C2", "C3"))
    assert built.rows("select region_id, name from customers order by customer_id") == [
        (",", name.strip() or None) for name in names]
    (row,) = built.rejected("customers")
    assert (row.line, row.raw) == (9, '",","C99","nobody",",","2020-01-01"')
