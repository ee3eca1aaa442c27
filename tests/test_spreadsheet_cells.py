"""No text runs in a spreadsheet, whichever it is, and no value stops a workbook from being made."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from crm_core import export
from crm_core.spreadsheet_cells import csv_value, excel_value, harmless, unharmed

SIGNS = "=+-@＝＋－＠"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "Norte;", "Norte; ", "Norte,", "Norte\t", "Norte\n", "Norte|"])
def test_a_sign_where_some_spreadsheet_begins_a_cell_is_guarded(sign, before):
    text = f"{before}{sign}cmd|' /C calc'!A0"
    assert harmless(text) == f"{before}'{sign}cmd|' /C calc'!A0"
    assert unharmed(harmless(text)) == text


@pytest.mark.parametrize("text", ["Norte", "Ana-Luz", "a = b", "x@y.es", "1-2;3", "C1,LOAN,-5,3;+1.5 %", "it's",
                                  "'quoted'", "’s", ""])
def test_what_begins_no_cell_stays_as_it_is(text):
    assert harmless(text) == text == unharmed(text)


def test_a_number_alone_may_stay_a_number_and_one_with_more_behind_it_may_not():
    assert harmless("-5,3", is_number_kept=True) == "-5,3"
    assert harmless("-5,3") == "'-5,3"
    assert harmless("-5,x", is_number_kept=True) == "'-5,x"
    for text in ("-2+3+cmd|' /C calc'!A0", "-5 a", "+1(2)"):
        assert harmless(text, is_number_kept=True) == f"'{text}"
        assert harmless(f"x;{text}") == f"x;'{text}"


@pytest.mark.parametrize(("value", "cell"), [
    (float("inf"), "∞"), (-np.inf, "−∞"), (float("nan"), None), (pd.NA, None), (pd.NaT, None), (None, None),
    (np.float32(1.5), 1.5), (np.int64(7), 7), (np.bool_(True), True), (Decimal("1.50"), Decimal("1.50")),
    (10**18, "1000000000000000000"), (["N", "S"], "N, S"), (np.array(["N", "S"]), "N, S"), ({"a": 1}, "{'a': 1}"),
    (pd.Timestamp("2026-03-01 10:00"), dt.datetime(2026, 3, 1, 10)),  # noqa: DTZ001
    (pd.Timestamp("2026-03-01 10:00", tz="Europe/Madrid"), "2026-03-01 10:00:00+01:00"),
    (np.datetime64("2026-03-01"), dt.datetime(2026, 3, 1)), (dt.date(1850, 1, 2), "1850-01-02"),  # noqa: DTZ001
    (pd.Timestamp("1850-01-02"), "1850-01-02 00:00:00"), (dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
    ("half \ud83d", "half ?"), ("x" * 40_000, "x" * 32_766 + "…"), (b"x", "b'x'"),
])
def test_every_value_has_a_cell(value, cell):
    found = excel_value(value)
    assert (found, type(found)) == (cell, type(cell))


def test_a_table_of_odd_values_becomes_every_file():
    table = pd.DataFrame({
        "share": [np.inf, -np.inf, np.nan], "name": ["N;=1+1", "Sur", "x" * 40_000],
        "regions": [["N", "S"], [], None], "at": pd.to_datetime(["2026-03-01 10:00"] * 3).tz_localize("Europe/Madrid")})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(export.excel(table, {}))).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["∞", "N;=1+1", "N, S"]
    assert str(rows[1][3]).startswith("2026-03-01 10:00")
    assert "N;'=1+1" in export.csv(table, {}, remark="=1").decode("utf-8-sig")
    assert csv_value(["N", "=1"]) == "N, '=1"
