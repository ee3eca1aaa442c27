"""Is the data complete, valid, unique, on time and consistent?"""

from crm_core.rooms.quality.answer import NEEDS, answer
from crm_core.rooms.quality.cards import cards
from crm_core.rooms.quality.figure import draw, draw_months, draw_trend
from crm_core.rooms.quality.measure import DIMENSIONS, Quality, quality
from crm_core.rooms.quality.reading import say

__all__ = ["DIMENSIONS", "NEEDS", "Quality", "answer", "cards", "draw", "draw_months", "draw_trend", "quality", "say"]
