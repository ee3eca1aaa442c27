"""How much of our profit rests on how few customers?"""

from crm_core.rooms.pareto.answer import (
    MAX_LISTED,
    NEEDS,
    PAGE,
    Holder,
    Move,
    Unit,
    answer,
    curve,
    curve_before,
    movers,
    units,
)
from crm_core.rooms.pareto.cards import cards
from crm_core.rooms.pareto.export import export_table
from crm_core.rooms.pareto.figure import draw
from crm_core.rooms.pareto.measure import Concentration, concentration
from crm_core.rooms.pareto.measures import Measure, measures
from crm_core.rooms.pareto.reading import say
from crm_core.rooms.pareto.standing import Pareto, Stability, Unassigned, stability, standings
from crm_core.rooms.pareto.steps import tops

__all__ = [
    "MAX_LISTED", "NEEDS", "PAGE", "Concentration", "Holder", "Measure", "Move", "Pareto", "Stability", "Unassigned",
    "Unit", "answer", "cards", "concentration", "curve", "curve_before", "draw", "export_table", "measures", "movers",
    "say", "stability", "standings", "tops", "units",
]
