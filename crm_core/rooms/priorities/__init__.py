"""Whom should we call first, and what about?"""

from crm_core.rooms.priorities.answer import FALL, MAX_LISTED, NEEDS, PAGE, REACH, Todo, answer, lists
from crm_core.rooms.priorities.cards import cards
from crm_core.rooms.priorities.figure import draw
from crm_core.rooms.priorities.measure import COLUMNS, Priorities
from crm_core.rooms.priorities.reading import say

__all__ = [
    "COLUMNS", "FALL", "MAX_LISTED", "NEEDS", "PAGE", "REACH", "Priorities", "Todo", "answer", "cards", "draw", "lists",
    "say",
]
