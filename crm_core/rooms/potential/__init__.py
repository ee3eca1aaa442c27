"""Which business is there for us that we do not have?"""

from crm_core.white_space.answer import Family, answer
from crm_core.white_space.figure import draw, draw_penetration
from crm_core.white_space.measure import Fair, WhiteSpace, white_space
from crm_core.white_space.reading import say, say_penetration

__all__ = [
    "Fair", "Family", "WhiteSpace", "answer", "draw", "draw_penetration", "say", "say_penetration", "white_space",
]
