"""Who carries the bank, and who costs it?"""

from crm_core.pareto.answer import Measure, answer
from crm_core.pareto.figure import draw
from crm_core.pareto.measure import Concentration, concentration
from crm_core.pareto.reading import say

__all__ = ["Concentration", "Measure", "answer", "concentration", "draw", "say"]
