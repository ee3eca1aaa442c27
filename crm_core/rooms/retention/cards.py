"""What a board should see of Retention."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.retention import captions, leaving_in_words
from crm_core.rooms.retention.figure import draw, draw_calibration, draw_outcomes
from crm_core.rooms.retention.measure import Retention
from crm_core.rooms.retention.reading import say

_ROWS = 12


def cards(result: Retention, money: Money) -> tuple[Card, ...]:
    """The cards of the page, of the view that is shown."""
    reading, found = str(say(result, money)), result.leaving
    years = result.outcomes[["years_ago", "customers", "closed", "closed_rate", "quiet", "quiet_rate"]]
    outcomes = None
    if len(years):
        outcomes = Card(captions.outcomes(result), draw_outcomes(result), years, reading, unit="share")
    if found is None:
        shown = [outcomes]
        if result.staying is not None:
            table = result.staying.parts[["name", "customers", "left", "yearly_rate", "low", "high"]]
            shown.insert(0, Card(captions.curves(result.staying), draw(result, money), table, reading, unit="share"))
        return tuple(each for each in shown if each is not None)
    model = Card(leaving_in_words.model(found), None, leaving_in_words.model_card(found), reading, in_words=True)
    if not found.is_useful:
        return tuple(each for each in (outcomes, model) if each is not None)
    return (
        Card(leaving_in_words.at_risk(found, money), draw(result, money), found.groups.head(_ROWS), reading,
             unit="money" if found.has_money else "number"),
        Card(leaving_in_words.calibration(found), draw_calibration(found), found.tested.calibration, reading,
             unit="share"),
        model,
    )
