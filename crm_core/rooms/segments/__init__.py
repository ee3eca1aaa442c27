"""What kinds of customers do we have, and how do they use the bank?"""

from crm_core.rooms.segments.answer import NEEDS, answer, answer_of, members, over_tiers
from crm_core.rooms.segments.cards import cards
from crm_core.rooms.segments.figure import draw, draw_tiers
from crm_core.rooms.segments.measure import Segments, profile, tier_shares
from crm_core.rooms.segments.reading import say

__all__ = ["NEEDS", "Segments", "answer", "answer_of", "cards", "draw", "draw_tiers", "members", "over_tiers",
           "profile", "say", "tier_shares"]
