"""Who carries the bank, and who costs it?"""

from crm_core.pareto.answer import Measure, Unit, answer, curve
from crm_core.pareto.figure import draw
from crm_core.pareto.measure import Concentration, concentration
from crm_core.pareto.reading import say
from crm_core.pareto.standing import Pareto, Stability, stability, standings

__all__ = [
    "Concentration", "Measure", "Pareto", "Stability", "Unit", "answer", "concentration", "curve", "draw", "say",
    "stability", "standings",
]
