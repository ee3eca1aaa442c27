"""What a board should see of the customers who lose money: why, and where."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.causes import captions
from crm_core.rooms.causes.figure import draw
from crm_core.rooms.causes.measure import Causes
from crm_core.rooms.causes.reading import say
from crm_core.vocabulary import line_label

_SUMS = ("amount", "reference", "difference")


def cards(result: Causes, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    lines = result.lines.assign(line=result.lines["line"].map(line_label))
    found = [Card(captions.lines(result, money), draw(result, money), lines[["line", *_SUMS]], str(say(result, money)),
                  totals=_SUMS if len(lines) else ())]
    if len(result.hotspots):
        rows = result.hotspots.head(captions.MAX_PLACES)[["product", "region", "customer_type", "excess", "ratio"]]
        found.append(Card(captions.places(result), None, rows, captions.places_in_words(result)))
    return tuple(found)
