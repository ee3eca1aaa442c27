"""Tables: numbers as a reader writes them, and a row that leads on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.house_style import WHOLE
from pages.frame.address import link_to
from pages.frame.visit import current

SHARES = ("share", "rate")
"""How the names of columns end that hold fractions."""


def table(rows: pd.DataFrame, columns: Mapping[str, str], *, alt: str, opens: str = "", by: str = "") -> None:
    """A small table: `columns` maps the columns to show to their headings; one without any value is left out.

    A click on a row goes to the page `opens` with the row's `by`. At most some 1,000 rows: more belong in a download.
    """
    shown = rows[list(columns)].dropna(axis="columns", how="all")
    shown = shown.assign(**{name: shown[name] * WHOLE for name in shown if name.endswith(SHARES)})
    config = {name: _column(shown[name], columns[name]) for name in shown}
    if not opens:
        st.dataframe(shown, column_config=config, hide_index=True, alt=alt)
        return
    visit = current()
    visit.charts += 1
    event = st.dataframe(shown, column_config=config, hide_index=True, alt=alt, on_select="rerun",
                         selection_mode="single-row", key=visit.key(f"table.{visit.charts}"))
    if event.selection.rows:
        chosen = str(rows[by].iloc[event.selection.rows[0]])
        st.switch_page(f"pages/{opens}.py", query_params=link_to(opens, **{opens: chosen}))


def _column(values: pd.Series, heading: str) -> Any:
    """Numbers with thousands by comma; shares in percent; money and other fractions of a whole to two places."""
    if str(values.name).endswith(SHARES):
        return st.column_config.NumberColumn(heading, format="%.1f %%")
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return heading
    is_whole = bool((values.dropna() % 1 == 0).all())
    return st.column_config.NumberColumn(heading, format="%,d" if is_whole else "%,.2f")
