"""A table as a file that says what it is: CSV, Excel or Parquet with its scope, as-of date, book and definitions."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from crm_core.column_headings import WORDS, heading, in_words
from crm_core.language import DEFAULT, _, conventions, current
from crm_core.spreadsheet_cells import csv_value, excel_value, harmless

Facts = Mapping[str, str]
"""What the file says about itself, in order: `{"Scope": "…", "Book": "…"}`."""

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_MAX_WIDTH = 48
MAX_EXCEL_ROWS = 200_000
"""A longer workbook takes a minute and a gigabyte to make, and cannot be worked with; a sheet ends at 1,048,576."""


def csv(table: pd.DataFrame, facts: Facts, *, remark: str = "") -> bytes:
    """The table as CSV in UTF-8, with the separator and decimals that a spreadsheet of the language expects.

    Nothing stands before the header, so every reader takes it; what must be known of the figures, the `remark`, is a
    last column: the filters too, where there are any. The other `facts` are in the workbook and in Parquet. Text that
    a spreadsheet would take for a formula is set behind an apostrophe. In English `pandas.read_csv(file)` gives the
    table back, in Spanish `pandas.read_csv(file, sep=";", decimal=",")`.
    """
    signs = conventions()
    made = _spoken(table).map(csv_value).rename(columns=lambda name: harmless(heading(name)))
    if remark:
        made[_("To know")] = harmless(remark)
    separator = ";" if signs.decimal == "," else ","
    text = made.to_csv(index=False, lineterminator="\n", decimal=signs.decimal, sep=separator)
    return text.encode("utf-8-sig")  # the mark lets Excel read € and ř


def excel(table: pd.DataFrame, facts: Facts, *, title: str = "",
          also: Mapping[str, pd.DataFrame] | None = None) -> bytes:
    """The table as an Excel workbook: a filtered sheet with real numbers, and a sheet that says what they are.

    `also` are further tables by the name of their sheet.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        for name, each in ({title or _("Table"): table} | dict(also or {})).items():
            _sheet(book, _sheet_name(name), each)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        bold = book.add_format({"bold": True})
        for row, (name, text) in enumerate(facts.items()):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, excel_value(text))
    return buffer.getvalue()


def _sheet_name(title: str) -> str:
    """A title as Excel takes it for a sheet."""
    return _NOT_IN_SHEET_NAMES.sub("", title)[:31].strip("' ")


def _sheet(book: Any, title: str, table: pd.DataFrame) -> None:
    """One table on a sheet of `book`, which is an xlsxwriter.Workbook."""
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1D4F91"})
    for position, name in enumerate(table.columns):
        cells = [excel_value(in_words(str(name), value)) for value in table[name]]
        sheet.write_string(0, position, heading(name), head)
        sheet.write_column(1, position, cells, book.add_format({"num_format": _number_format(name, table[name])}))
        longest = max([len(heading(name)), *(len(str(cell)) for cell in cells[:200])], default=8)
        sheet.set_column(position, position, min(longest + 3, _MAX_WIDTH))
    sheet.freeze_panes(1, 0)
    if len(table.columns):
        sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def parquet(table: pd.DataFrame, facts: Facts) -> bytes:
    """The table as Parquet, with its facts as the file's own metadata.

    `pandas.read_parquet(file)` gives the table back; `pyarrow.parquet.read_schema(file).metadata` the facts.
    """
    import pyarrow
    from pyarrow import parquet as files

    columns = pyarrow.Table.from_pandas(table, preserve_index=False)
    metadata = {name.encode(): text.encode() for name, text in facts.items()}
    buffer = io.BytesIO()
    files.write_table(columns.replace_schema_metadata({**(columns.schema.metadata or {}), **metadata}), buffer)
    return buffer.getvalue()


def _spoken(table: pd.DataFrame) -> pd.DataFrame:
    """With words in the place of codes; True and False stay in English, where any program reads them back."""
    worded: dict[str, Any] = {
        name: [in_words(name, value) for value in table[name]] for name in WORDS if name in table}
    if current() != DEFAULT:
        worded |= {name: table[name].map({True: _("yes"), False: _("no")}) for name in table.select_dtypes("bool")}
    return table.assign(**worded)


def _number_format(name: Any, column: pd.Series) -> str:
    """How the column reads in Excel: shares and rates in percent, dates as dates, counts whole."""
    if str(name).endswith(("share", "rate")):
        return "0.0%"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "yyyy-mm-dd"
    return "#,##0.00" if pd.api.types.is_float_dtype(column) else "#,##0"
