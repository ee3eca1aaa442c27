"""Workbooks as people keep them: the sheet and the header are found, errors have names, totals are no rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter

from crm_core import contract
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import Limits
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.old_errors import old_errors
from crm_core.intake.files.workbook import copy_workbook
from tests.intake.old_workbook import old_workbook, old_workbook_with_error
from tests.intake.own_files import ACTIVITY, CUSTOMERS, PRODUCTS, as_read, bring, build, write
from tests.intake.test_files import BALANCES, SMALL_BANK

ROWS = [line.split(",") for line in ACTIVITY.splitlines()]


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[object]], first: int = 0):
    page = book.add_worksheet(name)
    for number, row in enumerate(rows, start=first):
        page.write_row(number, 0, row)
    return page


def report(book: xlsxwriter.Workbook) -> None:
    sheet(book, "Cover", [["Report of the month"]])
    page = sheet(book, "Data", [["Activity of the bank"], ["As of October"], [], *ROWS])
    page.write_row(8, 0, ["TOTAL", "", "", 5210])
    page.write(10, 0, "Source: core system")


def open_document(rows: Sequence[Sequence[str]], repeated: str = "") -> bytes:
    """A workbook as LibreOffice saves it, with the empty rows to the end of the sheet in one tag."""
    begin, end = f'<table:table-cell {repeated}office:value-type="string"><text:p>', "</text:p></table:table-cell>"
    cells = ["".join(f"{begin}{value}{end}" if value else "<table:table-cell/>" for value in row) for row in rows]
    body = "".join(f"<table:table-row>{each}</table:table-row>" for each in cells)
    names = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in (
        ("office", "office"), ("table", "table"), ("text", "text")))
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2">'
               f'<office:body><office:spreadsheet><table:table table:name="Hoja1">{body}<table:table-row '
               'table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
               "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>")
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{space}">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>')
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)):
            archive.writestr(name, text)
    return stream.getvalue()


def repacked(content: bytes, new: str, old: str) -> bytes:
    """An OpenDocument in which one text is another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w") as changed:
        for name in archive.namelist():
            text = archive.read(name).decode().replace(old, new)
            changed.writestr(name, text.replace("office:version", 'xmlns:calcext="urn:calcext" office:version'))
    return stream.getvalue()


def test_the_sheet_and_the_header_are_found_and_what_stands_around_is_counted(tmp_path):
    built = bring(tmp_path, activity="", **{"activity.xlsx": workbook(report)})
    assert built.rows(BALANCES) == SMALL_BANK
    account = built.files["activity.xlsx"]
    assert (account.lines, account.header, account.accepted, account.rejected, account.blank) == (11, 5, 3, 0, 3)
    assert as_read(account.reading) == (
        "sheet Data; header found in line 4; line 11 set aside as a total or remark: Source: core system; "
        "line 9 set aside as a total or remark: TOTAL 5210")


@pytest.mark.parametrize("name", ["activity.xls", "activity.ods"])
def test_old_and_open_workbooks(tmp_path, name):
    content = {"activity.xls": old_workbook(),
               "activity.ods": open_document([["Title"], [], *ROWS, ["Total", "", "", "5"]])}[name]
    built = bring(tmp_path, activity="", **{name: content})
    assert built.rows(BALANCES) == SMALL_BANK
    assert built.files[name].balances
    assert as_read(built.files[name].reading).startswith("header found in line 3; line ")


