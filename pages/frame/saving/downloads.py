"""What a reader takes away: the table as a file that says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from crm_core import export as files
from crm_core.basis import told_in_full
from crm_core.card import Card
from crm_core.chapters import PAGES
from crm_core.language import _, month, ngettext
from crm_core.scope import Scope
from pages.frame.saving.board_pack import Contents, board_pack
from pages.frame.saving.handing_out import handed_out
from pages.frame.showing.show import method_text
from pages.frame.visit.visit import Visit, current

_EXPORT = "export"


@dataclass(frozen=True)
class _Exported:
    """What the menu gives away. Each run hands its own on, also that of a part of the page alone."""

    visit: Visit
    table: pd.DataFrame | Callable[[], pd.DataFrame]
    room: ModuleType
    rows: int
    title: str
    also: Mapping[str, pd.DataFrame] | None
    shown: Any
    further: Sequence[Card]


def export(table: pd.DataFrame | Callable[[], pd.DataFrame], room: ModuleType, *, rows: int = 0,
           title: str = "", also: Mapping[str, pd.DataFrame] | None = None, shown: Any = None,
           further: Sequence[Card] = ()) -> None:
    """What the export menu beside the title gives; the frame draws it at the end.

    `table` may be a function: what is longer than the screen shows is then read only for the file. `rows` is how
    long it will be, when that may be more than a workbook can hold. `title` names the table where the workbook
    has more than one: `also` are the page's further tables by the names of their sheets. `shown` is the room's answer
    on screen, for the board pack, and `further` are cards that the page has beside the room's.
    """
    visit = current()
    visit.handed[_EXPORT] = _Exported(visit, table, room, rows, title or _("Table"), also, shown, further)


def export_menu(visit: Visit) -> None:
    """The menu beside the title, on a page that exports anything. A file is made when it is asked for, of what is on
    the screen then, and asking reruns nothing."""
    if _EXPORT not in visit.handed:
        return
    name, rows = _file_name(visit), visit.handed[_EXPORT].rows

    def button(label: str, ending: str, write: Callable[[pd.DataFrame, _Exported], bytes], icon: str,
               kind: str | None = None) -> None:
        def file() -> tuple[bytes, int]:
            given: _Exported = visit.handed[_EXPORT]
            made = given.table() if callable(given.table) else given.table
            return write(made, given), len(made)

        st.download_button(label, logged(visit, f"{name}.{ending}", file), f"{name}.{ending}", kind,
                           key=f"export.{ending}", on_click="ignore", icon=f":material/{icon}:", width="stretch")

    with visit.corner, st.popover(_("Export"), icon=":material/download:"):
        if rows <= files.MAX_EXCEL_ROWS:
            button(_("Excel workbook"), "xlsx", lambda made, given: files.excel(
                made, facts_of(given.visit, given.room), title=given.title, also=given.also), "table")
        else:
            st.caption(ngettext("{count} row is too many for a workbook.",
                                "{count} rows are too many for a workbook.", rows))
        button("CSV", "csv", lambda made, given: files.csv(
            made, facts_of(given.visit, given.room), remark=remark(given.visit)), "csv", "text/csv")
        button("Parquet", "parquet", lambda made, given: files.parquet(
            made, facts_of(given.visit, given.room)), "database")
        board_pack(visit, visit.handed[_EXPORT].room, lambda: _pack_of(visit.handed[_EXPORT]))


def _pack_of(given: _Exported) -> Contents:
    return Contents(given.visit, given.shown, given.further)


def remark(visit: Visit) -> str:
    """What must be known of the figures wherever they go: the filters, and what part of the data is assumed."""
    narrowed = [visit.scope_words] if visit.scope != Scope() else []
    return " · ".join([*narrowed, *(each.label for each in visit.choices.caveats)])


def rejected_rows(table: str) -> None:
    """The rejected rows of a table as a file: line, text and every reason."""
    from crm_core.intake.quarantine import rejected_count, rejected_csv

    visit, name = current(), f"rejected-{table}.csv"
    book = visit.book
    st.download_button(_("Rejected rows of {table}", table=table),
                       logged(visit, name, lambda: (rejected_csv(book, table), rejected_count(book, table))), name,
                       "text/csv", key=f"rejected.{table}", on_click="ignore", icon=":material/download:")


def download(label: str, name: str, file: Callable[[], tuple[bytes, int]], *, key: str) -> None:
    """A button for one file more than the export menu has: `file` gives it, as CSV, with its number of rows."""
    visit = current()
    st.download_button(label, logged(visit, name, file), name, "text/csv", key=visit.key(key), on_click="ignore",
                       icon=":material/download:")


def logged(visit: Visit, name: str, file: Callable[[], tuple[bytes, int]]) -> Callable[[], bytes]:
    """What a download button calls for a file of what is on the screen: `file` gives it with its number of rows."""
    return handed_out(file, page=visit.page, file_name=name, scope=visit.scope_words,
                      book_fingerprint=visit.book.fingerprint)


def _file_name(visit: Visit) -> str:
    year = visit.choices.year(visit.scope.years_ago)
    to = visit.period.last_month if visit.period else year.last_month
    return f"clientela-{visit.page}-{to:%Y-%m}"


def facts_of(visit: Visit, room: ModuleType) -> dict[str, str]:
    info = visit.book.info
    return {
        _("Question"): visit.question,
        _("Answer"): visit.answer,
        _("Scope"): visit.scope_words,
        _("Settings"): "; ".join(f"{label}: {words}" for label, words in visit.settings.items()) or _("none"),
        _("Data to"): month(info["last_month"]),
        _("Data"): _("{title}, version {fingerprint}", title=info["title"], fingerprint=info["fingerprint"]),
        _("Currency"): str(info["currency"]),
        _("Basis"): told_in_full(visit.basis),
        _("To know"): " ".join([*filter(None, [PAGES[visit.page].of_all if visit.scope.segment else ""]),
                                *(each.sentence for each in visit.choices.caveats)]) or _("Nothing in it is assumed."),
        _("Definitions"): re.sub(r"[#*]", "", method_text(room)).strip(),
    }
