"""One card as one PowerPoint slide, without a cover: to put among the slides that somebody has already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from crm_core.card import Card
from crm_core.language import _, in_language
from crm_core.language import current as language
from pages.frame.saving.card_files import file_name
from pages.frame.saving.downloads import logged
from pages.frame.visit.visit import current


def card_slide(card: Card, answered: Callable[[], Any]) -> None:
    """The button. The file is made when it is asked for; `answered` gives what the page's room answers, for the notes
    of the slide."""
    visit, spoken = current(), language()
    book, scope, page = visit.book, visit.scope, visit.page
    settings = "; ".join(f"{label}: {words}" for label, words in visit.settings.items())
    name = f"{file_name(card.title, page, visit.choices.year(scope.years_ago).last_month)}.pptx"

    def make() -> tuple[bytes, int]:
        from crm_core import packs

        with in_language(spoken):
            pack = packs.gather(book, scope, [page], results={page: answered()}, further={page: (card,)},
                                settings={page: settings} if settings else {})
            return packs.write(packs.only(pack, str(card.caption.name)), "pptx"), len(card.table)

    st.download_button(_("As a slide"), logged(visit, name, make), name, key=f"slide.{card.caption.name}",
                       on_click="ignore", icon=":material/co_present:", help=_("One PowerPoint slide of this card."))
