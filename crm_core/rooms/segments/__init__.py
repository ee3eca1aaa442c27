"""What kinds of customers do we have, and how do they use the bank?"""

from crm_core.rooms.segments.answer import NEEDS, answer
from crm_core.rooms.segments.cards import cards
from crm_core.rooms.segments.figure import draw
from crm_core.rooms.segments.measure import Segments, contribution_by_type
from crm_core.rooms.segments.reading import say

__all__ = ["NEEDS", "Segments", "answer", "cards", "contribution_by_type", "draw", "say"]
