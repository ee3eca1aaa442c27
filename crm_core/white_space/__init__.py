"""Which business is there for us that we do not have?"""

from crm_core.white_space.answer import answer
from crm_core.white_space.figure import draw, draw_penetration
from crm_core.white_space.measure import Fair, WhiteSpace, white_space
from crm_core.white_space.reading import say

__all__ = ["Fair", "WhiteSpace", "answer", "draw", "draw_penetration", "say", "white_space"]
