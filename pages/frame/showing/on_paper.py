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


def rows_on_paper(rows: pd.DataFrame, headings: Mapping[str, str], written: Mapping[str, Callable[[Any], str]], *,
                  right: Collection[str] = ()) -> None:
    """The first rows of a table as it stands on the screen: `written` says how its cells are, `right` which columns
    hold figures beside the numeric ones."""
    first = rows.head(MAX_ROWS)
    figures = {name for name in first if name in right or pd.api.types.is_numeric_dtype(first[name])}
    head = _row("th", [(headings[name], name in figures) for name in first])
    body = [_row("td", [(_cell(value, written.get(name)), name in figures)
                        for name, value in zip(first, values, strict=True)])
            for values in first.itertuples(index=False)]
    st.html(f'<table class="on-paper"><thead>{head}</thead><tbody>{"".join(body)}</tbody></table>')
    if len(rows) > MAX_ROWS:
        _paragraph(ngettext("The first {shown} of {count} row.", "The first {shown} of {count} rows.", len(rows),
                            shown=str(MAX_ROWS)))


def settings_on_paper() -> None:
    """What was chosen on the page, in words: its controls are not printed."""
    visit = current()
    if visit.settings and visit.chosen is not None:
        with visit.chosen:
            _paragraph(" · ".join(_("{setting}: {value}", setting=name, value=value)
                                  for name, value in visit.settings.items() if value))


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
