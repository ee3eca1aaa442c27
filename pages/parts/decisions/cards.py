"""The notes on the cards of all pages."""

from __future__ import annotations

import pandas as pd

from crm_core.chapters import PAGES
from crm_core.language import _, day, ngettext
from pages import frame

ROWS = 4
"""Decisions at a time: each has its sentence of then and of today, its figures and what was said since."""
MAX_NOTES = 200


def notes() -> None:
    """What anybody noted on the cards of all pages, also of cards that are not drawn today."""
    rows = frame.notes_on_cards()
    if not rows:
        return
    with frame.card(ngettext("{count} note on the cards of pages", "{count} notes on the cards of pages", len(rows)),
                    _("Written in the corner of a card, and shown there while the page draws it.")):
        shown = pd.DataFrame([(day(each.dated_on), PAGES[page].title, each.text, each.author, each.scope)
                              for page, each in rows[:MAX_NOTES]],
                             columns=pd.Index(["date", "page", "note", "author", "scope"]))
        frame.table(shown, {"date": _("Date"), "page": _("Page"), "note": _("Note"), "author": _("Author"),
                            "scope": _("Scope")}, alt=_("The notes on cards, the latest first"), wraps=True)
