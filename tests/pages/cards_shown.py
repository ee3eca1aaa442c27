"""Whether the cards that a room gives to packs are what its page shows as it opens."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import plotly.graph_objects as go

from crm_core import ask, open_book
from crm_core.amounts import Money
from pages.frame.visit.wording import escape


def not_shown(page: str, folder: Path, text: str, figures: Iterable[go.Figure],
              folded: Collection[str] = ()) -> list[str]:
    """Cards whose title or figure the page does not show: `text` are its words, as markdown, `figures` its charts. Of
    cards that are `folded`, by their titles as they stand there, the figure is drawn once they are opened."""
    room, drawn = ask.room(page), {each.to_json() for each in figures}
    with open_book(folder) as book:
        cards = room.cards(room.answer(book.reader()), Money(str(book.info["currency"])))
    plain = "\n".join((text, *folded)).replace(":blue[", "").replace("]", "")
    return [card.title for card in cards if escape(card.title).replace("]", "") not in plain
            or (card.figure is not None and card.figure.to_json() not in drawn and escape(card.title) not in folded)]
