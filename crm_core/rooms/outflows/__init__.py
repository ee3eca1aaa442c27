"""Where does our customers' money go?"""

from crm_core.outflows.answer import answer
from crm_core.outflows.figure import draw, draw_regions
from crm_core.outflows.measure import Outflows, outflows
from crm_core.outflows.reading import say, say_pairs, say_regions

__all__ = ["Outflows", "answer", "draw", "draw_regions", "outflows", "say", "say_pairs", "say_regions"]
