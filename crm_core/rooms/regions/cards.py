"""What a board should see of the regions: the scorecard, the nine cells, how sure they are, growth against share."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.regions import captions
from crm_core.rooms.regions.figure import draw, draw_growth_share, draw_stability
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.reading import say
from crm_core.rooms.regions.scorecard_reading import scorecard_to_read
from crm_core.rooms.regions.wording import position_label

_SCORECARD = {"region": "region", "position": "position", "contribution": "contribution", "change": "change_in_words",
              "cause": "cause", "own_share": "own_share", "points": "points_in_words",
              "speaks_against": "speaks_against"}
"""The columns of the scorecard, and what they are called in files that leave."""


def cards(result: Regions, money: Money) -> tuple[Card, ...]:
    """The cards of the page; of a book whose regions cannot be placed, the scorecard alone."""
    placed, found = result.placed, [_scorecard(result, money)]
    if len(placed):
        positions = placed.assign(position=[position_label(each) for each in placed["position"]])
        found += [
            Card(captions.matrix(result), draw(result, money),
                 positions[["region", "strength", "attractiveness", "position"]], str(say(result, money)),
                 unit="number"),
            Card(captions.stability(result), draw_stability(result),
                 positions[["region", "position", "build_share", "hold_share", "harvest_share"]],
                 captions.stability(result).title, unit="share"),
        ]
    growth = draw_growth_share(result, money)
    if growth is not None:
        found.append(Card(captions.growth(result), growth,
                          placed[["region", "relative_share", "market_growth", "own_balance"]].dropna(),
                          captions.growth(result).title, unit="number"))
    return tuple(found)


def _scorecard(result: Regions, money: Money) -> Card:
    table = scorecard_to_read(result, money)[list(_SCORECARD)].rename(columns=_SCORECARD)
    caption = captions.scorecard(result, money)
    return Card(caption, None, table.dropna(axis="columns", how="all"), caption.title, unit="number",
                totals=("contribution",) * bool(table["contribution"].notna().all()))
