"""What a board should see of where we stand: the months, the regions, the customer types."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.overview import captions
from crm_core.rooms.overview.figure import draw, draw_parts
from crm_core.rooms.overview.measure import Overview
from crm_core.rooms.overview.reading import say

_SUMS = ("customers", "amount", "amount_before")


def cards(result: Overview, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    regions, types = result.regions, result.customer_types
    return (
        Card(captions.months(result), draw(result, money), result.months[["month", "amount"]],
             f"{captions.months_in_words(result)} {say(result, money)}"),
        Card(captions.regions(result), draw_parts(regions, regions["region"].tolist(), money),
             regions[["region", "customers", "amount", "amount_before", "share"]], captions.regions_in_words(result),
             totals=_SUMS),
        Card(captions.customer_types(result), draw_parts(types, captions.type_names(result), money),
             types[["customer_type", "customers", "amount", "amount_before", "share"]], captions.types_in_words(result),
             totals=_SUMS),
    )
