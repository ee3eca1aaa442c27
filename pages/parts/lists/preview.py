"""The rows of the list: searched, narrowed to who is late or open, in pages, in the columns that were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import N_, _, ngettext
from crm_core.lists.columns import HEADINGS, heading_of, list_table
from crm_core.lists.entry import Entry
from crm_core.lists.outcome import CONTACTS, LABELS
from pages import frame
from pages.parts.lists import columns
from pages.parts.lists.opened import Opened

ROWS = 50
Wanted = Literal["all", "open", "overdue", "heard"]
WANTED: dict[Wanted, str] = {"all": N_("All"), "open": N_("Still to be reached"), "overdue": N_("Overdue"),
                             "heard": N_("With a result")}
_BEFORE_RESULTS = 2
"""Columns that stand before what came of a customer: who it is. What came of it must not need scrolling."""
_OWN = {"contribution": "generated"}
"""Columns that go by another name here: what begins with `contribution` would ask the open book for its currency,
and the list has one of its own."""


def draw(opened: Opened, shown: Sequence[str]) -> None:
    """The card, in the columns that are `shown`, with their choice."""
    with frame.card(ngettext("{count} customer on the list", "{count} customers on the list", len(opened.rows)),
                    _("As they were when the list was made, with what came of them.")):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            words = frame.text_field("search", _("Search"), placeholder=_("Name, ID, manager or branch"))
            wanted: Wanted = frame.choice("show", _("Show"), {each: _(label) for each, label in WANTED.items()})
            columns.draw(shown)
        found = _found(opened, words, wanted)
        first = ROWS * (frame.page_of("page", len(found), ROWS) - 1)
        if found:
            _table(opened, found[first:first + ROWS], shown)
        else:
            st.markdown(_("Nobody on the list matches."))


def _found(opened: Opened, words: str, wanted: Wanted) -> list[Entry]:
    """The rows that hold all of the words, in the state that is wanted."""
    sought, latest = words.casefold().split(), opened.latest
    reached = {each.customer_id for each in opened.results if each.outcome in CONTACTS}

    def fits(row: Entry) -> bool:
        result = latest.get(row.customer_id)
        is_open = row.customer_id not in reached and (result is None or result.outcome != "left")
        return {"all": True, "open": is_open, "overdue": is_open and row.due_on < opened.today,
                "heard": result is not None}[wanted]

    def says(row: Entry) -> bool:
        text = " ".join((row.customer_id, row.name, row.manager, row.branch, row.region, row.step)).casefold()
        return all(word in text for word in sought)

    return [row for row in opened.rows if fits(row) and says(row)]


def _table(opened: Opened, rows: Sequence[Entry], shown: Sequence[str]) -> None:
    unit = Money(opened.work_list.origin.currency or "EUR").unit
    headings = {_OWN.get(name, name): _("{column}, {unit}", column=heading_of(name), unit=unit)
                if name in _OWN else heading_of(name) for name in shown if name in HEADINGS}
    latest = opened.latest
    of = [latest.get(row.customer_id) for row in rows]
    made = list_table(rows, shown).rename(columns=_OWN).replace("", None).assign(
        customer=[row.customer_id for row in rows],
        outcome=[_(LABELS[each.outcome]) if each else None for each in of],
        outcome_on=pd.to_datetime(pd.Series([each.happened_on if each else None for each in of], dtype=object)),
        remark=[(each.remark or None) if each else None for each in of])
    results = {"outcome": _("Outcome"), "outcome_on": _("Outcome date"), "remark": _("Remark")}
    named = list(headings.items())
    headings = dict(named[:_BEFORE_RESULTS]) | results | dict(named[_BEFORE_RESULTS:])
    frame.table(made, headings, alt=_("The customers of the list, what is to be done, and what came of it"),
                by="customer", leads_to=frame.to_customer() if frame.has_book() else None)
