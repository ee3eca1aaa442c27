"""What is read now and then: folded to its finding, made only while it is open, so that no slider pays for it."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Scheme, Tiering, captions
from pages import frame
from pages.parts.tiers import cards, explained
from pages.parts.tiers.comparison import in_full
from pages.parts.tiers.promises import draw_promises
from pages.parts.tiers.since_last_data import draw_since_last_data


def draw_folds(read: Reader, result: Tiering, in_force: Scheme | None, money: Money) -> None:
    """The evidence of the second rank, below the pictures. `result` need not be in full: what is opened asks for it."""
    def whole() -> Tiering:
        return in_full(read, result, in_force)

    draw_since_last_data()
    for caption, holds, draw in (
            (tiers.explained_heading(result), "", lambda: explained.scheme(whole(), money)),
            (captions.holdings(result), "", lambda: cards.holdings(result, money)),
            (captions.fairness(result), "", lambda: cards.fairness(whole())),
            (captions.further_checks(result), "", lambda: explained.further_checks(whole())),
            (captions.capacity(result), "", lambda: cards.capacity(result)),
            (captions.leakage(result, money), "", lambda: cards.leakage(whole(), money)),
            (captions.promises(result), "promised", lambda: draw_promises(result.scheme, money))):
        if place := frame.unfolded(*caption, holds=holds):
            with place:
                draw()
