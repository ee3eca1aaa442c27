"""Where is our untapped potential?"""

from crm_core.rooms.potential.answer import NEEDS, answer
from crm_core.rooms.potential.cards import cards
from crm_core.rooms.potential.figure import draw, draw_penetration
from crm_core.rooms.potential.measure import Fair, WhiteSpace, white_space
from crm_core.rooms.potential.reading import say, say_penetration

__all__ = [
    "NEEDS", "Fair", "WhiteSpace", "answer", "cards", "draw", "draw_penetration", "say", "say_penetration",
    "white_space",
]
