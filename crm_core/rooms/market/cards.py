"""What a board should see of the market: the banks, the reports, our families, our regions."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.market import captions
from crm_core.rooms.market.figure import draw, draw_families, draw_trend
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.reading import say, say_families
from crm_core.vocabulary import family_label


def cards(result: Market, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    found = []
    if result.trend["period"].nunique() > 1:
        own = result.trend[result.trend["is_own"]]
        found.append(Card(captions.trend(result), draw_trend(result), own[["period", "institution", "share"]],
                          captions.trend(result).title, unit="share"))
    found.append(Card(captions.banks(result), draw(result, money),
                      result.banks[["institution", "balance", "share", "share_before", "rank"]],
                      str(say(result, money)), unit="share", totals=("balance",)))
    if len(result.families) > 1:
        families = result.families.assign(family=result.families["family"].map(family_label))
        found.append(Card(captions.families(result), draw_families(result),
                          families[["family", "balance", "own_balance", "own_share", "peers_mean_share"]],
                          say_families(result), unit="share"))
    return tuple(found)
