"""The data in use and what came before it, and the way back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.intake.kept_books import KeptBook, kept_books
from crm_core.language import _, day_short, month_short, ngettext
from crm_core.language import current as language
from crm_core.warehouse import Shelf
from pages import frame
from pages.frame.saving.workspace import ActionResult, enter, run_action, say

_PLACE = "data.earlier"


def earlier() -> None:
    """What is kept to go back to; nothing where there is only the data in use."""
    shelf = Shelf()
    used = tuple((path.name, path.stat().st_mtime_ns) for path in shelf.books())
    books = _kept(str(shelf.folder), used, shelf.current(), language())
    former = [book for book in books if not book.is_current]
    if not former:
        return
    with frame.card(ngettext("{count} earlier state of the data is kept", "{count} earlier states of the data are kept",
                             len(former)),
                    _("New and missing customers are against the data that was in use when these were loaded.")):
        frame.table(_rows(books), {
            "built": _("Loaded on"), "source": _("Source"), "title": _("Title"), "customers": _("Customers"),
            "new": _("New"), "missing": _("Missing"), "rows": _("Rows of activity"), "last_month": _("Data to"),
            "state": _("State")}, alt=_("The data in use and earlier data"))
        with st.container(horizontal=True):
            for book in former:
                if not (book.problem or frame.import_refusal()):
                    st.button(_("Use version {version} again", version=book.fingerprint[:8]), on_click=run_action,
                              args=(_PLACE, lambda book=book: _use(shelf, book.fingerprint)),
                              key=f"{_PLACE}.{book.fingerprint}", icon=":material/history:")
        say(_PLACE)


@st.cache_data(max_entries=8, show_spinner=False)
def _kept(folder: str, used: tuple[tuple[str, int], ...], in_use: str | None, spoken: str) -> tuple[KeptBook, ...]:
    """Kept until a book is published, removed or gone back to."""
    return kept_books(Shelf(Path(folder)))


def _use(shelf: Shelf, fingerprint: str) -> ActionResult:
    if refusal := frame.import_refusal():  # the button may be older than the permit
        raise CannotAnswer(refusal)
    before = shelf.current() or ""
    shelf.use(fingerprint)
    enter("published", subject=_("Version {version}", version=fingerprint[:8]), book_fingerprint=fingerprint)
    return ActionResult(_("Version {version} is in use.", version=fingerprint[:8]),
                        undo=lambda: _use(shelf, before.removeprefix("book-").removesuffix(".duckdb")))


def _rows(books: tuple[KeptBook, ...]) -> pd.DataFrame:
    def now(book: KeptBook, measure: str) -> float | None:
        difference = book.of(measure)
        return difference.now if difference else None

    return pd.DataFrame({
        "built": [day_short(book.built_at) if book.built_at else None for book in books],
        "source": [book.origin or None for book in books],
        "title": [book.title for book in books],
        **{name: pd.array([now(book, measure) for book in books], dtype="float64") for name, measure in (
            ("customers", "customers"), ("new", "new_customers"), ("missing", "missing_customers"),
            ("rows", "activity_rows"))},
        "last_month": [month_short(book.last_month) if book.last_month else None for book in books],
        "state": [_("In use") if book.is_current else book.problem or book.fingerprint[:8] for book in books],
    })
