"""Where do we stand?"""

from crm_core.rooms.overview.answer import NEEDS, Measure, answer
from crm_core.rooms.overview.cards import cards
from crm_core.rooms.overview.figure import draw, draw_parts
from crm_core.rooms.overview.measure import Overview, overview
from crm_core.rooms.overview.reading import say

__all__ = ["NEEDS", "Measure", "Overview", "answer", "cards", "draw", "draw_parts", "overview", "say"]
