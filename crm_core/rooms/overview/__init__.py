"""Where do we stand?"""

from crm_core.rooms.overview.aims_reading import Tile, tiles
from crm_core.rooms.overview.answer import NEEDS, OWN_RATES, Measure, answer
from crm_core.rooms.overview.cards import cards, deeds
from crm_core.rooms.overview.figure import draw, draw_parts
from crm_core.rooms.overview.leavers import Leavers
from crm_core.rooms.overview.measure import Overview, overview
from crm_core.rooms.overview.opportunities import Opportunity, most_valuable, value_of_gaps, value_of_outflows
from crm_core.rooms.overview.opportunity_reading import say_opportunity, say_ranking
from crm_core.rooms.overview.outlook import Outlook
from crm_core.rooms.overview.reading import say
from crm_core.rooms.overview.trend_line import trend_line

__all__ = [
    "NEEDS", "OWN_RATES", "Leavers", "Measure", "Opportunity", "Outlook", "Overview", "Tile", "answer", "cards",
    "deeds", "draw", "draw_parts", "most_valuable", "overview", "say", "say_opportunity", "say_ranking", "tiles",
    "trend_line", "value_of_gaps", "value_of_outflows",
]
