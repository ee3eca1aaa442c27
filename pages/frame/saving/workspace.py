"""The workspace as pages use it: opened once a process, who is working in it, what was done last, the export log."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.language import day as written_day
from crm_core.permit import Permit
from pages.frame.visit import language, person
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Workspace
    from crm_core.workspace.record import Deed

_LOG = logging.getLogger("clientela")
_WHO = "workspace.who"


@dataclass(frozen=True)
class ActionResult:
    """What a button did, in a sentence, and what takes it back if anything does; or why it was refused."""

    sentence: str
    undo: Callable[[], ActionResult] | None = None
    refusal: Exception | None = None
    permit: Permit | None = None
    """Of who pressed it: what it says, and takes back, is of the work that this permit shows."""


def workspace() -> Workspace:
    """The workspace of those who may see what this person may. Raises WorkspaceUnavailable, and NotSignedIn."""
    return person.workspace_of(person.permit())


def who() -> str:
    """The e-mail of who is signed in; else the name under which this person has worked so far, empty before the first
    time."""
    return person.email() or st.session_state.get(_WHO, "")


def ask_who(key: str) -> None:
    """The field for the name; filled in once a session, wherever it is asked for, and fixed for who is signed in."""
    signed_in = person.email()
    if signed_in or not st.session_state.get(key):
        st.session_state[key] = who()
    st.text_input(_("Your name"), key=key, disabled=bool(signed_in))


def run_action(place: str, action: Callable[[], ActionResult], *, form: str = "", author: str = "") -> None:
    """What a button does, in its callback. What comes of it is kept, to be said in the card `place`, or a refusal in
    the `form` where it can be mended. `author` is remembered as the name of this person when the action is done."""
    language.resume()
    try:
        person.require_as_shown()
        done = replace(action(), permit=person.permit())
    except CannotAnswer as refusal:
        done = ActionResult(str(refusal), refusal=refusal)
    except Exception as error:
        number = secrets.token_hex(4)
        _LOG.exception("A button of %s failed, number %s", place, number)
        sentence = _("That did not work because of an error on our side; it is in the log under number {number}. What "
                     "was saved before is unharmed.", number=number)
        done = ActionResult(sentence, refusal=error)
    if author and not done.refusal:
        st.session_state[_WHO] = author
    for said_before in filter(None, (place, form)):
        forget(said_before)
    st.session_state[f"{form if form and done.refusal else place}.done"] = done


def forget(place: str) -> None:
    """Say no longer what was done last."""
    st.session_state.pop(f"{place}.done", None)


def say(place: str) -> ActionResult | None:
    """Say what was done last in a card or form, with the way back. Returns it; None when nothing was."""
    done: ActionResult | None = st.session_state.get(f"{place}.done")
    if done and done.permit not in (None, person.permit()):
        return None
    if done and done.refusal:
        st.warning(escape(done.sentence), icon=":material/info:")
    elif done:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/check: {escape(done.sentence)}", width="content")
            if done.undo:
                st.button(_("Undo"), icon=":material/undo:", key=f"{place}.undo", on_click=run_action,
                          args=(place, done.undo))
    return done


def day(moment: dt.date | dt.datetime) -> str:
    """`3 May 2026`, `3 de mayo de 2026`, in the zone of the machine."""
    local = moment.astimezone() if isinstance(moment, dt.datetime) else moment
    return written_day(local)


def log_export(rows: int, **entry: str) -> None:
    """Enter a file that leaves in the export log and, where people sign in, in the record. It leaves in any case: a
    failure is only in the program's log. Both are the bank's, whoever takes the file: it is written in a thread that
    knows nobody."""
    try:
        bank = person.bank_workspace()
        bank.exports.log(rows=rows, **entry)
        if person.people_sign_in():
            bank.record.enter("exported", who=entry.get("who", ""), subject=entry.get("file_name", ""),
                              scope=entry.get("scope", ""), rows=rows,
                              book_fingerprint=entry.get("book_fingerprint", ""))
    except Exception:
        _LOG.warning("The file %s is not in the export log", entry.get("file_name"), exc_info=True)


def enter(what: Deed, *, subject: str, scope: str = "", rows: int | None = None, book_fingerprint: str = "") -> None:
    """Enter in the bank's record what the person who is signed in has just done. It is done in any case: a failure is
    only in the program's log."""
    try:
        if person.email():
            person.bank_workspace().record.enter(what, who=who(), subject=subject, scope=scope, rows=rows,
                                                 book_fingerprint=book_fingerprint)
    except Exception:
        _LOG.warning("%s %s is not in the record", what, subject, exc_info=True)