def test_sheet_and_header_may_be_said(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet(book, "This year", ROWS)
        sheet(book, "Last year", [["customer_id", "product_id", "month", "balance"], [], *ROWS[:2]])

    with pytest.raises(BuildRefused, match=r"has the columns of 'activity' on several sheets: This year, Last year\. "
                                           r'Say which .* sheet = "This year"'):
        bring(tmp_path / "a", activity="", **{"activity.xlsx": workbook(fill)})
    mapping = "[activity]\nsheet = 'last year'\nheader_row = 3\n"
    built = bring(tmp_path / "b", activity="", **{"activity.xlsx": workbook(fill), "mapping.toml": mapping})
    assert built.rows(BALANCES) == SMALL_BANK[:1]
    mapping = "[activity]\nsheet = 'Lst year'\n"
    with pytest.raises(BuildRefused, match=r"sheet is 'Lst year', and activity\.xlsx has no such sheet\. Nearest: L"):
        bring(tmp_path / "c", activity="", **{"activity.xlsx": workbook(fill), "mapping.toml": mapping})


@pytest.mark.parametrize(("formula", "name"), [("=NA()", "#N/A"), ("=1/0", "#DIV/0!"), ("=x", "#NAME?")])
def test_an_error_of_a_formula_is_rejected_by_its_name(tmp_path, formula, name):
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet(book, "activity", [*ROWS, ["C2", "LOAN", "2026-01"]]).write_formula(4, 3, formula, None, name)

    (row,) = bring(tmp_path, activity="", **{"activity.xlsx": workbook(fill)}).rejected("activity")
    assert (row.line, row.reasons) == (
        5, f"balance '{name}' is an error of a formula: correct it in the spreadsheet, or empty the cell")


@pytest.mark.parametrize(("code", "name"), [(0x2A, "#N/A"), (0x07, "#DIV/0!"), (0x0F, "#VALUE!")])
def test_an_error_in_an_old_workbook_is_rejected_by_its_name(tmp_path, code, name):
    built = bring(tmp_path, activity="", **{"activity.xls": old_workbook_with_error(code)})
    assert built.rows(BALANCES) == SMALL_BANK[:2]
    (row,) = built.rejected("activity")
    assert row.line == 6
    assert row.reasons.startswith(f"balance '{name}' is an error of a formula")


def test_a_damaged_old_workbook_tells_no_errors():
    content = old_workbook_with_error(0x2A)
    assert old_errors(content) == {"Hoja1": {(5, 3): "#N/A"}}
    for end in (0, 40, 600, 3000):
        assert old_errors(content[:end]) in ({}, {"Hoja1": {}})
    assert old_errors(content[:76] + b"\0" * len(content[76:])) == {}


def test_an_error_in_an_open_document_is_rejected_by_its_name(tmp_path):
    content = open_document([*ROWS, ["C2", "LOAN", "2026-01-01", "@"]])
    error = ('office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!',
             'office:value-type="string"><text:p>@')
    built = bring(tmp_path, activity="", **{"activity.ods": repacked(content, *error)})
    assert built.rows(BALANCES) == SMALL_BANK
    (row,) = built.rejected("activity")
    assert (row.line, row.reasons.partition(":")[0]) == (5, "balance '#DIV/0!' is an error of a formula")


def test_a_stray_cell_far_away_costs_a_row_and_no_memory(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet(book, "activity", ROWS).write(500, 9_000, "far")

    built = bring(tmp_path, activity="", **{"activity.xlsx": workbook(fill)})
    assert built.rows(BALANCES) == SMALL_BANK
    (row,) = built.rejected("activity")
    assert (row.line, row.raw) == (501, ",,,")


def test_a_merged_cell_stands_in_each_of_its_rows_unless_it_is_an_amount(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        page = sheet(book, "activity", [["customer_id", "product_id", "month", "balance"],
                                        ["", "LOAN", "2026-01", ""], ["", "SAVINGS", "2026-01", ""]])
        page.merge_range(1, 0, 2, 0, "C1")
        page.merge_range(1, 3, 2, 3, 7)

    built = bring(tmp_path, activity="", **{"activity.xlsx": workbook(fill)})
    assert built.rows("select product_id, cast(balance as varchar) as balance from activity") == [("LOAN", "7.00")]
    assert [row.raw for row in built.rejected("activity")] == ["C1,SAVINGS,2026-01,"]
    assert as_read(built.files["activity.xlsx"].reading) == "merged cells repeated in each of their rows"


def test_a_workbook_of_several_tables_is_read_by_the_names_of_its_sheets(tmp_path):
    def fill(book: xlsxwriter.Workbook) -> None:
        for name, text in (("Customers", CUSTOMERS), ("products", PRODUCTS), ("activity", ACTIVITY), ("notes", "a\n")):
            sheet(book, name, [line.split(",") for line in text.splitlines()])

    files = {"bank.xlsx": workbook(fill), "customers": "", "products": "", "activity": ""}
    folder = write(tmp_path / "a" / "bank", **files)
    for given in (folder, folder / "bank.xlsx"):
        built = build(given, into=tmp_path / given.name)
        assert built.rows(BALANCES) == SMALL_BANK
        assert list(built.files) == ["bank.xlsx/Customers", "bank.xlsx/products", "bank.xlsx/activity"]
        assert "bank.xlsx/notes" in built.suspicions()


def test_a_tag_that_stands_for_a_million_cells_does_not_fill_the_memory(tmp_path):
    far = open_document(ROWS, repeated='table:number-columns-repeated="16384" ')
    with pytest.raises(BuildRefused, match="more than can be held"):
        build(write(tmp_path / "bank", activity="", **{"activity.ods": far}), limits=Limits(cells=100_000))


def test_a_damaged_old_workbook_is_refused_and_a_sheet_without_header_is_numbered(tmp_path, capfd):
    content = old_workbook()
    for cut in (len(content) // 2, 600):
        with pytest.raises(BuildRefused, match=r"activity\.xls cannot be read as an Excel file"):
            bring(tmp_path / str(cut), activity="", **{"activity.xls": content[:cut]})
    capfd.readouterr()  # what the library writes when it breaks off
    mapping = ("[activity]\nheader_row = 0\n[activity.columns]\ncustomer_id = 'column 1'\nproduct_id = 'column 2'\n"
               "month = 'column 3'\nbalance = 'column 4'\n")
    files = {"activity.xlsx": workbook(lambda book: sheet(book, "x", ROWS[1:])), "mapping.toml": mapping}
    built = bring(tmp_path / "c", activity="", **files)
    assert built.rows(BALANCES) == SMALL_BANK
    assert built.files["activity.xlsx"].header == 0


def test_a_long_sheet_tells_how_far_it_is_and_can_be_stopped_on_the_way(tmp_path, monkeypatch):
    monkeypatch.setattr("crm_core.intake.files.workbook._ROWS_BETWEEN_TICKS", 10)
    path = tmp_path / "products.xlsx"
    path.write_bytes(workbook(lambda book: sheet(book, "products", [
        ["product_id", "name", "family"], *([f"P{number}", "Product", "loans"] for number in range(95))])))
    source, told = Source(contract.PRODUCTS, path, path.name, FileFormat()), []
    copy_workbook(source, io.StringIO(), limits=Limits(), tick=told.append)
    assert len(told) == 10
    assert sum(told) == source.size
    assert max(told[:-1]) <= source.size / 9
