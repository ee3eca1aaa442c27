"""On how few names does the bank depend?"""

from crm_core.dependence.answer import answer
from crm_core.dependence.figure import draw
from crm_core.dependence.measure import LOSSES, Dependence, dependence
from crm_core.dependence.reading import say

__all__ = ["LOSSES", "Dependence", "answer", "dependence", "draw", "say"]
