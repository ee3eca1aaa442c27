"""Tables: numbers as a reader writes them, and a row that leads on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, WHOLE
from pages.frame.address import link_to
from pages.frame.library import money as currency
from pages.frame.visit import current

SHARES = ("share", "rate")
"""How the names of columns end that hold fractions."""
CENTS_BELOW = 1_000
"""A column of money none of which reaches this shows cents; any other whole units."""
TWO_LINES = 66
"""Height in pixels of a row whose text takes two lines; the browser wraps only in rows of more than 4 rem."""


def table(rows: pd.DataFrame, columns: Mapping[str, str], *, alt: str, opens: str = "", by: str = "",
          money: Collection[str] = (), right: Collection[str] = (), wraps: bool = False,
          widths: Mapping[str, int] | None = None) -> None:
    """A small table: `columns` maps the columns to show to their headings; one without any value is left out.

    A click on a row goes to the page `opens` with the row's `by`. Columns in `money` say their currency; figures
    written as text stand on the `right`. `wraps` gives every row two lines, for sentences; `widths` are pixels of
    columns that must not choose their own. At most some 1,000 rows: more belong in a download.
    """
    shown = rows[list(columns)].dropna(axis="columns", how="all")
    shown = shown.assign(**{name: shown[name] * WHOLE for name in shown if name.endswith(SHARES)})
    config = {name: _money(shown[name], columns[name]) if name in money else _column(shown[name], columns[name])
              for name in shown}
    config |= {name: st.column_config.TextColumn(columns[name], alignment="right") for name in right}
    for name, width in (widths or {}).items():
        named = config[name] if isinstance(config[name], dict) else {"label": config[name]}
        config[name] = named | {"width": width}
    how: dict[str, Any] = {"column_config": config, "hide_index": True, "alt": alt, "placeholder": NOTHING,
                           "row_height": TWO_LINES if wraps else None}
    if not opens:
        st.dataframe(shown, **how)
        return
    visit = current()
    visit.charts += 1
    event = st.dataframe(shown, **how, on_select="rerun", selection_mode="single-row",
                         key=visit.key(f"table.{visit.charts}"))
    if event.selection.rows:
        chosen = str(rows[by].iloc[event.selection.rows[0]])
        st.switch_page(f"pages/{opens}.py", query_params=link_to(opens, **{opens: chosen}))


def _money(values: pd.Series, heading: str) -> Any:
    """Amounts under a heading that says their currency."""
    how = "%,.0f" if values.abs().max() >= CENTS_BELOW else "%,.2f"
    return st.column_config.NumberColumn(f"{heading}, {currency().prefix.strip()}", format=how)


def _column(values: pd.Series, heading: str) -> Any:
    """Numbers with thousands by comma; shares in percent; other fractions of a whole to two places."""
    if str(values.name).endswith(SHARES):
        return st.column_config.NumberColumn(heading, format="%.1f %%")
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading, format="D MMM YYYY")
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return heading
    is_whole = bool((values.dropna() % 1 == 0).all())
    return st.column_config.NumberColumn(heading, format="%,d" if is_whole else "%,.2f")
