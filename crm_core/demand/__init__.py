"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.demand import accuracy
from crm_core.demand.answer import LEAST_MONTHS, answer, cells_ahead, products, rates_of, regions
from crm_core.demand.changes import Change, changes
from crm_core.demand.drift import Drift, drift
from crm_core.demand.figure import draw, draw_gains, draw_record, draw_season, draw_steps, draw_trend, draw_what_if
from crm_core.demand.forecast import forecast
from crm_core.demand.kinds import WITHOUT_PRODUCTS, WORDS, Measure, written
from crm_core.demand.measure import Demand, demand
from crm_core.demand.multiples import draw_parts
from crm_core.demand.reading import say, say_gains, say_mix, say_reach, say_record, say_season, say_what_if, told
from crm_core.demand.reconcile import mint
from crm_core.demand.whatif import Assumption, WhatIf, implied, lay

__all__ = [
    "LEAST_MONTHS", "WITHOUT_PRODUCTS", "WORDS", "Assumption", "Change", "Demand", "Drift", "Measure", "WhatIf",
    "accuracy", "answer", "cells_ahead", "changes", "demand", "draw", "draw_gains", "draw_parts", "draw_record",
    "draw_season", "draw_steps", "draw_trend", "draw_what_if", "drift", "forecast", "implied", "lay", "mint",
    "products", "rates_of", "regions", "say", "say_gains", "say_mix", "say_reach", "say_record", "say_season",
    "say_what_if", "told", "written",
]
