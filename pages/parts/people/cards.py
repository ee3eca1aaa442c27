"""The permits and the record, for those who answer for them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.language import _, day_short, ngettext
from crm_core.permit import ROLE_MEANINGS, ROLE_NAMES, ROLES, SMALLEST_GROUP
from crm_core.workspace import Entry, Person
from pages import frame
from pages.frame.saving.workspace import run_action, say
from pages.frame.visit import person
from pages.parts.people.actions import FORM, give, take_away

MOST = 200
"""Entries of the record on the page; `python -m crm_core people --record` has the same."""


def people() -> None:
    """Both cards; nothing where nobody signs in, or for who gives no permits."""
    if not person.people_sign_in() or not person.permit().manages:
        return
    bank = person.bank_workspace()
    _permits(bank.people.all())
    _record(bank.record.latest(MOST))


def _permits(everybody: tuple[Person, ...]) -> None:
    with frame.card(ngettext("{count} person has a permit", "{count} people have a permit", len(everybody)),
                    _("A change counts at the next click, also for people who are already in.")):
        frame.table(pd.DataFrame({
            "email": [each.email for each in everybody],
            "permit": [each.permit.words for each in everybody],
            "given_by": [each.given_by for each in everybody],
            "given_at": [day_short(each.given_at) for each in everybody],
        }), {"email": _("E-mail"), "permit": _("May see"), "given_by": _("Given by"), "given_at": _("On")},
            alt=_("Who has which permit"))
        with st.container(horizontal=True):
            _giving()
            _taking_away(everybody)
        say(FORM)


def _giving() -> None:
    with st.popover(_("Give a permit"), icon=":material/person_add:"), st.form(FORM, border=False):
        st.text_input(_("E-mail"), key=f"{FORM}.email")
        st.selectbox(_("Role"), ROLES, index=1, key=f"{FORM}.role",
                     format_func=lambda role: f"{_(ROLE_NAMES[role])}: {_(ROLE_MEANINGS[role])}")
        st.multiselect(_("Only these regions"), list(frame.book().region_names), key=f"{FORM}.regions",
                       format_func=frame.book().region_names.__getitem__, placeholder=_("All regions"))
        st.text_input(_("Only these branches (ids, with commas between)"), key=f"{FORM}.branches")
        st.text_input(_("Only these managers (ids, with commas between)"), key=f"{FORM}.managers")
        st.number_input(_("Smallest group that an executive sees"), value=SMALLEST_GROUP, step=1,
                        key=f"{FORM}.smallest_group")
        st.form_submit_button(_("Give"), on_click=run_action, args=(FORM, give))


def _taking_away(everybody: tuple[Person, ...]) -> None:
    with st.popover(_("Take a permit away"), icon=":material/person_remove:"):
        st.selectbox(_("Person"), [each.email for each in everybody], key=f"{FORM}.gone")
        st.button(_("Take away"), on_click=run_action, args=(FORM, take_away), key=f"{FORM}.take")


def _record(entries: tuple[Entry, ...]) -> None:
    with frame.folded(_("Who did what"), _("The latest {count} entries. Entries are added and never changed.",
                                           count=MOST)):
        frame.table(pd.DataFrame({
            "at": [f"{day_short(each.at)} {each.at:%H:%M} UTC" for each in entries],
            "who": [each.who for each in entries], "what": [each.what_words for each in entries],
            "subject": [each.subject for each in entries], "scope": [each.scope for each in entries],
            "rows": pd.array([each.rows for each in entries], dtype="Int64"),
            "version": [each.book_fingerprint[:8] for each in entries],
        }), {"at": _("When"), "who": _("Who"), "what": _("What"), "subject": _("Subject"), "scope": _("Scope"),
             "rows": _("Rows"), "version": _("Version")}, alt=_("Who did what, the latest first"))
