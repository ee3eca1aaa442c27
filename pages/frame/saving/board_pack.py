"""The board pack in the export menu: chosen pages, under the scope on screen, as one file to be sent."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import streamlit as st

from crm_core.chapters import ROOMS
from crm_core.language import _, in_language
from crm_core.language import current as language
from crm_core.pack_command import FORMATS, Format, offered
from pages.frame.saving.workspace import log_export, who
from pages.frame.visit.visit import Visit

_LABELS = {"pptx": "PowerPoint", "xlsx": "Excel", "html": "HTML", "pdf": "PDF"}
_START = "overview"


def board_pack(visit: Visit, room: ModuleType, shown: Any) -> None:
    """Which pages, which format, and the button; the file is made when it is asked for, outside the page's run.

    `shown` is what `room` answered on this page: its part of the pack is what is on screen, whatever is set there.
    """
    if not hasattr(room, "cards"):
        return
    known = visit.availabilities
    pages = {name: ROOMS[name].title for name in (*offered(), visit.page)
             if name not in known or known[name].level != "none"}
    st.divider()
    chosen = st.multiselect(_("Board pack"), list(pages), [name for name in (_START, visit.page) if name in pages],
                            key=visit.key("pack.pages"), format_func=pages.__getitem__,
                            placeholder=_("Choose pages"))
    form: Format = st.pills(_("Format"), FORMATS, default=FORMATS[0], key=visit.key("pack.format"),
                    format_func=_LABELS.__getitem__, label_visibility="collapsed") or FORMATS[0]
    if not chosen:
        st.caption(_("Choose at least one page."))
        return
    name = f"clientela-pack-{visit.choices.year(visit.scope.years_ago).last_month:%Y-%m}.{form}"
    st.download_button(_("Download the pack"), _maker(visit, chosen, form, name, shown), name,
                       key=visit.key("pack.file"), on_click="ignore", icon=":material/co_present:", width="stretch",
                       type="primary")


def _maker(visit: Visit, chosen: list[str], form: Format, name: str, shown: Any) -> Any:
    """What the button calls, in a thread outside any session: what the log says is taken down now."""
    entry = {"page": visit.page, "file_name": name, "scope": visit.scope_words, "who": who(),
             "book_fingerprint": visit.book.fingerprint}
    book, scope, page, spoken = visit.book, visit.scope, visit.page, language()
    settings = "; ".join(f"{label}: {words}" for label, words in visit.settings.items())

    def make() -> bytes:
        from crm_core import packs

        with in_language(spoken):
            pack = packs.gather(book, scope, chosen, results={} if shown is None else {page: shown},
                                settings={page: settings} if settings else {})
            content = packs.write(pack, form)
        log_export(len(pack.cards), **entry)
        return content

    return make
