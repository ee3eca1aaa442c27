"""What stands on paper only: the rows of a table, and what was chosen on the page."""

from __future__ import annotations

import re

import pandas as pd
from streamlit.testing.v1 import AppTest

from crm_core.amounts import percent


def printed(rows: pd.DataFrame, **how) -> str:
    """The marks that `rows_on_paper` gives."""
    def draw(rows, how):
        from pages.frame.showing.on_paper import rows_on_paper
        rows_on_paper(rows, {name: name.title() for name in rows}, how.pop("written", {}), **how)

    app = AppTest.from_function(draw, args=(rows, how)).run()
    assert not app.exception
    return "".join(each.proto.body for each in app.get("html"))


def cells(marks: str) -> list[list[str]]:
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall("<tr>(.*?)</tr>", marks)]


def test_names_are_no_markup_figures_are_written_and_what_is_unknown_is_a_dash():
    rows = pd.DataFrame({"name": ["A <b>& Co", "Sur"], "share": [0.251, None], "hours": [1200.0, 0.5],
                         "is_open": [True, False]})
    assert cells(printed(rows, written={"share": percent})) == [
        ["Name", "Share", "Hours", "Is_Open"], ["A &lt;b&gt;&amp; Co", "25.1%", "1,200", "yes"],
        ["Sur", "–", "0.5", "no"]]


def test_a_long_table_says_how_much_of_it_is_printed():
    rows = pd.DataFrame({"rank": range(1, 1_001)})
    marks = printed(rows)
    assert len(cells(marks)) == 1 + 25
    assert "The first 25 of 1,000 rows." in marks


def test_settings_stand_below_the_title_on_paper(visit):
    app = visit("pareto")
    said = "".join(each.proto.body for each in app.get("html"))
    assert "Top share of customers: 20%" in said
    assert '<table class="on-paper">' in said
