"""What a board should see of the data's quality: every table by dimension."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.quality import captions
from crm_core.rooms.quality.figure import draw
from crm_core.rooms.quality.measure import Quality
from crm_core.rooms.quality.reading import say
from crm_core.rooms.quality.wording import dimension_label, table_heading


def cards(result: Quality, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    scores = result.scores.assign(table_name=result.scores["table_name"].map(table_heading),
                                  dimension=result.scores["dimension"].map(dimension_label))
    return (Card(captions.tables(result), draw(result, money),
                 scores[["table_name", "dimension", "checked", "passed", "share"]], str(say(result, money)),
                 unit="share"),)
