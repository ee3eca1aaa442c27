"""Whom should we call first, and what about?"""

from crm_core.priorities.answer import FALL, MOST, PAGE, REACH, Todo, answer
from crm_core.priorities.figure import draw
from crm_core.priorities.measure import COLUMNS, Priorities
from crm_core.priorities.reading import say

__all__ = ["COLUMNS", "FALL", "MOST", "PAGE", "REACH", "Priorities", "Todo", "answer", "draw", "say"]
