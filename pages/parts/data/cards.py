"""What the Data page shows of where a book comes from: its files, what was rejected, what does not agree."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from crm_core.language import _, pgettext
from crm_core.question import Reader
from crm_core.rooms import data
from crm_core.rooms.data import Provenance, captions
from pages import frame

MAX_IN_FULL = 5
"""Reasons and possible errors told in full, as sentences; a cell of a table shows their beginning."""


def assumptions(read: Reader, result: Provenance) -> None:
    """What the data takes for granted, and its rate card."""
    with frame.card(_("What the data assumes"), name="assumptions"):
        st.markdown("\n".join(f"- {frame.escape(each)}" for each in captions.assumptions(result)))
        rates, losses = data.rate_cards(read)
        if len(rates) or len(losses):
            with st.popover(_("Open the rate card"), icon=":material/price_change:"):
                _rate_card(rates, losses)


def _rate_card(rates: pd.DataFrame, losses: pd.DataFrame) -> None:
    st.caption(_("Margin, capital and loss as a share of the balance a year; fees and costs in money."))
    if len(rates):
        frame.table(rates, {
            "product": _("Product"), "valid_from": _("Valid from"), "margin_rate": _("Margin"),
            "fee_per_transaction": _("Fee per transaction"), "fee_per_month": _("Fee per month"),
            "cost_per_transaction": _("Cost per transaction"), "cost_per_month": _("Cost per month"),
            "capital_rate": _("Capital")}, money=("fee_per_transaction", "fee_per_month"),
            alt=_("The rate card by product"))
    if len(losses):
        frame.table(captions.loss_card(losses), {"product": _("Product"), "credit_grade": _("Credit grade"),
                                                 "loss_rate": _("Expected loss")},
                    alt=_("Expected yearly losses by product and credit grade"))


def answerable() -> None:
    """Which pages this data answers, and what would add the rest."""
    found = frame.availabilities()
    with frame.card(*captions.answerable(found)):
        frame.table(captions.pages_answered(found), {"page": _("Page"), "answer": _("Answered"),
                                                     "more": _("What is missing")},
                    alt=_("Which pages this data answers"), leads_to=frame.to_pages(), by="id")


def files(result: Provenance) -> None:
    """What became of every file."""
    with frame.folded(*captions.files(result)):
        frame.table(result.files, {"table_name": _("Table"), "file": _("File"), "lines": _("Lines"),
                                   "accepted": _("Accepted"), "rejected": _("Rejected"), "blank": _("Blank")},
                    alt=_("What became of every file"))


def totals(result: Provenance) -> None:
    """Rows, customers and amounts of every file, as read and as accepted."""
    with frame.folded(*captions.totals(result)):
        frame.table(captions.totals_table(result), {
            "file": _("File"), "measure": _("Figure"), "before": _("Read"), "after": _("Accepted"),
            "rejected_share": _("Rejected"), "unread": _("Not legible")}, right=("before", "after"),
            alt=_("Control totals of every file, as read and as accepted"))


def rejected(result: Provenance) -> None:
    """Why rows were rejected, and the rows to download."""
    with frame.card(*captions.rejected(result)):
        _sentences(captions.reasons(result, MAX_IN_FULL), between=", ")
        if len(result.reasons) > MAX_IN_FULL:
            frame.table(result.reasons, {"rejected": _("Rows"), "table_name": _("Table"), "first_line": _("First line"),
                                         "reasons": _("Reason")}, alt=_("Why rows were rejected"))
        with st.container(horizontal=True):
            for name in result.files.loc[result.files["rejected"] > 0, "table_name"].unique():
                frame.rejected_rows(name)


def controls(result: Provenance) -> None:
    """The controls, those that failed first."""
    place = frame.card if result.disagreeing else frame.folded
    with place(*captions.controls(result)):
        frame.table(captions.controls_table(result), {"agrees": _("Outcome"), "name": _("Control"),
                                                      "expected": pgettext("control", "Expected"), "found": _("Found"),
                                                      "note": _("Note")},
                    alt=_("Controls, those that failed first"))


def suspicions(result: Provenance) -> None:
    """What looks wrong."""
    with frame.card(*captions.suspicions(result)):
        _sentences(captions.doubts(result, MAX_IN_FULL), between=": ")
        if len(result.suspicions) > MAX_IN_FULL:
            frame.table(result.suspicions, {"table_name": _("Table"), "subject": _("Where"),
                                            "reason": _("What looks wrong")}, alt=_("What looks wrong"))


def derivations(result: Provenance) -> None:
    """How figures were worked out from what the files hold."""
    with frame.card(*captions.derivations(result)):
        st.markdown("\n".join(f"- {frame.escape(each)}" for each in result.derivations))


def lacking(result: Provenance) -> None:
    """The columns of a file that the bank did not deliver."""
    with frame.folded(*captions.lacking(result)):
        frame.columns_of(frame.pick("lacking", _("Columns of"), captions.file_names(result)))


def _sentences(parts: Iterable[tuple[str, str]], *, between: str) -> None:
    st.markdown("\n".join(f"- **{frame.escape(first)}**{between}{frame.escape(rest)}" for first, rest in parts))
