"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.demand import accuracy
from crm_core.demand.answer import answer
from crm_core.demand.captions import (
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
from crm_core.demand.changes import Change, changes
from crm_core.demand.chosen import LEAST_MONTHS, products, regions
from crm_core.demand.drift import Drift, drift
from crm_core.demand.figure import draw, draw_gains, draw_record, draw_season, draw_steps, draw_trend, draw_what_if
from crm_core.demand.forecast import forecast
from crm_core.demand.kinds import WITHOUT_PRODUCTS, WORDS, Measure, written
from crm_core.demand.laying import implied, lay
from crm_core.demand.measure import Demand, demand
from crm_core.demand.multiples import draw_parts
from crm_core.demand.plan import Plan, assumptions_of, from_json, listed, to_json
from crm_core.demand.plan_reading import say_assumption, say_what_if
from crm_core.demand.planned import cells_ahead, what_if
from crm_core.demand.reading import say, told
from crm_core.demand.reconcile import mint
from crm_core.demand.whatif import Assumption, PlanRefused, WhatIf

__all__ = [
    "LEAST_MONTHS", "WITHOUT_PRODUCTS", "WORDS", "Assumption", "Change", "Demand", "Drift", "Measure", "Plan",
    "PlanRefused", "WhatIf", "accuracy", "answer", "assumptions_of", "cells_ahead", "changes", "demand", "draw",
    "draw_gains", "draw_parts", "draw_record", "draw_season", "draw_steps", "draw_trend", "draw_what_if", "drift",
    "forecast", "from_json", "implied", "lay", "listed", "mint", "products", "regions", "say", "say_assumption",
    "say_changes", "say_gains", "say_held", "say_mix", "say_parts", "say_range", "say_reach", "say_record",
    "say_season", "say_trend", "say_what_if", "to_json", "told", "what_if", "written",
]
