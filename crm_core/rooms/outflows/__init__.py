"""Where does our customers' money go?"""

from crm_core.rooms.outflows.answer import NEEDS, answer
from crm_core.rooms.outflows.cards import cards
from crm_core.rooms.outflows.figure import draw, draw_regions
from crm_core.rooms.outflows.measure import Outflows, outflows
from crm_core.rooms.outflows.reading import say, say_pairs, say_regions

__all__ = [
    "NEEDS", "Outflows", "answer", "cards", "draw", "draw_regions", "outflows", "say", "say_pairs", "say_regions",
]
