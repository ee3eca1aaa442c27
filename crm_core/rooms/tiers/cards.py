"""What a board should see of a scheme: all of it in words, the cuts, what each tier holds, who reaches the best."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.language import _
from crm_core.reading import Caption
from crm_core.rooms.tiers import captions
from crm_core.rooms.tiers.explaining.scheme import explained_card
from crm_core.rooms.tiers.fairness_in_words import reach_table
from crm_core.rooms.tiers.figure import draw, draw_tiers
from crm_core.rooms.tiers.measure import Tiering
from crm_core.rooms.tiers.pictures.charts import draw_capacity
from crm_core.rooms.tiers.pictures.fairness import draw_fairness
from crm_core.rooms.tiers.reading import say


def cards(result: Tiering, money: Money) -> tuple[Card, ...]:
    """The cards of the page that need no scheme beside this one."""
    scheme = result.scheme
    held = result.tiers.assign(tier=[scheme.labels[tier - 1] for tier in result.tiers["tier"]])
    spread = draw(result, money)
    found = [explained_card(result, money)]
    if spread is not None:
        found.append(Card(captions.cuts(scheme.groups[0], is_example="cuts" in result.examples), spread,
                          held[["tier", "customers", "customer_share"]], str(say(result, money)), unit="number",
                          totals=("customers",)))
    found.append(Card(Caption(_("What each tier holds"), captions.lacking_note(result)), draw_tiers(result, money),
                      held[["tier", "customers", "contribution", "balance", "cost_to_serve"]], str(say(result, money)),
                      unit="share", totals=("customers", "contribution", "balance", "cost_to_serve")))
    found.append(Card(captions.fairness(result)._replace(note=captions.fairness_notes(result)[0]),
                      draw_fairness(result), reach_table(result), captions.fairness(result).title, unit="share"))
    full = draw_capacity(result)
    if full is not None and result.capacity is not None:
        found.append(Card(captions.capacity(result), full,
                          result.capacity.branches[["name", "capacity_hours", "used_rate"]].head(12),
                          captions.capacity_note(result), unit="share"))
    return tuple(found)
