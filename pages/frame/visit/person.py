"""Who is here and what they may see: the person whom the provider names, with the permit of this moment.

Where nobody signs in, whoever uses the program on their own machine may see everything. Who is here is looked up once
a run, and anew in every callback and by a part that runs alone, so that what a steward changes counts at the next
click, also for people who are already in, and no run mixes two permits.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.first_permits import TABLE, first_permit
from crm_core.language import _
from crm_core.limited_books import limited_shelf
from crm_core.permit import EVERYTHING, Permit
from crm_core.warehouse import Shelf
from crm_core.warehouse.on_disk import PRIVATE_FOLDER

if TYPE_CHECKING:
    from crm_core.workspace import Workspace

LONGEST = dt.timedelta(hours=12)
"""How long a sign-in counts: a working day. Streamlit's cookie would let somebody in for thirty."""


CLOCKS_DIFFER = 120
"""Seconds by which the provider's clock may be ahead."""


class NotSignedIn(CannotAnswer):
    """Nobody is signed in whose sign-in counts; the message says why, and is empty for who has not tried yet."""


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in; `mark` tells this sign-in apart from every other, and `since` is when it was, in
    seconds of the epoch."""

    email: str
    mark: str
    permit: Permit
    since: float


def people_sign_in() -> bool:
    """Whether `[auth]` is configured. Raises CannotAnswer where the file that may say so cannot be read: then nobody
    is let in rather than everybody."""
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    unread = [path for path in st.get_option("secrets.files") if Path(path).exists()]
    if unread:
        raise CannotAnswer(_("{file} cannot be read, so nobody is let in. Mend it, or take it away if nobody is to "
                             "sign in.", file=unread[0]))
    return False


_SHOWN_TO = "person.shown_to"
"""In session state: for whom, and with which permit, all of the page was drawn last."""
_of_this_run: ContextVar[tuple[Person | None] | None] = ContextVar("person", default=None)


@contextlib.contextmanager
def looked_up() -> Iterator[Person | None]:
    """Who is here, for as long as a run takes; the page is drawn for them. Raises like `person`."""
    token = _of_this_run.set((_person(),))
    try:
        st.session_state[_SHOWN_TO] = person()
        yield person()
    finally:
        _of_this_run.reset(token)


def person() -> Person | None:
    """Who is signed in; None where nobody need be. Raises NotSignedIn for everybody else."""
    known = _of_this_run.get()
    return _person() if known is None else known[0]


def _person() -> Person | None:
    if not people_sign_in():
        return None
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        raise NotSignedIn("")
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise NotSignedIn(_("The provider did not say your e-mail, by which permits are given. Ask whoever runs it."))
    if claims.get("email_verified") is False:
        raise NotSignedIn(_("The provider has not verified {email}. Verify it there and sign in again.", email=email))
    since = _since(claims)
    _require_fresh(since)
    mark = _mark(claims)
    permit, has_ended = bank_workspace().people.look_up(email, mark)
    if has_ended:
        raise NotSignedIn(_("You are signed out."))
    permit = permit or _first_permit(email, claims)
    if permit is None:
        raise NotSignedIn(_("{email} has no permit for Clientela. A steward can give one, on the Data page or on the "
                            "command line.", email=email))
    return Person(email.casefold(), mark, permit, since)


def require_as_shown() -> None:
    """For what a button does, which is older than this moment: that who presses it may see what they could when it was
    drawn. Else it would write what one permit shows where people with another read it. Raises CannotAnswer."""
    if person() != st.session_state.get(_SHOWN_TO):
        raise CannotAnswer(_("What you may see has changed since this was shown, so nothing was done. Look at the page "
                             "again and repeat it."))


def require_still(shown_to: Person | None) -> None:
    """For what is handed out outside any run, as files are: that the person for whom it was offered may see now what
    they could then. Raises NotSignedIn."""
    if shown_to is None:
        return
    _require_fresh(shown_to.since)
    permit, has_ended = bank_workspace().people.look_up(shown_to.email, shown_to.mark)
    if has_ended or permit != shown_to.permit:
        raise NotSignedIn(_("What {email} may see has changed since this file was offered.", email=shown_to.email))


def _first_permit(email: str, claims: dict[str, Any]) -> Permit | None:
    """What the provider's claims give somebody of whom nothing was entered yet; None where nothing is configured."""
    if TABLE not in st.secrets:
        return None
    settings = st.secrets[TABLE]
    if not hasattr(settings, "to_dict"):
        raise NotSignedIn(_("[{table}] in the secrets is no table. Mend it, or take it away.", table=TABLE))
    try:
        first = first_permit(settings.to_dict(), claims)
    except CannotAnswer as unclear:
        raise NotSignedIn(str(unclear)) from unclear
    if first is None:
        return None
    by = _("the claim {claim}: {value}", claim=first.claim, value=first.value)
    return bank_workspace().people.give_first(email, first.permit, by=by)


def _since(claims: dict[str, Any]) -> float:
    """When the person proved who they are, or at least when the provider said so; long ago where it says neither."""
    moments = [claims[name] for name in ("auth_time", "iat") if isinstance(claims.get(name), int | float)]
    return float(moments[0]) if moments else 0.0


def _require_fresh(since: float) -> None:
    age = dt.datetime.now(dt.UTC).timestamp() - since
    if age < -CLOCKS_DIFFER:
        raise NotSignedIn(_("You signed in at a moment that is still to come by this machine's clock. Whoever runs "
                            "Clientela can set it right."))
    if age > LONGEST.total_seconds():
        raise NotSignedIn(_("You signed in more than {hours} hours ago. Sign in again.",
                            hours=LONGEST // dt.timedelta(hours=1)))


def _mark(claims: dict[str, Any]) -> str:
    """A hash of all that the provider said at this sign-in, moment and nonce among it."""
    said = {name: value for name, value in claims.items() if name != "tokens"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def permit() -> Permit:
    """What may be seen and done here and now. Raises NotSignedIn."""
    who = person()
    return who.permit if who else EVERYTHING


def email() -> str:
    """The e-mail of who is signed in; empty where nobody need be."""
    who = person()
    return who.email if who else ""


def bank_workspace() -> Workspace:
    """The workspace of the bank, which also holds the permits and the record: for what is asked of nobody's work."""
    from crm_core.workspace import default_url  # SQLAlchemy takes a third of a second; most pages never need it

    return open_workspace(default_url())


def workspace_of(what: Permit) -> Workspace:
    """Where people with this permit keep their work: that of the bank, or one beside the book of what they may see, as
    names, notes and figures of others stand in the bank's."""
    from crm_core.workspace.engine import file_url

    if what.sees_everything:
        return bank_workspace()
    folder = limited_shelf(Shelf(), what).folder
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return open_workspace(file_url(folder))


@functools.lru_cache(maxsize=64)
def open_workspace(url: Any) -> Workspace:
    """The workspace at `url`, opened once a process. Not a Streamlit resource: downloads use it outside a session."""
    from crm_core.workspace import Workspace

    return Workspace(url)
