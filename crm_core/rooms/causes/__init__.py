"""Why do they cost us, and what would mend it?"""

from crm_core.causes.answer import Who, answer
from crm_core.causes.figure import draw
from crm_core.causes.measure import Causes, decompose, hotspots, levers
from crm_core.causes.reading import place_in_words, say

__all__ = ["Causes", "Who", "answer", "decompose", "draw", "hotspots", "levers", "place_in_words", "say"]
