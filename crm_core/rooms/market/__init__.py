"""Where do we stand against the other banks?"""

from crm_core.rooms.market.answer import NEEDS, answer
from crm_core.rooms.market.cards import cards
from crm_core.rooms.market.concentration import ProForma, hhi, leave, merge
from crm_core.rooms.market.figure import (
    REGION_MEASURES,
    draw,
    draw_families,
    draw_regions,
    draw_trend,
    draw_what_if,
    riser,
    written,
)
from crm_core.rooms.market.measure import Market, Standing, market
from crm_core.rooms.market.reading import caveats, listed, say, say_families, say_regions
from crm_core.rooms.market.screens import NOWHERE, Screen, in_force, jurisdictions, screens
from crm_core.rooms.market.what_if_reading import say_screen, say_what_if

__all__ = [
    "NEEDS", "NOWHERE", "REGION_MEASURES", "Market", "ProForma", "Screen", "Standing", "answer", "cards", "caveats",
    "draw", "draw_families", "draw_regions", "draw_trend", "draw_what_if", "hhi", "in_force", "jurisdictions", "leave",
    "listed", "market", "merge", "riser", "say", "say_families", "say_regions", "say_screen", "say_what_if", "screens",
    "written",
]
