"""What a board should see of the forecast: where it goes, its record, and the parts that gain and fall."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card, Unit
from crm_core.rooms.demand import captions
from crm_core.rooms.demand.figure import draw, draw_gains, draw_record, draw_steps
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.reading import say

_KINDS = ("product", "region")
_NAMES = {"year_before": "before", "made_in": "origin", "step": "horizon", "said": "point", "error": "error_share",
          "rule_error": "rule_error_share", "level_error": "level_error_share"}
"""What the record's columns are called in tables that leave."""


def cards(result: Demand, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    unit: Unit = "money" if result.is_money else "number"
    fan = result.ahead.rename(columns=_NAMES)[
        ["month", "point", "low_80", "high_80", "low_95", "high_95", "before"]]
    found = [Card(captions.fan(result, money), draw(result, money), fan, str(say(result, money)), unit=unit)]
    if len(result.record):
        record = captions.record(result)
        found.append(Card(record, draw_record(result, money),
                          result.record.rename(columns=_NAMES)[
                              ["origin", "horizon", "month", "point", "low_80", "high_80", "came"]].head(12),
                          record.note, unit=unit))
    if len(result.steps):
        found.append(Card(captions.reach(result), draw_steps(result),
                          result.steps.rename(columns=_NAMES),
                          captions.reach_alt(result), unit="share"))
    for kind in _KINDS:
        parts = result.parts[result.parts["kind"] == kind]
        if len(parts):
            found.append(Card(captions.gains(result, kind), draw_gains(result, kind, money),
                              parts.rename(columns=_NAMES)[["name", "before", "point", "low_80", "high_80", "gain"]],
                              captions.gains_alt(result, kind), unit=unit))
            break  # one split, as the page shows it
    return tuple(found)
