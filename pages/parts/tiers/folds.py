"""What is read now and then: folded to its finding, made only while it is open, so that no slider pays for it."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.question import Reader
from crm_core.rooms.tiers import Outline, Tiering, captions
from pages import frame
from pages.parts.tiers import cards
from pages.parts.tiers.promises import draw_promises
from pages.parts.tiers.since_last_data import draw_since_last_data


def draw_folds(read: Reader, drawn: Outline, result: Tiering, money: Money) -> None:
    """The evidence of the second rank, below the pictures."""
    draw_since_last_data()
    for caption, holds, draw in (
            (captions.holdings(drawn), "", lambda: cards.holdings(drawn, money)),
            (captions.fairness(drawn), "", lambda: cards.fairness(drawn)),
            (captions.capacity(result), "", lambda: cards.capacity(result)),
            (captions.leakage(result, money), "", lambda: cards.leakage(read, result, money)),
            (captions.promises(result), "promised", lambda: draw_promises(drawn.scheme, money))):
        if place := frame.unfolded(*caption, holds=holds):
            with place:
                draw()
