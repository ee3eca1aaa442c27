"""How much of our profit rests on how few customers?"""

from crm_core.rooms.pareto.answer import MAX_LISTED, PAGE, Measure, Unit, answer, curve, movers, units
from crm_core.rooms.pareto.figure import draw
from crm_core.rooms.pareto.handed_out import handed_out
from crm_core.rooms.pareto.measure import Concentration, concentration
from crm_core.rooms.pareto.reading import say
from crm_core.rooms.pareto.standing import Pareto, Stability, Unassigned, stability, standings

__all__ = [
    "MAX_LISTED", "PAGE", "Concentration", "Measure", "Pareto", "Stability", "Unassigned", "Unit", "answer",
    "concentration", "curve", "draw", "handed_out", "movers", "say", "stability", "standings", "units",
]
