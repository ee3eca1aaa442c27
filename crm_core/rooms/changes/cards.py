"""What a board should see of a change: its steps, and the parts that explain most of it."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card, Unit
from crm_core.rooms.changes import captions
from crm_core.rooms.changes.figure import draw, draw_parts
from crm_core.rooms.changes.measure import Changes
from crm_core.rooms.changes.reading import say


def cards(result: Changes, money: Money) -> tuple[Card, ...]:
    """The cards of the page that show no customer by name; no parts where none of them has anything."""
    unit: Unit = "number" if result.by == "customers" else "money"
    parts = captions.parts(result, money)
    steps = Card(captions.steps(result, money), draw(result, money), captions.export_steps(result),
                 str(say(result, money)), unit=unit)
    if result.parts.empty:
        return (steps,)
    return (steps, Card(parts, draw_parts(result, money), result.parts[["name", "before", "now", "change"]],
                        parts.title, unit=unit))
