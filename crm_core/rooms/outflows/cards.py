"""What a board should see of outflows: to which banks, and from which regions."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.outflows import captions
from crm_core.rooms.outflows.figure import draw, draw_regions
from crm_core.rooms.outflows.measure import Outflows
from crm_core.rooms.outflows.reading import say, say_regions


def cards(result: Outflows, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    return (
        Card(captions.counterparts(result), draw(result, money),
             result.counterparts[["counterpart", "senders", "amount", "share", "peer_share"]], str(say(result, money)),
             unit="share", totals=("amount",)),
        Card(captions.regions(result, money), draw_regions(result, money),
             result.regions[["region", "customers", "senders", "amount", "amount_per_customer"]],
             say_regions(result, money), totals=("customers", "senders", "amount")),
    )
