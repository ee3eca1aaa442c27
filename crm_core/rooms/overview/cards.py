"""What a board should see of where we stand: the aims, the months, the regions, the types, and what to do most."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.language import _
from crm_core.reading import Caption, CardName
from crm_core.rooms.overview import captions
from crm_core.rooms.overview.aims_reading import say_aims, tiles
from crm_core.rooms.overview.figure import draw, draw_parts
from crm_core.rooms.overview.measure import Overview
from crm_core.rooms.overview.opportunities import Opportunity
from crm_core.rooms.overview.opportunity_reading import say_opportunity, say_ranking
from crm_core.rooms.overview.reading import say

_SUMS = ("customers", "amount", "amount_before")


def cards(result: Overview, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    regions, types = result.regions, result.customer_types
    return (
        *_aims(result, money),
        *_months(result, money),
        Card(captions.regions(result), draw_parts(regions, regions["region"].tolist(), money),
             regions[["region", "customers", "amount", "amount_before", "share"]], captions.regions_in_words(result),
             totals=_SUMS),
        Card(captions.customer_types(result), draw_parts(types, captions.type_names(result), money),
             types[["customer_type", "customers", "amount", "amount_before", "share"]], captions.types_in_words(result),
             totals=_SUMS),
    )


def _months(result: Overview, money: Money) -> tuple[Card, ...]:
    """None of a segment whose months are not there."""
    if result.months.empty:
        return ()
    return (Card(captions.months(result), draw(result, money), result.months[["month", "amount"]],
                 f"{captions.months_in_words(result)} {say(result, money)}"),)


def deeds(chosen: Sequence[Opportunity], money: Money, months: int) -> tuple[Card, ...]:
    """The most valuable things to do, which rest on other rooms' answers; none where nothing was found."""
    worded = [say_opportunity(each, rank, money, months) for rank, each in enumerate(chosen, start=1)]
    if not worded:
        return ()
    table = pd.DataFrame({"deed": [each.title for each in worded], "amount": [each.amount for each in chosen],
                          "rests_on": [each.note for each in worded]})
    caption = Caption(_("The most valuable things to do"), say_ranking(chosen))
    return (Card(caption, None, table, caption.title),)


def _aims(result: Overview, money: Money) -> tuple[Card, ...]:
    """The aims that are known, each with its figure, its change and what stands beside it."""
    known, said = [each for each in tiles(result, money) if each.is_known], say_aims(result, money)
    if not said:
        return ()
    note = _("Changes are against the same months a year before.")
    table = pd.DataFrame({"aim": [each.heading for each in known],
                          "what_is_measured": [each.metric.label for each in known],
                          "value_in_words": [each.metric.value for each in known],
                          "change_in_words": [each.metric.change or None for each in known],
                          "meaning": [each.detail for each in known]})
    return (Card(Caption(said, note, CardName("aims")), None, table, said),)
