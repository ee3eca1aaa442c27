"""What the book cannot answer: the sentence, and the columns of the files that would change that."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.contract import TABLES
from crm_core.language import N_, _, all_of
from pages.frame.showing.tables import table
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

_TABLE = "|".join(TABLES)
_NAMED = re.compile(rf"\b(?:({_TABLE}) file|fichero ({_TABLE}))\b")
"""How a sentence names a file, in English and in Spanish."""


_KINDS = {"text": N_("text"), "date": N_("date"), "month": N_("month"), "moment": N_("date and time"),
          "year": N_("year"), "money": N_("amount of money"), "count": N_("whole number"), "number": N_("number"),
          "rate": N_("fraction"), "flag": N_("true or false")}
"""What the kinds of the contract's columns are called."""


def cannot(sentence: CannotAnswer) -> None:
    """Say what the book lacks; whoever is to deliver it finds the columns below."""
    st.info(escape(str(sentence)), icon=":material/info:")
    files_named(str(sentence))


def not_loaded() -> None:
    """At the foot of a page that the book answers in part: what would bring the rest."""
    visit = current()
    availability = visit.availabilities.get(visit.page)
    if availability and availability.level == "part":
        st.caption(escape(_("This page would show more with {files}.", files=all_of(availability.missing))))


def files_named(text: str) -> None:
    """The columns of every file that a text names as `… file`, each to be opened."""
    for name in dict.fromkeys(english or spanish for english, spanish in _NAMED.findall(text)):
        with st.expander(_("Columns of {name}.csv", name=name), icon=":material/table:", type="compact"):
            columns_of(name)


def columns_of(name: str) -> None:
    """The columns of a table of the contract, as whoever delivers the file needs to know them."""
    expected = TABLES[name]
    st.markdown(escape(_("{meaning} One row: {grain}.", meaning=_(expected.meaning), grain=_(expected.grain))))
    columns = pd.DataFrame([vars(column) for column in expected.columns])
    columns["required"] = columns["required"].map({True: _("yes"), False: ""})
    columns["meaning"] = columns["meaning"].map(_)
    columns["kind"] = columns["kind"].map(lambda kind: _(_KINDS[kind]))
    table(columns, {"name": _("Column"), "kind": _("Kind"), "required": _("Required"), "meaning": _("Meaning"),
                    "example": _("Example")}, alt=_("Columns of {name}.csv", name=name))
