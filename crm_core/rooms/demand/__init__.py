"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.rooms.demand import accuracy
from crm_core.rooms.demand.answer import answer
from crm_core.rooms.demand.captions import (
    say_changes,
    say_gains,
    say_held,
    say_mix,
    say_parts,
    say_range,
    say_reach,
    say_record,
    say_season,
    say_trend,
)
from crm_core.rooms.demand.changes import Change, changes
from crm_core.rooms.demand.chosen import LEAST_MONTHS, products, regions
from crm_core.rooms.demand.drift import Drift, drift
from crm_core.rooms.demand.figure import (
    draw,
    draw_gains,
    draw_record,
    draw_season,
    draw_steps,
    draw_trend,
    draw_what_if,
)
from crm_core.rooms.demand.forecast import forecast
from crm_core.rooms.demand.kinds import WITHOUT_PRODUCTS, WORDS, Measure, written
from crm_core.rooms.demand.laying import implied, lay
from crm_core.rooms.demand.measure import Demand, demand
from crm_core.rooms.demand.multiples import draw_parts
from crm_core.rooms.demand.plan import Plan, assumptions_of, from_json, listed, to_json
from crm_core.rooms.demand.plan_reading import say_assumption, say_what_if
from crm_core.rooms.demand.planned import cells_ahead, what_if
from crm_core.rooms.demand.reading import say, told
from crm_core.rooms.demand.reconcile import mint
from crm_core.rooms.demand.whatif import Assumption, PlanRefused, WhatIf

__all__ = [
    "LEAST_MONTHS", "WITHOUT_PRODUCTS", "WORDS", "Assumption", "Change", "Demand", "Drift", "Measure", "Plan",
    "PlanRefused", "WhatIf", "accuracy", "answer", "assumptions_of", "cells_ahead", "changes", "demand", "draw",
    "draw_gains", "draw_parts", "draw_record", "draw_season", "draw_steps", "draw_trend", "draw_what_if", "drift",
    "forecast", "from_json", "implied", "lay", "listed", "mint", "products", "regions", "say", "say_assumption",
    "say_changes", "say_gains", "say_held", "say_mix", "say_parts", "say_range", "say_reach", "say_record",
    "say_season", "say_trend", "say_what_if", "to_json", "told", "what_if", "written",
]
