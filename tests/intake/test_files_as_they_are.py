"""Texts as systems and spreadsheets write them: separator, header, padding, encoding and marks are found, and told."""

from __future__ import annotations

import pytest

from crm_core.intake.draft import BuildRefused
from crm_core.intake.report import report
from crm_core.language.chosen import in_language
from tests.intake.own_files import ACTIVITY, CUSTOMERS, as_read, bring
from tests.intake.test_files import BALANCES, SMALL_BANK

NAMED = "customer_id,customer_type,region_id,joined_on,name\nC1,individual,Cádiz,2020-01-01,Núñez\n" \
        "C2,business,Málaga,2021-06-15,Peña e Hijos\n"


def reading(built, file: str) -> str:
    return as_read(built.files[file].reading)


def in_year(year: int) -> str:
    """The small bank's activity, so that it may stand beside that of other years."""
    return ACTIVITY.replace("2026", str(year))


def years_held(built) -> dict[int, list[tuple]]:
    """The rows of activity by year, each as it stands in the year of the small bank."""
    held: dict[int, list[tuple]] = {}
    for customer, product, month, balance in built.rows(BALANCES):
        held.setdefault(int(month[:4]), []).append((customer, product, f"2026{month[4:]}", balance))
    return held


def test_any_separator_is_found_and_told(tmp_path):
    words = {";": "semicolon", "\t": "tab", "|": "bar", "~": "~", "^": "^", "\x01": "\x01"}
    files = {f"activity_{year}.csv": in_year(year).replace(",", separator)
             for year, separator in enumerate(words, 2001)}
    built = bring(tmp_path, activity="", **files)
    assert years_held(built) == dict.fromkeys(range(2001, 2007), SMALL_BANK)
    assert [reading(built, file) for file in files] == [f"separated by: {word}" for word in words.values()]


def test_a_first_line_that_names_the_separator_is_no_row(tmp_path):
    files = {f"activity_{year}.csv": f"{first}\n{in_year(year).replace(',', ';')}"
             for year, first in enumerate(("sep=;", '"sep=;"', "SEP=;"), 2001)}
    built = bring(tmp_path, activity="", **files)
    assert years_held(built) == dict.fromkeys(range(2001, 2004), SMALL_BANK)
    accounts = [built.files[file] for file in files]
    assert [(each.lines, each.header, each.accepted) for each in accounts] == [(5, 2, 3)] * 3
    assert [as_read(each.reading) for each in accounts] == ["its first line names the separator"] * 3


def test_a_text_of_any_name(tmp_path):
    files = {f"activity_{year}.{kind}": in_year(year).replace(",", "\t")
             for year, kind in enumerate(("txt", "tsv", "dat", "prn"), 2001)}
    assert years_held(bring(tmp_path, activity="", **files)) == dict.fromkeys(range(2001, 2005), SMALL_BANK)


def test_titles_above_the_header_and_a_total_below_are_set_aside_and_counted(tmp_path):
    text = f"Activity of the bank\nAs of,October\n\n{ACTIVITY}\nTotal,,,5210.00\n"
    built = bring(tmp_path, activity=text)
    assert built.rows(BALANCES) == SMALL_BANK
    account = built.files["activity.csv"]
    assert (account.lines, account.header, account.accepted, account.rejected, account.blank) == (9, 4, 3, 0, 2)
    assert as_read(account.reading) == ("header found in line 4; line 9 set aside as a total or remark: "
                                        "Total 5210.00")


def test_a_customer_called_total_is_a_customer(tmp_path):
    people = CUSTOMERS.replace("joined_on", "joined_on,name").replace("-01\n", "-01,Total\n")
    built = bring(tmp_path, customers=people.replace("-15\n", "-15,Total\n"))
    assert built.rows("select name from customers") == [("Total",), ("Total",)]


def test_the_line_of_the_header_may_be_said(tmp_path):
    text = f"customer_id,product_id,month,balance\nof the core,of the core,,EUR\n{ACTIVITY}"
    built = bring(tmp_path, activity=text, **{"mapping.toml": "[activity]\nheader_row = 3\n"})
    assert built.rows(BALANCES) == SMALL_BANK
    assert built.files["activity.csv"].header == 3


def padded(text: str) -> str:
    rows = [line.split(",") for line in text.splitlines()]
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    return "".join("".join(value.ljust(width) for value, width in zip(row, widths, strict=True)) + "\n" for row in rows)


def test_columns_padded_with_blanks_are_read(tmp_path):
    built = bring(tmp_path, activity="", **{"activity.txt": padded(ACTIVITY)})
    assert built.rows(BALANCES) == SMALL_BANK
    assert reading(built, "activity.txt") == "columns padded with blanks"


