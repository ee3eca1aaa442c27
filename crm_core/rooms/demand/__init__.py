"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.rooms.demand.answer import NEEDS, answer
from crm_core.rooms.demand.cells.bank_cells import MAX_HORIZON
from crm_core.rooms.demand.cells.request import MIN_MONTHS, offered_measures, products, regions
from crm_core.rooms.demand.engine.panel_forecast import forecast
from crm_core.rooms.demand.figure import (
    draw,
    draw_gains,
    draw_record,
    draw_season,
    draw_steps,
    draw_trend,
    draw_what_if,
)
from crm_core.rooms.demand.hierarchy.reconciliation import mint
from crm_core.rooms.demand.measure import Demand, demand
from crm_core.rooms.demand.measures import WITHOUT_PRODUCTS, WORDS, Measure, amount_format
from crm_core.rooms.demand.reading import say, say_assumption, say_change, say_effect, say_months, say_what_if
from crm_core.rooms.demand.small_multiples import draw_parts
from crm_core.rooms.demand.watch.changes import Change, find_changes
from crm_core.rooms.demand.watch.mix import Drift, measure_drift
from crm_core.rooms.demand.what_if.applying import apply_assumptions, effects_by_product
from crm_core.rooms.demand.what_if.assumption import Assumption, AssumptionKind, PlanRefused, WhatIf
from crm_core.rooms.demand.what_if.plan import Plan, assumptions_from_json, assumptions_to_json, from_json, to_json
from crm_core.rooms.demand.what_if.planning import apply_plan, cells_ahead

__all__ = [
    "MAX_HORIZON", "MIN_MONTHS", "NEEDS", "WITHOUT_PRODUCTS", "WORDS", "Assumption", "AssumptionKind", "Change",
    "Demand", "Drift", "Measure", "Plan", "PlanRefused", "WhatIf", "amount_format", "answer", "apply_assumptions",
    "apply_plan", "assumptions_from_json", "assumptions_to_json", "cells_ahead", "demand", "draw", "draw_gains",
    "draw_parts", "draw_record", "draw_season", "draw_steps", "draw_trend", "draw_what_if", "effects_by_product",
    "find_changes", "forecast", "from_json", "measure_drift", "mint", "offered_measures", "products", "regions", "say",
    "say_assumption", "say_change", "say_effect", "say_months", "say_what_if", "to_json",
]
