"""The board pack in the export menu: this page, some or all, under the scope on screen, as one file to send."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import streamlit as st

from crm_core import CannotAnswer
from crm_core.card import Card
from crm_core.chapters import ROOMS
from crm_core.language import N_, _, in_language
from crm_core.language import current as language
from crm_core.pack_command import FORMATS, Format, offered
from pages.frame.saving.handing_out import handed_out
from pages.frame.visit.visit import Visit
from pages.frame.visit.wording import escape

_LABELS = {"pptx": "PowerPoint", "xlsx": "Excel", "html": "HTML", "pdf": "PDF"}
_START = "overview"
_WHICH = {"this": N_("This page"), "chosen": N_("Chosen pages"), "all": N_("All pages")}
_MAX_NAME = 60
_MADE = "pack.made"
"""In session state: the latest pack of several pages, what it was made of and what it lacks."""
_Maker = Callable[[Callable[[str], object] | None], tuple[bytes, int, tuple[tuple[str, str], ...]]]
"""Gives the file, how many cards it has, and what it lacks."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class Contents(NamedTuple):
    """A page's part of a pack is what is on its screen, whatever is set there: what its room answered, and cards that
    the page has beside. `visit` is the run that showed them."""

    visit: Visit
    shown: Any
    further: Sequence[Card] = ()


def board_pack(visit: Visit, room: ModuleType, latest: Callable[[], Contents]) -> None:
    """Which pages, which format, and the button. `latest` tells what is on the screen when the pack is made."""
    if not hasattr(room, "cards"):
        return
    known = visit.availabilities
    pages = {name: ROOMS[name].title for name in (*offered(), visit.page)
             if name not in known or known[name].level != "none"}
    st.divider()
    which = st.segmented_control(_("Board pack"), list(_WHICH), default="this", key=visit.key("pack.which"),
                                 format_func=lambda each: _(_WHICH[each]), required=True)
    chosen = [visit.page] if which == "this" else list(dict.fromkeys((*offered(), visit.page)))
    if which == "chosen":
        first = list(dict.fromkeys(name for name in (_START, visit.page) if name in pages))
        chosen = st.multiselect(_("Pages"), list(pages), first,
                                key=visit.key("pack.pages"), format_func=pages.__getitem__,
                                placeholder=_("Choose pages"), label_visibility="collapsed")
    form: Format = st.pills(_("Format"), FORMATS, default=FORMATS[0], key=visit.key("pack.format"),
                    format_func=_LABELS.__getitem__, label_visibility="collapsed") or FORMATS[0]
    if not chosen:
        st.caption(_("Choose at least one page."))
        return
    name = f"{_file_name(visit)}.{form}"
    make = _maker(visit, chosen, form, latest)
    if which == "this":
        _download(visit, name, lambda: make(None)[:2])
    else:
        _made_in_view(visit, name, chosen, make)


def _download(visit: Visit, name: str, pack: Callable[[], tuple[bytes, int]]) -> None:
    file = handed_out(pack, page=visit.page, file_name=name, scope=visit.scope_words,
                      book_fingerprint=visit.book.fingerprint)
    st.download_button(_("Download the pack"), file, name, key=visit.key("pack.file"), on_click="ignore",
                       icon=":material/co_present:", width="stretch", type="primary")


def _made_in_view(visit: Visit, name: str, chosen: list[str], make: _Maker) -> None:
    """Several pages take seconds: they are named as they are asked, and the file is then there to be downloaded."""
    key = (name, tuple(chosen), visit.page, visit.book.fingerprint, visit.scope, language(), repr(visit.controls))
    if st.session_state.get(_MADE, (None,))[0] != key:
        slot = st.empty()
        if not slot.button(_("Make the pack"), key=visit.key("pack.make"), icon=":material/co_present:",
                           width="stretch", type="primary"):
            return
        bar, asked = slot.progress(0.0), iter(range(len(chosen)))
        try:
            content, cards, missing = make(lambda title: bar.progress(next(asked) / len(chosen), text=title))
        except CannotAnswer as sentence:
            st.caption(escape(str(sentence)))
            return
        slot.empty()
        st.session_state[_MADE] = (key, content, cards, missing)  # the latest only, until the tab is closed
    _key, content, cards, missing = st.session_state[_MADE]
    for page, reason in missing:
        st.caption(escape(_("Without {page}: {reason}", page=page, reason=reason)))
    _download(visit, name, lambda: (content, cards))


def _maker(visit: Visit, chosen: list[str], form: Format, latest: Callable[[], Contents]) -> _Maker:
    """What makes the file and says what it lacks. It may run in a thread outside any session."""
    book, scope, page, spoken = visit.book, visit.scope, visit.page, language()

    def make(told: Callable[[str], object] | None) -> tuple[bytes, int, tuple[tuple[str, str], ...]]:
        from crm_core import packs

        now, shown, further = latest()
        common = {"period": now.controls["period"]} if now.period and "period" in now.controls else {}
        settings = "; ".join(f"{label}: {words}" for label, words in now.settings.items())
        with in_language(spoken):
            pack = packs.gather(book, scope, chosen, results={} if shown is None else {page: shown},
                                further={page: further}, settings={page: settings} if settings else {}, common=common,
                                told=told)
            return packs.write(pack, form), len(pack.cards), pack.missing

    return make


def _file_name(visit: Visit) -> str:
    """`banco-ribera-ribera-2026-09`: bank, scope where it is narrowed, and month, in plain letters."""
    last = visit.period.last_month if visit.period else visit.choices.year(visit.scope.years_ago).last_month
    scope = [visit.choices.regions_words(visit.scope)] * bool(visit.scope.regions) + [
        visit.choices.types_words(visit.scope)] * bool(visit.scope.customer_types)
    scope += [visit.scope.segment.name] if visit.scope.segment else []
    words = unicodedata.normalize("NFKD", " ".join([str(visit.book.info["title"]), *scope]).casefold())
    plain = _NOT_IN_NAMES.sub("-", words.encode("ascii", "ignore").decode()).strip("-")
    return f"{plain[:_MAX_NAME].strip('-') or 'clientela'}-{last:%Y-%m}"
