"""Cells that are written once say what pandas would have written each time."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit import dataframe_util
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from crm_core.amounts import NOTHING, Money, number, percent
from crm_core.language import in_language
from pages.frame.showing import tables
from pages.frame.showing.tables import Rows, drawn_as
from pages.frame.showing.written_table import written_table
from pages.frame.visit import library
from pages.frame.visit.held import Held

ROWS = pd.DataFrame({
    "name": ["Ana", None, "text"], "share": [0.25, None, 1.0], "text": ["a", "b", "c"], "customers": [1, 20_000, 3],
    "month": pd.to_datetime(["2026-01-01", None, "2026-03-01"]), "is_new": [True, False, True]})
WRITTEN = {"share": percent, "customers": lambda each: number(each, decimals=0)}


def shown(styler) -> pd.DataFrame:
    """What Streamlit sends of the cells of a table."""
    sent = ArrowData()
    marshall_styler(sent, styler, "0")
    return dataframe_util.convert_arrow_bytes_to_pandas_df(sent.styler.display_values)


@pytest.mark.parametrize("rows", [ROWS, ROWS.iloc[::-1], ROWS.iloc[:0], ROWS.iloc[1:2]])
def test_cells_say_what_a_styler_of_pandas_says(rows):
    plain = shown(rows.reset_index(drop=True).style.format(WRITTEN, na_rep=NOTHING))
    found = shown(written_table(rows, WRITTEN))
    assert found.to_dict("list") == plain.to_dict("list")


def test_rows_are_sorted_by_their_values_and_not_by_their_words():
    values = dataframe_util.convert_anything_to_pandas_df(written_table(ROWS, WRITTEN))
    assert values["customers"].tolist() == [1, 20_000, 3]
    assert values["share"].dtype == float
    assert values["text"].tolist() == ["a", "b", "c"], "a column may be called as what the cells say is"


@pytest.fixture
def written(monkeypatch) -> list[str]:
    """The headings of what is written, table by table."""
    made, finish, held = [], tables._finished, Held(1_000_000)
    monkeypatch.setattr(library, "tables", lambda: held)
    monkeypatch.setattr(library, "money", lambda: Money("EUR"))
    monkeypatch.setattr(tables, "_finished", lambda listed, unit: made.append(unit) or finish(listed, unit))
    return made


def test_the_same_rows_are_written_once_and_others_anew(written):
    columns = {"name": "Customer", "share": "Share"}
    first, how, _paper = drawn_as(Rows(ROWS, columns), "Customers")
    again, other, _paper = drawn_as(Rows(ROWS.copy(), columns, in_view=1), "Others")
    assert again is first
    assert (how["alt"], other["alt"]) == ("Customers", "Others")
    assert how["height"] != other["height"]
    assert len(written) == 1
    drawn_as(Rows(ROWS.assign(share=0.5), columns), "Customers")
    drawn_as(Rows(ROWS, columns | {"share": "Part"}), "Customers")
    drawn_as(Rows(ROWS, columns, money=("share",)), "Customers")
    drawn_as(Rows(ROWS, columns, by="text"), "Customers")
    assert len(written) == 5


def test_another_language_and_another_currency_are_written_anew(written, monkeypatch):
    listed = Rows(ROWS, {"customers": "Customers", "share": "Share"}, money={"share"})
    with in_language("en"):
        english = shown(drawn_as(listed, "Customers")[0])
    with in_language("es"):
        spanish = shown(drawn_as(listed, "Customers")[0])
    assert (english["customers"].iloc[1], spanish["customers"].iloc[1]) == ("20,000", "20.000")
    monkeypatch.setattr(library, "money", lambda: Money("CZK"))
    with in_language("en"):
        drawn_as(listed, "Customers")
    assert len(written) == 3
