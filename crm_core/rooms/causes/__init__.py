"""Why do some customers lose us money?"""

from crm_core.rooms.causes.answer import NEEDS, Who, answer
from crm_core.rooms.causes.cards import cards
from crm_core.rooms.causes.figure import draw
from crm_core.rooms.causes.measure import BASES, Causes, decompose, hotspots, levers
from crm_core.rooms.causes.reading import place_in_words, say

__all__ = [
    "BASES", "NEEDS", "Causes", "Who", "answer", "cards", "decompose", "draw", "hotspots", "levers", "place_in_words",
    "say",
]
