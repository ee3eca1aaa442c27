"""What commands do, in the bank's record: by the user of the operating system, as nobody signs in on the command line.

A workspace is not made for it: where there is none yet nobody signs in, and there is no record.
"""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core import CannotAnswer, open_book
from crm_core.approved import of_the_bank, workspace_beside
from crm_core.language import _

if TYPE_CHECKING:
    from crm_core.workspace.record import Deed


def operator() -> str:
    """Who does it: `ana, on the command line`."""
    try:
        user = getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container's user may have a number alone
        user = str(os.getuid())
    return _("{user}, on the command line", user=as_text(user))


def enter(what: Deed, place: Path | None, *, subject: str, scope: str = "", rows: int | None = None,
          book_fingerprint: str = "") -> None:
    """Enter what was done with the data at `place`, a file or a folder. It is done in any case: that it is not in the
    record is said on standard error."""
    name = as_text(subject)
    try:
        if workspace := workspace_beside(of_the_bank(place)):
            workspace.record.enter(what, who=operator(), subject=name, scope=scope, rows=rows,
                                   book_fingerprint=book_fingerprint)
    except CannotAnswer as error:
        reason = getattr(error, "reason", error)  # that nothing was saved would be said of the deed
        print(_("Done, but {subject} is not in the record: {reason}", subject=name, reason=reason), file=sys.stderr)


def as_text(name: str) -> str:
    """A name of a file or a user as a database takes it: on Linux either may hold bytes that are no text."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "")


def enter_published(path: Path, place: Path | None) -> None:
    """Enter that the book at `path` was put in use."""
    with open_book(path) as book:
        info = book.info
    enter("published", place, subject=str(info["title"]), rows=int(info["activity_rows"]),
          book_fingerprint=str(info["fingerprint"]))
