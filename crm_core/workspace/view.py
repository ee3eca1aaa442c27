"""One saved view: a page with its scope and settings, behind a short id."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from crm_core import CannotAnswer

SHORT_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another when a link is read out: without i, l, o, 0 and 1."""
SHORT_ID_LENGTH = 8
"""31⁸ are 850 thousand million: whoever tries a thousand a second for a year among ten thousand views finds 400 of
them, and would learn settings, no data; whoever is not to see the data is kept out by other means."""


@dataclass(frozen=True)
class View:
    """One view. `link` is the page's own JSON text of scope and settings; `owner` who keeps it, as an opaque id.

    Without a name it is only a short link: nobody's and in no list.
    """

    id: int
    short_id: str
    owner: str
    page: str
    name: str
    note: str
    author: str
    link: str
    is_shared: bool
    created_at: dt.datetime
    changed_at: dt.datetime
    deleted_at: dt.datetime | None


class ViewNameTaken(CannotAnswer):
    """The owner has a living view of this name on the page already: `by` it is."""

    def __init__(self, sentence: str, *, by: View) -> None:
        super().__init__(sentence)
        self.by = by


def new_short_id() -> str:
    """Eight letters and digits that cannot be guessed."""
    return "".join(secrets.choice(SHORT_ID_LETTERS) for _ in range(SHORT_ID_LENGTH))


def short_id_of(text: str) -> str:
    """The short id that somebody typed, whatever its capitals; empty when it is none."""
    typed = text.strip().lower()
    is_one = len(typed) == SHORT_ID_LENGTH and set(typed) <= set(SHORT_ID_LETTERS)
    return typed if is_one else ""
