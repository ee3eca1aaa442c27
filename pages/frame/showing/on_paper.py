"""What stands on paper only: the rows of a table, which a browser prints as a cut picture, and what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, number
from crm_core.language import _, ngettext
from pages.frame.visit.visit import current

MAX_ROWS = 25
"""Rows of one table on paper: a sheet that lies, or half of one that stands."""


def written_rows(rows: pd.DataFrame, headings: Mapping[str, str], written: Mapping[str, Callable[[Any], str]], *,
                 right: Collection[str] = ()) -> str:
    """The first rows of a table as it stands on the screen: `written` says how its cells are, `right` which columns
    hold figures beside the numeric ones."""
    return f'<table class="on-paper">{_inside(rows.head(MAX_ROWS), headings, written, right)}</table>'


def rows_on_paper(rows: pd.DataFrame, headings: Mapping[str, str], written: Mapping[str, Callable[[Any], str]], *,
                  right: Collection[str] = ()) -> None:
    """`written_rows`, for paper alone."""
    put_on_paper(written_rows(rows, headings, written, right=right), len(rows))


def put_on_paper(written: str, count: int) -> None:
    """What `written_rows` gave of a table of `count` rows."""
    st.html(written)
    if count > MAX_ROWS:
        _paragraph(ngettext("The first {shown} of {count} row.", "The first {shown} of {count} rows.", count,
                            shown=str(MAX_ROWS)))


def plain_table(rows: pd.DataFrame, headings: Mapping[str, str], *, alt: str, right: Collection[str] = ()) -> None:
    """A table of a handful of rows, the same on the screen and on paper: Streamlit's own is a grid on a canvas, which
    costs a browser more than all the words of a page, and a keyboard a stop for every cell."""
    inside = _inside(rows.dropna(axis="columns", how="all"), headings, {}, right)
    st.html(f'<div class="plain"><table aria-label="{escape(alt)}">{inside}</table></div>')


def settings_on_paper() -> None:
    """What was chosen on the page, in words: its controls are not printed."""
    visit = current()
    if visit.settings and visit.chosen is not None:
        with visit.chosen:
            _paragraph(" · ".join(_("{setting}: {value}", setting=name, value=value)
                                  for name, value in visit.settings.items() if value))


def _inside(rows: pd.DataFrame, headings: Mapping[str, str], written: Mapping[str, Callable[[Any], str]],
            right: Collection[str]) -> str:
    """The head and the body of a table of the columns that have headings."""
    columns = {name: rows[name] for name in headings if name in rows}
    figures = {name for name, values in columns.items() if name in right or pd.api.types.is_numeric_dtype(values)}
    head = _row("th", [(headings[name], name in figures) for name in columns])
    body = [_row("td", [(_cell(value, written.get(name)), name in figures)
                        for name, value in zip(columns, values, strict=True)])
            for values in zip(*(each.tolist() for each in columns.values()), strict=True)]
    return f'<thead>{head}</thead><tbody>{"".join(body)}</tbody>'


def _paragraph(text: str) -> None:
    st.html(f'<p class="on-paper">{escape(text)}</p>')


def _row(tag: str, cells: list[tuple[str, bool]]) -> str:
    marks = [f'<{tag} class="figure">{escape(text)}</{tag}>' if is_figure else f"<{tag}>{escape(text)}</{tag}>"
             for text, is_figure in cells]
    return f"<tr>{''.join(marks)}</tr>"


def _cell(value: Any, write: Callable[[Any], str] | None) -> str:
    if pd.isna(value):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if write:
        return write(value)
    return number(value, decimals=0 if value % 1 == 0 else 1) if isinstance(value, int | float) else str(value)
