"""The table of a figure: what its marks say."""

from __future__ import annotations

import pandas as pd

from crm_core.figure_table import figure_table, mark_ids
from crm_core.house_style import axis, bars, figure, line
from crm_core.labels import names_axis
from crm_core.language import in_language


def drawn(hover, ids=("N", "17"), **trace):
    """Two lying bars from the bottom up, the ids `N` and `17`."""
    return figure([bars([1.0, 2.0], list(ids), hover="%{text}", text=hover, orientation="h", **trace)],
                  x=axis(), y=names_axis(list(ids), ["North", "South"]))


# by hand
def test_a_bar_is_a_row_of_its_words_in_the_order_of_a_reader():
    table = figure_table(drawn(["<b>North &amp; Co</b><br>Share: 3%<br>12 customers", "<b>South</b><br>Share: 9%"]))
    assert table.to_dict("records") == [
        {"id": "17", "Name": "South", "Share": "9%", "Figures": table["Figures"][0]},
        {"id": "N", "Name": "North & Co", "Share": "3%", "Figures": "12 customers"}]
    assert pd.isna(table["Figures"][0]), "nothing is said where nothing is known"


def test_headings_are_in_the_language_spoken():
    with in_language("es"):
        assert list(figure_table(drawn(["Norte<br>3 clientes", "Sur<br>1 cliente"]))) == ["id", "Nombre", "Datos"]


def test_what_a_line_says_point_by_point_is_a_column_a_point():
    two = figure([line(["2024-12-31", "2025-12-31"], share, hover="%{text}",
                       text=[f"<b>{bank}</b><br>2024: {share[0]}", f"<b>{bank}</b><br>2025: {share[1]}"])
                  for bank, share in (("Alpha", [1, 2]), ("Beta", [5, 3]))], x=axis(type="date"), y=axis())
    assert figure_table(two).drop(columns="id").to_dict("records") == [
        {"Name": "Alpha", "2024": "1", "2025": "2"}, {"Name": "Beta", "2024": "5", "2025": "3"}]


def test_points_of_one_name_keep_the_day_they_stand_at():
    said = ["Expected<br>€1", "Expected<br>€2"]
    one = figure([line(["2025-01-01", "2025-02-01"], [1, 2], hover="%{text}", text=said)], x=axis(type="date"),
                 y=axis())
    assert figure_table(one)["Date"].tolist() == ["1 January 2025", "1 February 2025"]


def test_two_of_one_name_stay_two():
    table = figure_table(drawn(["Ana<br>Share: 3%", "Ana<br>Share: 9%"]))
    assert table["Share"].tolist() == ["9%", "3%"]


def test_few_rows_of_many_facts_are_turned():
    facts = [f"Criterion {number}" for number in range(5)]
    points = [{"type": "scatter", "mode": "markers", "x": [0] * 5, "y": facts, "hovertemplate": "%{text}",
               "text": [f"<b>{region}</b><br>{fact}: {region[0]}" for fact in facts]} for region in ("North", "South")]
    table = figure_table(figure(points, x=axis(), y=names_axis(facts, facts)))
    assert table["Name"].tolist() == facts[::-1] or table["Name"].tolist() == facts
    assert (table["North"] == "N").all()
    assert (table["South"] == "S").all()


# edges
def test_what_says_nothing_has_no_table():
    assert figure_table(figure([line([0, 1], [0, 1])], x=axis(), y=axis())).empty


def test_ids_are_of_the_customdata_or_of_the_axis_of_names():
    assert mark_ids(drawn(["a", "b"])) == [["N", "17"]], "the joiner behind a number is not part of the id"
    assert mark_ids(drawn(["a", "b"], customdata=["X", "Y"])) == [["X", "Y"]]
    assert mark_ids(figure([line([0, 1], [0, 1], hover="%{text}", text=["a", "b"])], x=axis(), y=axis())) == [["", ""]]
