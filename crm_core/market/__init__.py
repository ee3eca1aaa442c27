"""Where do we stand against the other banks?"""

from crm_core.market.answer import Family, answer
from crm_core.market.concentration import ProForma, hhi, leave, merge
from crm_core.market.figure import draw, draw_families, draw_trend, draw_what_if, riser
from crm_core.market.measure import Market, Standing, market
from crm_core.market.reading import caveats, say, say_what_if
from crm_core.market.screens import Screen, in_force, jurisdictions, screens

__all__ = [
    "Family", "Market", "ProForma", "Screen", "Standing", "answer", "caveats", "draw", "draw_families", "draw_trend",
    "draw_what_if", "hhi", "in_force", "jurisdictions", "leave", "market", "merge", "riser", "say", "say_what_if",
    "screens",
]
