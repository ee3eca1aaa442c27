"""What the Data page shows of where a book comes from: its files, what was rejected, what does not agree."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from crm_core.question import Reader
from crm_core.rooms import data
from crm_core.rooms.data import Provenance, captions
from pages import frame

MAX_IN_FULL = 5
"""Reasons and doubts told in full, as sentences; a cell of a table shows their beginning."""


def assumptions(read: Reader, result: Provenance) -> None:
    """What the book takes for granted, and its rate card."""
    with frame.card("What the book assumes"):
        st.markdown("\n".join(f"- {frame.escape(each)}" for each in result.assumptions))
        rates, losses = data.cards(read)
        if len(rates) or len(losses):
            with st.popover("Open the rate card", icon=":material/price_change:"):
                st.caption("Yearly rates as fractions of the balance; fees and costs in money.")
                st.dataframe(rates, hide_index=True, alt="The rate card by product")
                st.dataframe(losses, hide_index=True, alt="Expected yearly losses by product and credit grade")


def answerable() -> None:
    """Which pages this data answers, and what would bring the rest."""
    found = frame.availabilities()
    with frame.card(*captions.answerable(found)):
        frame.table(captions.pages_answered(found), {"page": "Page", "answer": "Answered", "more": "What would add to it"},
                    alt="Which pages this data answers")


def files(result: Provenance) -> None:
    """What became of every file."""
    with frame.card(*captions.files(result)):
        frame.table(result.files, {"table_name": "Table", "file": "File", "lines": "Lines", "accepted": "Accepted",
                                   "rejected": "Rejected", "blank": "Blank"}, alt="What became of every file")


def rejected(result: Provenance) -> None:
    """Why rows were rejected, and the rows to download."""
    with frame.card(*captions.rejected(result)):
        _sentences(captions.reasons(result, MAX_IN_FULL), between=", ")
        if len(result.reasons) > MAX_IN_FULL:
            frame.table(result.reasons, {"rejected": "Rows", "table_name": "Table", "first_line": "First line",
                                         "reasons": "Why"}, alt="Why rows were rejected")
        with st.container(horizontal=True):
            for name in result.files.loc[result.files["rejected"] > 0, "table_name"].unique():
                frame.rejected_rows(name)


def controls(result: Provenance) -> None:
    """The control figures, those not met first."""
    with frame.card(*captions.controls(result)):
        table = result.controls.assign(agrees=result.controls["agrees"].map({True: "met", False: "not met"}))
        frame.table(table, {"agrees": "", "name": "Figure", "expected": "Expected", "found": "Found", "note": "Note"},
                    alt="Control figures, those not met first")


def suspicions(result: Provenance) -> None:
    """What looks wrong."""
    with frame.card(*captions.suspicions(result)):
        _sentences(captions.doubts(result, MAX_IN_FULL), between=": ")
        if len(result.suspicions) > MAX_IN_FULL:
            frame.table(result.suspicions, {"table_name": "Table", "subject": "Where", "reason": "What looks wrong"},
                        alt="What looks wrong")


def lacking(result: Provenance) -> None:
    """The columns of a file that the bank did not deliver."""
    with frame.card(*captions.lacking(result)):
        frame.columns_of(frame.pick("lacking", "Columns of", {name: name for name in result.lacking}))


def _sentences(parts: Iterable[tuple[str, str]], *, between: str) -> None:
    st.markdown("\n".join(f"- **{frame.escape(first)}**{between}{frame.escape(rest)}" for first, rest in parts))
