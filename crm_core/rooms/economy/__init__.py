"""What are our regions like, and where are they going?"""

from crm_core.rooms.economy.answer import NEEDS, Size, answer, known_sizes
from crm_core.rooms.economy.cards import cards
from crm_core.rooms.economy.figure import draw, draw_shift, draw_structure, draw_trend
from crm_core.rooms.economy.indicators import INDICATORS, Indicator
from crm_core.rooms.economy.measure import Economy, economy
from crm_core.rooms.economy.reading import say, say_missing, say_shift, say_structure, say_trend
from crm_core.rooms.economy.structure import location_quotients, shift_share

__all__ = [
    "INDICATORS", "NEEDS", "Economy", "Indicator", "Size", "answer", "cards", "draw", "draw_shift", "draw_structure",
    "draw_trend", "economy", "known_sizes", "location_quotients", "say", "say_missing", "say_shift", "say_structure",
    "say_trend", "shift_share",
]
