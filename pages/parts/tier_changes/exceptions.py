"""Exceptions by hand: a form for the customers that are picked, the list of those there are, and the way back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import StandingException, who_changes
from pages import frame
from pages.frame.saving.workspace import ask_who, day, forget, run_action, say
from pages.frame.visit.visit import current
from pages.parts.tier_changes.basis import Asked
from pages.parts.tier_changes.exception_actions import ExceptionActions

MONTHS_AHEAD = 12
"""How far ahead of the last day of the data an exception ends, when nobody says."""
REASON_ROWS = 90
"""Pixels of the field for the reason."""


@dataclass(frozen=True)
class Exceptions:
    """The exceptions of the scheme in this book, and what there is to say of them."""

    rows: tuple[StandingException, ...]
    today: dt.date
    """The last day of the data."""

    @property
    def note(self) -> str:
        """How many hold, and what is to be done about the others; empty without any."""
        return tiers.exceptions_note(self.rows, self.today)


def standing(read: Reader, asked: Asked) -> Exceptions:
    """Those of the scheme that the page is about."""
    return Exceptions(tiers.standings(read, asked.scheme), tiers.last_day(read))


def exceptions(read: Reader, asked: Asked, exceptions: Exceptions, picked: pd.DataFrame) -> None:
    """The card: what was done last, the form, and the list."""
    actions = ExceptionActions(asked.scheme, asked.choice, read, exceptions.today, current().key("exceptions"))
    with frame.card(*who_changes.exceptions_card(exceptions.rows, exceptions.note)):
        say(actions.key)
        with st.container(horizontal=True, gap="small"):
            _draw_form(actions, picked["customer_id"].tolist())
            removing = st.container(width="content")
        if not exceptions.rows:
            frame.ignore_in_link("held")
            return
        rows = who_changes.exceptions_table(exceptions.rows)
        listed = frame.Rows(rows, {
            "customer": _("Customer"), "tier": _("Tier"), "until": _("Until"), "standing": _("State"),
            "reason": _("Reason"), "by": _("By"), "customer_id": _("Customer ID")}, by="customer_id",
            widths={"customer": 170, "reason": 320})
        held = frame.pick_rows("held", _("Selected exceptions"), listed, alt=_("Exceptions by hand"),
                               invitation=_("Click rows to select exceptions to remove."))
        removing.button(_("Remove selected"), icon=":material/delete:", disabled=not held, key=f"{actions.key}.remove",
                        on_click=run_action, args=(actions.key, lambda: actions.remove(held)))


def _draw_form(actions: ExceptionActions, picked: list[str]) -> None:
    form, scheme = actions.form, actions.scheme
    if st.session_state.get(f"{form}.picked") != picked:
        st.session_state.update({f"{form}.picked": picked, f"{form}.customers": ", ".join(picked)})
    later = pd.Timestamp(actions.today) + pd.DateOffset(months=MONTHS_AHEAD)
    with (st.popover(_("Make an exception"), icon=":material/person_pin:", key=f"{actions.key}.popover",
                     on_change=forget, args=(form,)), st.form(form, border=False)):
        st.text_input(_("Customer IDs"), key=f"{form}.customers",
                      help=_("Those of the selected rows, or any others, separated by commas."))
        st.selectbox(_("Tier"), list(scheme.names), format_func=tiers.tier_label, key=f"{form}.tier")
        st.text_area(_("Reason"), key=f"{form}.reason", height=REASON_ROWS)
        st.date_input(_("Until"), later.date(), key=f"{form}.until", help=_(
            "The last day on which the exception holds. It is set against the last day of the data, {day}.",
            day=day(actions.today)))
        ask_who(f"{form}.author")
        say(form)
        st.form_submit_button(_("Make the exception"), key=f"{actions.key}.make", on_click=actions.make_from_form)
