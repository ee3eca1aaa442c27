"""Who carries the bank, and who costs it?"""

from crm_core.pareto.answer import MOST, PAGE, Measure, Unit, answer, curve, movers, units
from crm_core.pareto.figure import draw
from crm_core.pareto.handed_out import handed_out
from crm_core.pareto.measure import Concentration, concentration
from crm_core.pareto.reading import say
from crm_core.pareto.standing import Pareto, Stability, Unassigned, stability, standings

__all__ = [
    "MOST", "PAGE", "Concentration", "Measure", "Pareto", "Stability", "Unassigned", "Unit", "answer", "concentration",
    "curve", "draw", "handed_out", "movers", "say", "stability", "standings", "units",
]