def test_padded_columns_with_blanks_and_holes_are_cut_where_all_lines_are_blank(tmp_path):
    built = bring(tmp_path, customers="", **{"customers.txt": padded(NAMED)})
    assert built.rows("select region_id, name from customers order by customer_id") == [
        ("Cádiz", "Núñez"), ("Málaga", "Peña e Hijos")]


def test_a_value_over_the_edge_of_a_guessed_column_is_rejected_and_never_cut(tmp_path):
    rows = "".join(f"K{number},individual,Norte,2020-01-01,Ana de {number}\n" for number in range(300))
    built = bring(tmp_path, customers="", **{
        "customers.txt": padded(NAMED + rows) + "C3           individual business Norte 2020-01-01  Ana\n"})
    account = built.files["customers.txt"]
    assert (account.lines, account.header, account.accepted, account.rejected) == (304, 1, 302, 1)
    assert "a value reaches over the edge of its column" in built.rejected("customers")[0].reasons


def test_widths_and_names_may_be_said(tmp_path):
    mapping = ('[activity]\nwidths = [2, 7, 6, 7]\nnames = ["who", "what", "when", "how much"]\ndate_format = "%Y%m"\n'
               '[activity.columns]\ncustomer_id = "who"\nproduct_id = "what"\nmonth = "when"\nbalance = "how much"\n')
    rows = "C1SAVINGS202601 100.00\nC1SAVINGS202602 110.00\nC2LOAN   2026025000.00\nC2LOAN   2026035000.001\n"
    built = bring(tmp_path, activity="", **{"activity.dat": rows, "mapping.toml": mapping})
    assert built.rows(BALANCES) == SMALL_BANK
    account = built.files["activity.dat"]
    assert (account.lines, account.header, account.accepted, account.rejected) == (4, 0, 3, 1)
    assert "reaches over the edge of its column" in built.rejected("activity")[0].reasons


def test_a_file_without_a_header_names_its_columns_by_number(tmp_path):
    rows = " 00001 20250301  5   29.69\n 00001 20250401  1  129.69\n 00002 20250301 12    9.60\n"
    with pytest.raises(BuildRefused, match=r"It has no header, and these columns: column 1 \(00001\), column 2 "
                                           r"\(20250301\), column 3 \(5\), column 4 \(29\.69\)\. .*map it"):
        bring(tmp_path / "a", activity="", **{"activity.txt": rows})
    mapping = ('[activity.columns]\ncustomer_id = "column 1"\nmonth = "column 2"\ntransactions = "column 3"\n'
               'turnover = "column 4"\n[activity.fixed]\nproduct_id = "LOAN"\n')
    people = CUSTOMERS.replace("C1", "00001").replace("C2", "00002")
    built = bring(tmp_path / "b", customers=people, activity="", **{"activity.txt": rows, "mapping.toml": mapping})
    assert built.rows("select customer_id, cast(month as varchar), transactions, cast(turnover as varchar) "
                      "from activity order by all") == [
        ("00001", "2025-03-01", 5, "29.69"), ("00001", "2025-04-01", 1, "129.69"), ("00002", "2025-03-01", 12, "9.60")]
    assert reading(built, "activity.txt") == "columns padded with blanks; no header; month as yyyymmdd"


def test_a_header_of_months_is_a_header(tmp_path):
    with pytest.raises(BuildRefused, match="It has: customer, 202601, 202602"):
        bring(tmp_path, activity="customer,202601,202602\nC1,5,6\nC2,7,8\n")


def of_customers(text: str, number: int) -> str:
    """A file of customers as others of its like, so that it may stand beside them."""
    return text.replace("C1", f"A{number}").replace("C2", f"B{number}")


