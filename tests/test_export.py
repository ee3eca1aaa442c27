"""A file says what it is, keeps numbers as numbers and runs no formula."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd
import pytest
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from crm_core import export
from crm_core.column_headings import HEADINGS
from crm_core.language import in_language

TABLE = pd.DataFrame({
    "name": ["=SUM(A1)", "+49 170", "-1", "@x", "\tx", "Žďár", None], "amount": [1.5, -2.0, 0, 3, 4, float("nan"), 6],
    "top_share": [0.5] * 7, "customers": range(7), "month": [dt.datetime(2026, 3, 1)] * 7,  # noqa: DTZ001
})
FACTS = {"Question": "How much?", "Scope": "all\nregions", "Book": "Bank, fingerprint feed"}


def test_a_csv_can_be_read_back_without_a_word():
    file = export.csv(TABLE, FACTS)
    assert file.startswith("\ufeffName,Amount,Share of the largest,Customers,Month\n".encode())
    back = pd.read_csv(io.BytesIO(file))
    pd.testing.assert_series_equal(back["Amount"], TABLE["amount"], check_names=False)
    assert back["Name"].iloc[5] == "Žďár"


def test_what_must_be_known_of_the_figures_is_a_column_of_a_csv():
    back = pd.read_csv(io.BytesIO(export.csv(TABLE, FACTS, remark="Demo data")))
    assert back["To know"].tolist() == ["Demo data"] * len(TABLE)


def test_a_spanish_csv_is_what_a_spanish_spreadsheet_expects():
    with in_language("es"):
        file = export.csv(TABLE, FACTS)
    assert file.decode("utf-8-sig").splitlines()[0] == "Nombre;Importe;Cuota del mayor;Clientes;Mes"
    back = pd.read_csv(io.BytesIO(file), sep=";", decimal=",")
    pd.testing.assert_series_equal(back["Importe"], TABLE["amount"], check_names=False)


def test_true_and_false_are_words_in_a_spanish_csv_and_stay_readable_in_an_english_one():
    table = pd.DataFrame({"name": ["Norte", "Sur"], "is_clear": [True, False]})
    assert pd.read_csv(io.BytesIO(export.csv(table, FACTS))).iloc[:, 1].tolist() == [True, False]
    with in_language("es"):
        assert export.csv(table, FACTS).decode("utf-8-sig").splitlines()[1:] == ["Norte;sí", "Sur;no"]


def test_no_cell_of_a_csv_begins_a_formula():
    back = pd.read_csv(io.BytesIO(export.csv(TABLE, {})))
    assert back["Name"].dropna().str[:2].tolist() == ["'=", "'+", "'-", "'@", "'\t", "Žď"]


def test_full_width_signs_begin_no_formula_either():
    table = pd.DataFrame({"name": ["＝1+1", "＋1", "－1", "＠x"]})
    assert pd.read_csv(io.BytesIO(export.csv(table, {})))["Name"].str[0].tolist() == ["'"] * 4


def test_a_column_named_by_the_data_begins_no_formula():
    assert export.csv(pd.DataFrame({"=1+1": ["x"]}), {}).decode("utf-8-sig").startswith("'=1+1")


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost():
    """Twenty remarks on a decision are more than a cell of Excel takes, which then stayed empty."""
    table = pd.DataFrame({"remarks": ["x" * 40_000, "y" * 32_767]})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(export.excel(table, {}))).get_sheet_by_index(0).to_python()
    assert [(len(row[0]), row[0][-1]) for row in rows[1:]] == [(32_767, "…"), (32_767, "y")]


def test_no_two_columns_share_a_heading():
    in_place_of_the_number = "_in_words"
    headings = [heading for name, heading in HEADINGS.items() if not name.endswith(in_place_of_the_number)]
    assert len(set(headings)) == len(headings)


def test_a_workbook_has_numbers_texts_and_a_sheet_that_says_what_they_are():
    book = CalamineWorkbook.from_filelike(io.BytesIO(export.excel(TABLE, FACTS)))
    assert book.sheet_names == ["Table", "About"]
    rows = book.get_sheet_by_name("Table").to_python()
    assert rows[0] == ["Name", "Amount", "Share of the largest", "Customers", "Month"]
    assert rows[1] == ["=SUM(A1)", 1.5, 0.5, 0.0, dt.date(2026, 3, 1)]
    assert rows[6][1] == ""
    assert book.get_sheet_by_name("About").to_python()[2] == ["Book", "Bank, fingerprint feed"]


def test_a_workbook_takes_further_tables_as_sheets_of_their_own():
    file = export.excel(TABLE, FACTS, also={"Points": TABLE.head(1), "Nothing": TABLE[[]]})
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    assert book.sheet_names == ["Table", "Points", "Nothing", "About"]
    assert len(book.get_sheet_by_name("Points").to_python()) == 2


def test_a_workbook_holds_no_formula():
    import zipfile

    with zipfile.ZipFile(io.BytesIO(export.excel(TABLE, FACTS))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_an_empty_table_is_a_file_too():
    empty = TABLE.head(0)
    assert len(pd.read_csv(io.BytesIO(export.csv(empty, FACTS)), comment="#")) == 0
    assert export.excel(empty, FACTS)


def test_parquet_gives_the_table_back_and_knows_its_facts():
    file = export.parquet(TABLE, FACTS)
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(file)), TABLE, check_dtype=False)
    assert parquet.read_schema(io.BytesIO(file)).metadata[b"Scope"] == b"all\nregions"


@pytest.mark.parametrize("make", [export.csv, export.excel, export.parquet])
def test_the_table_handed_in_is_not_changed(make):
    before = TABLE.copy()
    make(TABLE, FACTS)
    pd.testing.assert_frame_equal(TABLE, before)


def test_a_finding_may_be_the_title_of_a_sheet():
    """Excel takes neither colons nor brackets there, nor more than 31 characters."""
    made = export.excel(TABLE, FACTS, title="Weakest: consistency of [Sums/controls], 90%?")
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names[0] == "Weakest consistency of Sumscont"
