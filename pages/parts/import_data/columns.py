"""The drop-downs of one section of the recipe: which of their columns is which of ours."""

from __future__ import annotations

import streamlit as st

from crm_core import contract
from crm_core.intake.files.file_format import UNDECIDED
from crm_core.language import _, all_of
from pages import frame
from pages.parts.import_data.section import COLUMN, CONSTANT, NONE, WORKED_OUT, Section, choice_label, column_label

_CORE = {
    "customers": ("customer_id", "name", "region_id", "customer_type", "joined_on"),
    "products": ("product_id", "name", "family"),
    "activity": ("customer_id", "product_id", "month", "balance", "turnover", "fee_income"),
}
"""What most banks have; the rest is asked for in an expander."""


def columns_of(section: Section) -> None:
    """A drop-down for each column of ours that matters, and the others on demand."""
    table = section.table
    order = _CORE.get(table.name, table.names)
    core = [*(table.column(name) for name in order), *(each for each in table.columns if each.name not in order and (
        each.required or section.source_of(each.name) != NONE))]
    rest = [each for each in table.columns if each not in core]
    _grid(section, core)
    if rest:
        with st.expander(_("More columns"), icon=":material/add:", type="compact"):
            _grid(section, rest)


def _grid(section: Section, columns: list[contract.Column]) -> None:
    with st.grid(3, min_column_width=230, gap="small"):
        for column in columns:
            with st.container(gap="xxsmall"):
                _drop_down(section, column)


def _drop_down(section: Section, column: contract.Column) -> None:
    now, preview = section.source_of(column.name), section.preview
    options = [NONE, CONSTANT, *(f"{COLUMN}{each.name}" for each in (preview.columns if preview else ()))]
    options += [now] if now not in options else []
    # The choice is part of the key: the widget is another one where the recipe says another thing.
    key = section.key("column", column.name, now)
    label = column_label(column)
    if column.required:
        label = _("{column} (required)", column=label)
    st.selectbox(frame.escape(label), options, index=options.index(now), key=key, format_func=_words,
                 help=frame.escape(_("{meaning} (column {name} of {table})", meaning=_(column.meaning),
                                     name=column.name, table=section.table.name)),
                 on_change=lambda: section.set_source(column, st.session_state[key]))
    if now == CONSTANT:
        _constant(section, column)
    elif now == WORKED_OUT:
        st.caption(frame.escape(_how_worked_out(section, column.name)))
    elif why := _why(section, column.name, now):
        st.caption(frame.escape(_("Proposed by {why}.", why=why)))


def _words(option: str) -> str:
    if option.startswith(COLUMN):
        return option.removeprefix(COLUMN)
    return {NONE: _("not in the file"), CONSTANT: _("the same for every row"), WORKED_OUT: _("worked out")}[option]


def _why(section: Section, column: str, now: str) -> str:
    """By what our column was matched with theirs; empty where a person did it."""
    return next((each.why for each in section.desk.matches
                 if (each.table, each.column, f"{COLUMN}{each.theirs}") == (section.table.name, column, now)), "")


def _constant(section: Section, column: contract.Column) -> None:
    value, key = str(section.part("fixed")[column.name]), section.key("fixed", column.name)

    def fix() -> None:
        section.set(("fixed", column.name), st.session_state[key] or "")

    if column.choices:
        choices = list(column.choices)
        st.selectbox(_("Value"), choices, index=choices.index(value) if value in choices else None, key=key,
                     format_func=lambda each: choice_label(column, each), label_visibility="collapsed", on_change=fix)
    else:
        st.text_input(_("Value"), "" if UNDECIDED in value else value, placeholder=column.example, key=key,
                      label_visibility="collapsed", on_change=fix)


def _how_worked_out(section: Section, column: str) -> str:
    """How a value comes about that is no column alone."""
    theirs = section.part("columns").get(column)
    if lookup := section.part("lookup").get(column):
        return _("{value} in {file}, found by {key}", value=lookup["value"], file=lookup["file"], key=theirs or column)
    if times := section.part("times").get(column):
        return _("{one} × {other}", one=times[0], other=times[1])
    if isinstance(theirs, list):
        return _("{columns} put together", columns=all_of(theirs))
    if column == "month" and section.way.get("snapshot_month"):
        month = str(section.way["snapshot_month"])[:7]
        return _("not known yet") if UNDECIDED in month else _("{month}, for every row", month=month)
    return _("from the columns {columns}, each a row", columns=all_of(list(section.part("unpivot").get("columns", {}))))
