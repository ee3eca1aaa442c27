"""How dependent are we on a few customers and managers?"""

from crm_core.rooms.dependence.answer import NEEDS, answer
from crm_core.rooms.dependence.cards import cards
from crm_core.rooms.dependence.figure import draw
from crm_core.rooms.dependence.measure import LOSSES, Dependence, Holder, dependence
from crm_core.rooms.dependence.reading import say

__all__ = ["LOSSES", "NEEDS", "Dependence", "Holder", "answer", "cards", "dependence", "draw", "say"]
