"""Tables: numbers as a reader writes them, and a row that leads on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, number, percent
from crm_core.labels import told_apart
from crm_core.language import day_short
from crm_core.profit_and_loss import SIGNS
from pages.frame.linking.address import link_to
from pages.frame.showing.on_paper import rows_on_paper
from pages.frame.showing.way_past import end_of_table, way_past_table
from pages.frame.visit import library
from pages.frame.visit.visit import current

SHARES = ("share", "rate")
"""How the names of columns end that hold fractions."""
MONEY = ("contribution", "revenue", "balance", "turnover", *SIGNS, "cost", "money", "at_stake", "white_space",
         "excess")
"""How the names of columns begin that are money wherever they stand; others are named by the page."""
_CENTS_BELOW = 1_000
"""Where the largest amount has four figures, cents only make a column harder to read."""
TWO_LINES = 66
"""Height in pixels of a row whose text takes two lines; the browser wraps only in rows of more than 4 rem."""


def table(rows: pd.DataFrame, columns: Mapping[str, str], *, alt: str, opens: str = "", by: str = "",
          money: Collection[str] = (), right: Collection[str] = (), wraps: bool = False,
          widths: Mapping[str, int] | None = None) -> None:
    """A small table: `columns` maps the columns to show to their headings; one without any value is left out.

    `money` names the columns in the book's currency beside those that always are; figures written as text stand on
    the `right`. `wraps` gives every row two lines, for sentences; `widths` are pixels of columns that must not choose
    their own. A click on a row goes to the page `opens` with the row's `by`,
    which also tells rows of one name apart. At most some 1,000 rows: more belong in a
    download.
    """
    shown = rows[list(columns)].dropna(axis="columns", how="all")
    if by and "name" in shown:
        shown = shown.assign(name=told_apart(rows[by], shown["name"]))
    written = {name: _written(shown[name], is_money=name in money or name.startswith(MONEY)) for name in shown}
    said = {name: words for name, words in written.items() if words}
    config: dict[str, Any] = {
        name: _column(shown[name], columns[name], is_money=name in money or name.startswith(MONEY)) for name in shown}
    config |= {name: st.column_config.TextColumn(columns[name], alignment="right") for name in right}
    for name, width in (widths or {}).items():
        if name in config:
            named = config[name] if isinstance(config[name], dict) else {"label": config[name]}
            config[name] = named | {"width": width}
    how: dict[str, Any] = {"column_config": config, "hide_index": True, "alt": alt, "placeholder": NOTHING,
                           "row_height": TWO_LINES if wraps else None}
    # What the cells say is the house's, in the reader's language; what they are sorted by stays the number.
    styled = shown.style.format(said, na_rep=NOTHING) if said else shown

    def on_paper() -> None:
        rows_on_paper(shown, {name: _heading(config[name]) for name in shown}, said, right=right)
        end_of_table()

    way_past_table()
    if not opens:
        st.dataframe(styled, **how)
        on_paper()
        return
    visit = current()
    visit.charts += 1
    event = st.dataframe(styled, **how, on_select="rerun", selection_mode="single-row",
                         key=visit.key(f"table.{visit.charts}"))
    on_paper()
    if event.selection.rows:
        row_id = str(rows[by].iloc[event.selection.rows[0]])
        st.switch_page(f"pages/{opens}.py", query_params=link_to(opens, **{opens: row_id}))


def _heading(column: Any) -> str:
    """The heading that a column's configuration holds."""
    return str(column["label"]) if isinstance(column, dict) else str(column)


def _written(values: pd.Series, *, is_money: bool) -> Callable[[Any], str] | None:
    """How the cells of a column are written: shares in percent, money without its currency, which the heading has."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return lambda date: NOTHING if pd.isna(date) else day_short(date)
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return None
    if str(values.name).endswith(SHARES):
        return percent
    is_large = bool(values.abs().max() >= _CENTS_BELOW)
    is_whole = bool((values.dropna() % 1 == 0).all())
    decimals = 0 if is_whole or (is_money and is_large) else 2
    return lambda amount: number(amount, decimals=decimals)


def _column(values: pd.Series, heading: str, *, is_money: bool) -> Any:
    """The heading, with the currency where it is money; figures stand on the right."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading)
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return heading
    is_named = is_money and not str(values.name).endswith(SHARES)
    return st.column_config.NumberColumn(f"{heading}, {library.money().unit}" if is_named else heading)
