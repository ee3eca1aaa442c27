"""What a board should see of one customer: the months, the products."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.customer import captions
from crm_core.rooms.customer.figure import draw
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.rooms.customer.reading import say


def cards(result: CustomerFile, money: Money) -> tuple[Card, ...]:
    """The cards of the page; none of a customer without business."""
    found = []
    if len(result.months) and len(result.years):
        found.append(Card(captions.months(result, money), draw(result, money), result.months[["month", result.by]],
                          str(say(result, money))))
    products = result.by_product
    if len(products) and len(result.years):
        columns = [name for name in (f"{result.by}_before", *result.known) if name in products]
        found.append(Card(captions.products(result, money), None,
                          products[["product", *dict.fromkeys([result.by, *columns])]],
                          captions.products(result, money).title))
    return tuple(found)
