"""Every failure of a page said calmly: what the book cannot say as it stands, what nobody foresaw by a number."""

from __future__ import annotations

import contextlib
import errno
import logging
import secrets
from collections.abc import Iterator

import streamlit as st

from crm_core import CannotAnswer, NobodyInScope
from crm_core.language import _
from crm_core.machine_words import words_of
from pages.frame.showing.missing_data import cannot
from pages.frame.visit import scope_bar
from pages.frame.visit.visit import running
from pages.frame.visit.wording import escape

_LOG = logging.getLogger("clientela")
_THE_MACHINES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""What a disk says of itself: no room, no right to write, a fault."""


class AlreadySaid(Exception):
    """A part of the page has failed and has said why, where it stands."""


@contextlib.contextmanager
def calmly(page: str) -> Iterator[None]:
    """Failures as sentences: what the book cannot say as it stands, what nobody foresaw by a number in the log, in
    which the page is called `page`."""
    try:
        yield
    except AlreadySaid:
        pass
    except NobodyInScope as nobody:
        with st.container(border=True):
            visit = running.get()
            st.subheader(_("No customers match"), anchor=False)
            st.markdown(escape(f"{visit.choices.words(visit.scope)}. {nobody}" if visit else str(nobody)))
            scope_bar.clear_button("nobody.clear")
    except CannotAnswer as sentence:
        cannot(sentence)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _THE_MACHINES:
            _LOG.warning("Page %r: %s", page, error)
            cannot(CannotAnswer(_("{file}: {error}. Make room on the disk, or allow this program to write there, and "
                                  "try again.", file=error.filename or _("The disk"), error=words_of(error))))
            return
        number = secrets.token_hex(4)
        _LOG.exception("Page %r failed, number %s", page, number)
        st.error(
            _("Something went wrong on our side. It is in the log under number **{number}**, and the data is unharmed. "
              "Try again or open another page; if it comes back, pass the number on.", number=number),
            icon=":material/error:",
        )
