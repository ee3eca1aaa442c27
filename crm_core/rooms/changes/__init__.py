"""What changed, and why?"""

from crm_core.rooms.changes.answer import NEEDS, answer
from crm_core.rooms.changes.figure import draw
from crm_core.rooms.changes.measure import Changes, contribution_by_type
from crm_core.rooms.changes.reading import say

__all__ = ["NEEDS", "Changes", "answer", "contribution_by_type", "draw", "say"]
