"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.rooms.demand.answer import NEEDS, answer
from crm_core.rooms.demand.assumption_statements import say_assumption, say_effect, say_what_if
from crm_core.rooms.demand.cards import cards
from crm_core.rooms.demand.cells.bank_cells import MAX_HORIZON
from crm_core.rooms.demand.cells.request import MIN_MONTHS, offered_measures, products, regions
from crm_core.rooms.demand.change_statements import kind_label, place_label, say_change, say_months, tells_extent
from crm_core.rooms.demand.coming_statements import coming_to_read
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
from crm_core.rooms.demand.measures import MEASURES, WITHOUT_PRODUCTS, Measure, amount_format
from crm_core.rooms.demand.reading import say
from crm_core.rooms.demand.small_multiples import draw_parts
from crm_core.rooms.demand.terms import measure_label, product_label
from crm_core.rooms.demand.watch.changes import Change, find_changes
from crm_core.rooms.demand.watch.mix import LARGE_DRIFT, Drift, measure_drift
from crm_core.rooms.demand.what_if.applying import apply_assumptions, effects_by_product
from crm_core.rooms.demand.what_if.assumption import Assumption, AssumptionKind, PlanRefused, WhatIf
from crm_core.rooms.demand.what_if.plan import Plan, assumptions_from_json, assumptions_to_json, from_json, to_json
from crm_core.rooms.demand.what_if.planning import apply_plan, cells_ahead

__all__ = [
    "LARGE_DRIFT", "MAX_HORIZON", "MEASURES", "MIN_MONTHS", "NEEDS", "WITHOUT_PRODUCTS", "Assumption", "AssumptionKind",
    "Change", "Demand", "Drift", "Measure", "Plan", "PlanRefused", "WhatIf", "amount_format", "answer",
    "apply_assumptions", "apply_plan", "assumptions_from_json", "assumptions_to_json", "cards", "cells_ahead",
    "coming_to_read", "demand", "draw", "draw_gains", "draw_parts", "draw_record", "draw_season", "draw_steps",
    "draw_trend", "draw_what_if", "effects_by_product", "find_changes", "forecast", "from_json", "kind_label",
    "measure_drift", "measure_label", "mint", "offered_measures", "place_label", "product_label", "products", "regions",
    "say", "say_assumption", "say_change", "say_effect", "say_months", "say_what_if", "tells_extent",
    "to_json",
]
