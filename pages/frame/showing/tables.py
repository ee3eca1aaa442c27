"""Tables: numbers as a reader writes them, and a row that leads on."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, number, percent
from crm_core.labels import told_apart
from crm_core.language import current as language
from crm_core.language import day_short
from crm_core.profit_and_loss import SIGNS
from pages.frame.linking.lead import Lead, follower
from pages.frame.showing.invitation import LEADING, invite
from pages.frame.showing.on_paper import put_on_paper, written_rows
from pages.frame.showing.way_past import end_of_table, way_past_table
from pages.frame.showing.written_table import written_table
from pages.frame.visit import library
from pages.frame.visit.visit import current

SHARES = ("share", "rate")
"""How the names of columns end that hold fractions."""
MONEY = ("contribution", "revenue", "balance", "turnover", *SIGNS, "cost", "money", "at_stake", "white_space",
         "excess")
"""How the names of columns begin that are money wherever they stand; others are named by the page."""
_CENTS_BELOW = 1_000
"""Where the largest amount has four figures, cents only make a column harder to read."""
MAX_WHOLE = 20
"""Rows of a table that may be shown whole: more would push what follows off the screen."""
ROW_HEIGHT = 35
"""In pixels, of a row of one line."""
_WEIGHT = 4
"""Bytes of a written table for each byte of its rows: the rows, the texts of their cells, and those on paper."""
TWO_LINES = 66
"""Height in pixels of a row whose text takes two lines; the browser wraps only in rows of more than 4 rem."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A small table to show: `columns` maps the columns of `rows` to their headings; one without any value is left out.

    `by` names the column that tells rows apart and that a row leads on with; it need not be shown. `money` names the
    columns in the book's currency beside those that always are; figures written as text stand on the `right`. `wraps`
    gives every row two lines, for sentences; `widths` are pixels of columns that must not choose their own. `is_whole`
    shows a short table without scrolling in it; of a long one that stands beside something shorter, `in_view` rows are
    in view. At most some 1,000 rows: more belong in a download.
    """

    rows: pd.DataFrame
    columns: Mapping[str, str]
    by: str = ""
    money: Collection[str] = ()
    right: Collection[str] = ()
    wraps: bool = False
    widths: Mapping[str, int] = field(default_factory=dict)
    is_whole: bool = False
    in_view: int = 0

    def as_file(self) -> pd.DataFrame:
        """What a file of the table holds: the columns that are shown, by their headings, numbers as numbers."""
        shown = self.rows[list(self.columns)].dropna(axis="columns", how="all")
        return shown.rename(columns=dict(self.columns))


def table(rows: pd.DataFrame, columns: Mapping[str, str], *, alt: str, leads_to: Lead | None = None, by: str = "",
          money: Collection[str] = (), right: Collection[str] = (), wraps: bool = False,
          widths: Mapping[str, int] | None = None, is_whole: bool = False,
          in_view: int = 0) -> None:
    """A table, as `Rows` says. A row that is clicked, touched, or chosen by Enter follows `leads_to`."""
    show_rows(Rows(rows, columns, by, money, right, wraps, widths or {}, is_whole, in_view), alt=alt, leads_to=leads_to)


def show_rows(listed: Rows, *, alt: str, leads_to: Lead | None = None, key: str = "") -> None:
    """The table on the page; `key` is for one that stands in the place of something else."""
    styled, how, on_paper = drawn_as(listed, alt)
    if leads_to is None:
        way_past_table()
        st.dataframe(styled, **how)
        on_paper()
        return
    invite(leads_to.invitation)
    way_past_table()
    visit = current()
    visit.lists += not key
    key = key or visit.key(f"{LEADING}.table.{visit.lists}")
    ids, follow = listed.rows[listed.by].astype(str).tolist(), follower(leads_to)

    def choose() -> None:
        places = st.session_state[key].selection.rows
        if places and places[0] < len(ids):
            st.session_state[f"{key}.ids"] = ids
            follow(ids[places[0]])
        elif st.session_state.get(f"{key}.ids") == ids:  # a table of other rows drops its choice by itself
            follow("")

    st.dataframe(styled, **how, on_select=choose, selection_mode="single-row", key=key)
    on_paper()


def drawn_as(listed: Rows, alt: str) -> tuple[Any, dict[str, Any], Callable[[], None]]:
    """What Streamlit draws of a table, how, and what puts it on paper behind it. Of the same rows it is written once
    for everybody (decision 175)."""
    rows = listed.rows[[*listed.columns, *({listed.by} - {"", *listed.columns})]]
    held = pickle.dumps((rows, listed.by, dict(listed.columns), sorted(listed.money), sorted(listed.right),
                         dict(listed.widths)), pickle.HIGHEST_PROTOCOL)
    unit = library.money().unit if any(_is_money(listed, name) for name in listed.columns) else ""
    finished = library.tables().of((language(), unit, hashlib.blake2b(held).digest()), lambda: _finished(listed, unit),
                                   weigh=lambda _finished: _WEIGHT * len(held))
    how: dict[str, Any] = {"column_config": finished.config, "hide_index": True, "alt": alt, "placeholder": NOTHING,
                           "row_height": TWO_LINES if listed.wraps else None, "height": _height(listed)}

    def on_paper() -> None:
        put_on_paper(finished.on_paper, len(rows))
        end_of_table()

    return finished.styled, how, on_paper


@dataclass(frozen=True, eq=False)
class _Finished:
    """A table with its cells written, how its columns are shown, and the first rows as they are printed."""

    styled: Any
    config: Mapping[str, Any]
    on_paper: str


def _finished(listed: Rows, unit: str) -> _Finished:
    rows, columns = listed.rows, listed.columns
    shown = rows[list(columns)].dropna(axis="columns", how="all")
    if listed.by and "name" in shown:
        shown = shown.assign(name=told_apart(rows[listed.by], shown["name"]))
    is_money = {name: _is_money(listed, name) for name in shown}
    written = {name: words for name in shown if (words := _written(shown[name], is_money=is_money[name]))}
    config: dict[str, Any] = {name: _column(shown[name], columns[name], unit if is_money[name] else "")
                              for name in shown}
    config |= {name: st.column_config.TextColumn(columns[name], alignment="right") for name in listed.right}
    for name, width in listed.widths.items():
        if name in config:
            named = config[name] if isinstance(config[name], dict) else {"label": config[name]}
            config[name] = named | {"width": width}
    # What the cells say is the house's, in the reader's language; what they are sorted by stays the number.
    styled = written_table(shown, written) if written else shown
    headings = {name: _heading(config[name]) for name in shown}
    return _Finished(styled, config, written_rows(shown, headings, written, right=listed.right))


def _is_money(listed: Rows, name: str) -> bool:
    return name in listed.money or name.startswith(MONEY)


def _height(listed: Rows) -> int | str:
    if 0 < listed.in_view < len(listed.rows):
        return ROW_HEIGHT * (listed.in_view + 1)  # and the headings
    return "content" if listed.is_whole and len(listed.rows) <= MAX_WHOLE else "auto"


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


def _column(values: pd.Series, heading: str, unit: str) -> Any:
    """The heading, with the `unit` of what is money; figures stand on the right."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading)
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return heading
    is_named = unit and not str(values.name).endswith(SHARES)
    return st.column_config.NumberColumn(f"{heading}, {unit}" if is_named else heading)
