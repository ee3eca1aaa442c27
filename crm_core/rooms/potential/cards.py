"""What a board should see of untapped potential: by region, and by product."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.reading import Caption
from crm_core.rooms.potential import captions
from crm_core.rooms.potential.figure import draw, draw_penetration
from crm_core.rooms.potential.measure import WhiteSpace
from crm_core.rooms.potential.reading import say, say_penetration

_SUMS = ("market", "held", "potential", "white_space")


def cards(result: WhiteSpace, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    found = []
    if result.period:
        found.append(Card(Caption(say(result, money).headline, captions.region_bars().note), draw(result, money),
                          result.regions[["region", *_SUMS]], str(say(result, money)), totals=_SUMS))
    held = result.penetration[result.penetration["is_asked"]]
    rates = held.groupby(["product_id", "product"], as_index=False).agg(
        holders=("holders", "sum"), customers=("customers", "sum"), whole_rate=("whole_rate", "first"))
    rates["rate"] = rates["holders"] / rates["customers"]
    found.append(Card(captions.penetration(result), draw_penetration(result),
                      rates.sort_values("rate", ascending=False)[["product", "holders", "customers", "rate",
                                                                  "whole_rate"]],
                      say_penetration(result), unit="share"))
    return tuple(found)