def test_the_encoding_is_found_and_told(tmp_path):
    encodings = ("cp1252", "latin-1", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    files = {f"customers_{number}.csv": of_customers(NAMED, number).encode(encoding)
             for number, encoding in enumerate(encodings)}
    built = bring(tmp_path, customers=CUSTOMERS, **files)
    held = built.rows("select customer_id, region_id, name from customers where name is not null order by 1")
    assert held == [*((f"A{number}", "Cádiz", "Núñez") for number in range(len(encodings))),
                    *((f"B{number}", "Málaga", "Peña e Hijos") for number in range(len(encodings)))]
    assert {encoding: reading(built, file) for encoding, file in zip(encodings, files, strict=True)} == {
        encoding: f"encoding {'cp1252' if encoding == 'latin-1' else encoding}" for encoding in encodings}


NAMES = [
    ("cp1250", "Łukasz Żółć"), ("iso8859-2", "Paweł Święty"), ("cp1250", "Jiří Dvořák"), ("cp1251", "Иван Петров"),
    ("cp1253", "Γιώργος Παπάς"), ("cp1254", "Ayşe Yıldız"), ("cp1252", "Søren Ågård"), ("cp1252", "João Conceição"),
]


def test_names_of_other_languages_come_out_as_they_were_saved(tmp_path):
    files = {f"customers_{number}.csv": of_customers(
        NAMED.replace("á", "a").replace("Núñez", name).replace("Peña e Hijos", name), number).encode(encoding)
        for number, (encoding, name) in enumerate(NAMES)}
    built = bring(tmp_path, customers=CUSTOMERS, **files)
    held = built.rows("select customer_id, name from customers where name is not null order by 1")
    assert held == [(f"{letter}{number}", name) for letter in "AB" for number, (_encoding, name) in enumerate(NAMES)]


def test_an_encoding_that_was_said_is_not_guessed(tmp_path):
    built = bring(tmp_path, **{"customers.csv": NAMED.encode("cp1252"),
                               "mapping.toml": "[customers]\nencoding = 'cp850'\n"})
    assert built.rows("select region_id from customers order by customer_id") == [("Cßdiz",), ("Mßlaga",)]
    assert reading(built, "customers.csv") == ""


def test_rows_may_end_before_their_last_optional_columns(tmp_path):
    rows = "C3,individual,SUR,2020-01-01\nC4\n\"C5\",individual,SUR,2020-01-01\n"
    built = bring(tmp_path, customers=CUSTOMERS.replace("joined_on", "joined_on,name,industry") + rows)
    assert built.rows("select customer_id from customers order by all") == [("C1",), ("C2",), ("C3",), ("C5",)]
    (short,) = built.rejected("customers")
    assert (short.line, short.raw) == (5, "C4")
    assert reading(built, "customers.csv") == "rows that end before the last columns: 4"


def test_ids_with_characters_that_nobody_sees_meet(tmp_path):
    people = CUSTOMERS.replace("C1", "C\u200b1").replace("NORTE", "Ca\u0301diz")
    people += "C3\u00a0,individual,C\u00e1diz,2020-01-01\n"
    built = bring(tmp_path, customers=people, activity=ACTIVITY + "\ufeffC3,LOAN,2026-02-01,5\n")
    assert built.rows("select customer_id, region_id from customers order by all") == [
        ("C1", "C\u00e1diz"), ("C2", "SUR"), ("C3", "C\u00e1diz")]
    assert built.files["activity.csv"].accepted == 4
    assert reading(built, "customers.csv") == "ids cleaned of invisible or decomposed characters (rows: 1)"


def test_a_left_on_beyond_all_years_is_none_and_told(tmp_path):
    rows = ("C1,individual,N,2020-01-01,9999-12-31\nC2,business,N,2020-01-01,2999-01-01\n"
            "C3,business,N,2020-01-01,2025-01-01\nC4,business,N,9999-12-31,\n")
    built = bring(tmp_path, customers=f"customer_id,customer_type,region_id,joined_on,left_on\n{rows}")
    assert built.rows("select customer_id, cast(left_on as varchar) as day from customers order by 1") == [
        ("C1", None), ("C2", None), ("C3", "2025-01-01")]
    assert "joined_on '9999-12-31' lies outside" in built.rejected("customers")[0].reasons
    assert reading(built, "customers.csv") == "left_on beyond all years read as not left (rows: 2)"


def test_a_year_of_two_digits_in_the_wrong_century_is_set_aside(tmp_path):
    rows = "C3,individual,N,14.05.68\n"
    mapping = {"mapping.toml": '[customers]\ndate_format = "%d.%m.%y"\n'}
    built = bring(tmp_path, customers=CUSTOMERS + rows, **mapping)
    assert [row.reasons for row in built.rejected("customers")] == [
        "joined_on '14.05.68' is read as a day that is still to come: correct it, and write years with four digits"]
    assert bring(tmp_path / "b", customers=CUSTOMERS + rows.replace("68", "69"), **mapping).rejected("customers") == []


def test_how_a_file_was_read_is_kept_with_its_account_and_told_in_the_readers_language(tmp_path):
    built = bring(tmp_path, activity=f"sep=;\n{ACTIVITY.replace(',', ';')}")
    with built.shelf.open() as book:
        told = {entry["file"]: entry["reading"] for entry in report(book)["files"]}
        with in_language("es"):
            in_spanish = {entry["file"]: entry["reading"] for entry in report(book)["files"]}
    assert told["activity.csv"] == "its first line names the separator"
    assert told["customers.csv"] == ""
    assert in_spanish["activity.csv"] == "su primera línea indica el separador"
