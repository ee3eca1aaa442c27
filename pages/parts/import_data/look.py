"""Step 2: the first rows of each table, how they were read, and corrections of that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.intake.desk.deliveries import Delivery
from crm_core.intake.desk.previews import SHOWN, TablePreview, preview
from crm_core.language import N_, Message, _, ngettext
from pages import frame
from pages.parts.import_data.bring import written_size
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.step import step

_FOUND = N_("found out")
_DELIMITERS = {"": _FOUND, ",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
_DECIMALS = {"": _FOUND, ".": N_("point: 1,234.56"), ",": N_("comma: 1.234,56")}
_DATES = {"": _FOUND, "%d/%m/%Y": "31/12/2026", "%m/%d/%Y": "12/31/2026", "%d.%m.%Y": "31.12.2026",
          "%d-%m-%Y": "31-12-2026", "%Y-%m-%d": "2026-12-31", "%Y%m%d": "20261231", "%d/%m/%y": "31/12/26",
          "%m/%Y": "12/2026", "%Y%m": "202612"}
_ENCODINGS = {"": _FOUND, "utf-8": "UTF-8", "cp1252": "Windows (cp1252)", "latin-1": "Latin 1", "cp850": "DOS (cp850)",
              "utf-16": "UTF-16"}
_HEADERS = {"": _FOUND, "0": N_("none"), **{str(line): str(line) for line in range(1, 21)}}
_SETTINGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "delimiter": (N_("Separator"), _DELIMITERS), "decimal": (N_("Decimals"), _DECIMALS),
    "date_format": (N_("Dates"), _DATES), "encoding": (N_("Encoding"), _ENCODINGS),
    "header_row": (N_("Line of the header"), _HEADERS)}
_HEIGHT, _ROW = 260, 35
"""Pixels of a table of first rows, and of a row of it."""


def look(desk: Desk, delivery: Delivery) -> None:
    """The tables in the delivery; they are read the first time, and again when a correction asks for it."""
    if not desk.tables and not _read(desk, delivery):
        return
    refused = [each for each in desk.tables if each.refusal]
    with step(desk, ngettext("2. {count} table was found", "2. {count} tables were found", len(desk.tables)),
              _("The first {rows} rows of each, as they were read.", rows=SHOWN)):
        if refused:
            st.warning(ngettext("{count} of them cannot be read: see why under its name.",
                                "{count} of them cannot be read: see why under their names.", len(refused)),
                       icon=":material/info:")
        for place, (tab, table) in enumerate(zip(
                st.tabs([frame.escape(each.name) for each in desk.tables]), desk.tables, strict=True)):
            with tab:
                _table(table)
                _corrections(desk, table, place)


def _read(desk: Desk, delivery: Delivery) -> bool:
    """Look at the tables; False when they cannot be, which is said."""
    bar = st.progress(0.0, _("Reading the first rows"))

    def show(label: str, part: float) -> None:
        bar.progress(min(part, 1.0), _("Reading the first rows of {file}", file=frame.escape(label)))

    try:
        tables = preview(delivery.folder, desk.recipe, progress=show)
        if not tables:
            raise CannotAnswer(_("No table was found in these files. Bring text, Excel, Parquet, JSON lines, zip, "
                                 "SQLite or DuckDB."))
        desk.look_at(tables)
    except CannotAnswer as refused:
        st.warning(frame.escape(str(refused)), icon=":material/info:")
        return False
    finally:
        bar.empty()
    return True


def _table(table: TablePreview) -> None:
    if table.notes or table.size:
        size = [written_size(table.size)] if table.size else []
        st.caption(frame.escape(" · ".join([*table.notes, *size])))
    if table.refusal:
        st.warning(frame.escape(table.refusal), icon=":material/info:")
        return
    # By their places, as a file may have two columns of one name.
    rows = pd.DataFrame(list(table.rows), columns=range(len(table.columns)), dtype="string")
    rows.columns = [str(place) for place in rows.columns]
    headings = {str(place): column.name or " " for place, column in enumerate(table.columns)}
    st.dataframe(rows, column_config=headings, hide_index=True,
                 height=min(_HEIGHT, _ROW * (len(rows) + 1) + 3),
                 alt=_("The first rows of {table}", table=table.name))


def _corrections(desk: Desk, table: TablePreview, place: int) -> None:
    said = _said(desk, table)
    with st.expander(_("Correct how it is read"), icon=":material/tune:", type="compact"):
        if "/" in table.name:
            st.caption(_("Each sheet or table of a file is a table of its own here."))
        with st.grid(len(_SETTINGS), min_column_width=150, gap="small"):
            for setting, (label, choices) in _SETTINGS.items():
                options: dict[str, str] = dict(choices)
                if (now := str(said.get(setting, ""))) not in options:
                    options[now] = now
                key = f"import_data.{desk.round}.{place}.{setting}"
                st.selectbox(_(label), list(options), index=list(options).index(now), key=key,
                             format_func=partial(_shown, options), on_change=_correct,
                             args=(desk, table.name, setting, key))


def _shown(options: Mapping[str, str], option: str) -> str:
    text = options[option]
    return _(text) if isinstance(text, Message) else text


def _said(desk: Desk, table: TablePreview) -> Mapping[str, Any]:
    """What the recipe says of how a table is read."""
    return next((desk.recipe.ways(name)[number] for name, number in desk.recipe.readers(table.name)), {})


def _correct(desk: Desk, name: str, setting: str, key: str) -> None:
    desk.correct(name, setting, st.session_state[key] or None)
