"""What the values of the bank stand for: families of products, types of customers, the month, the terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from crm_core import contract
from crm_core.intake.files.file_format import UNDECIDED
from crm_core.intake.files.shape import SNAPSHOTS
from crm_core.language import _, calendar_month, ngettext
from pages import frame
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.section import COLUMN, NONE, Section, choice_label, column_label

_MAX_VALUES = 40
"""Different values that are asked for one by one; more of them are no kinds of anything."""


def terms(desk: Desk) -> None:
    """The title of the data, its currency, when its fiscal year starts, and that its last month is whole, which no file
    says."""
    book = desk.recipe.sections.get("book", {})
    with st.container(horizontal=True):
        for setting, label, usual, width in (("title", _("Title of the data"), "", 320),
                                             ("currency", _("Currency"), "EUR", 120)):
            key = f"import_data.{desk.round}.{setting}"
            st.text_input(label, str(book.get(setting, usual)), key=key, width=width, placeholder=_("Our bank"),
                          on_change=_say, args=(desk, setting, key))
        key, months = f"import_data.{desk.round}.fiscal_year_starts", range(1, 13)
        starts = book.get("fiscal_year_starts", 1)
        st.selectbox(_("Fiscal year starts in"), months, months.index(starts) if starts in months else 0, key=key,
                     format_func=calendar_month, width=180, on_change=_say_fiscal_year, args=(desk, key))
    key = f"import_data.{desk.round}.last_month"
    st.checkbox(_("The last month is complete"), book.get("last_month") == "complete", key=key, on_change=_say_complete,
                args=(desk, key), help=_("A month that has not ended when the data is made is left out of every year. "
                                         "Mark it when the files hold all of it."))


def _say(desk: Desk, setting: str, key: str) -> None:
    value = st.session_state[key].strip()
    desk.change(desk.recipe.with_value("book", setting, (value.upper() if setting == "currency" else value) or None))


def _say_fiscal_year(desk: Desk, key: str) -> None:
    month = st.session_state[key]
    desk.change(desk.recipe.with_value("book", "fiscal_year_starts", month if month > 1 else None))


def _say_complete(desk: Desk, key: str) -> None:
    desk.change(desk.recipe.with_value("book", "last_month", "complete" if st.session_state[key] else None))


def month_of(section: Section) -> None:
    """The month of balances that have no date."""
    said = str(section.way.get("snapshot_month", ""))
    is_asked = section.table.name == "activity" and section.way.get("row") in SNAPSHOTS and (
        said or section.source_of("month") == NONE)
    if is_asked and UNDECIDED not in said:
        key = section.key("snapshot_month")
        st.text_input(_("Month of these figures, as the file has no date"), said, key=key, placeholder="2026-10",
                      width=320, on_change=section.take, args=("snapshot_month", key))


def translations(section: Section) -> None:
    """For each column of ours with fixed words: what each of their values is."""
    for column in section.table.columns:
        source = section.source_of(column.name)
        found = section.theirs(source.removeprefix(COLUMN)) if source.startswith(COLUMN) else None
        if not column.choices or found is None or not found.distinct:
            continue
        said = section.part("values").get(column.name, {})
        values = sorted({*found.values, *said})
        if set(values) <= set(column.choices):
            continue
        if len(values) > _MAX_VALUES:
            st.caption(frame.escape(ngettext(
                "{column}: {theirs} has {count} value, too many to be one of {choices}.",
                "{column}: {theirs} has {count} different values, too many to be one of {choices}.", len(values),
                column=column_label(column), theirs=found.name,
                choices=", ".join(choice_label(column, each) for each in column.choices))))
            continue
        st.caption(frame.escape(_("{column}: what is each value of {theirs}?", column=column_label(column),
                                  theirs=found.name)))
        _kinds(section, ("values", column.name), column, {
            value: (str(said.get(value, value if value in column.choices else "")), value) for value in values})


def listed(section: Section) -> None:
    """Rows that stand in the recipe itself: products, with the family of each."""
    st.caption(_("They are described here, as no file does. Choose the family of each."))
    for column in section.table.columns:
        if column.choices:
            with st.grid(4, min_column_width=170, gap="small"):
                for row_id, row in section.part("list").items():
                    name = str(row.get("name", ""))
                    label = _("{name} ({code})", name=name, code=row_id) if name else row_id
                    _kind(section, ("list", row_id, column.name), column, (str(row.get(column.name, "")), label))


def _kinds(section: Section, path: tuple[str, ...], column: contract.Column,
           values: Mapping[str, tuple[str, str]]) -> None:
    with st.grid(4, min_column_width=170, gap="small"):
        for theirs, shown in values.items():
            _kind(section, (*path, theirs), column, shown)


def _kind(section: Section, path: tuple[str, ...], column: contract.Column, shown: tuple[str, str]) -> None:
    """One drop-down of our words; `shown` is the choice now, and its label."""
    now, label = shown
    choices, key = list(column.choices), section.key(*path)
    st.selectbox(frame.escape(label) or "–", choices, index=choices.index(now) if now in choices else None, key=key,
                 placeholder=_("Choose"), format_func=partial(choice_label, column), on_change=section.take,
                 args=(path, key))
