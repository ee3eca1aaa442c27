"""From a saved plan back to the controls, and its settings in words."""

from __future__ import annotations

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import PlanRefused
from pages.parts.demand.controls import STORE


def restore_plan(text: str) -> None:
    """Set the controls so that they say the plan in `text`: all of them, or none. Raises PlanRefused."""
    plan = demand.from_json(text)
    if plan.by not in demand.MEASURES or not 1 <= plan.horizon <= demand.MAX_HORIZON:
        raise PlanRefused(_("This page cannot show the plan: it is for {measure}, {horizon} months ahead.",
                            measure=repr(plan.by), horizon=str(plan.horizon)))
    st.session_state.update({
        "demand.by": plan.by, "demand.horizon": plan.horizon, STORE: demand.assumptions_to_json(plan.assumptions),
    })
    if plan.by not in demand.WITHOUT_PRODUCTS:
        st.session_state["demand.product"] = plan.product


def plan_in_words(text: str, read: Reader, money: Money) -> dict[str, str]:
    """The settings of a plan's text in words. Raises PlanRefused for a text that is none of ours."""
    plan, products, regions = demand.from_json(text), demand.products(read), demand.regions(read)
    settings = {_("Measure"): demand.measure_label(plan.by) if plan.by in demand.MEASURES else plan.by,
                _("Product"): products.get(plan.product, plan.product), _("Months ahead"): str(plan.horizon)}
    return settings | {_("Assumption {place}", place=str(place)):
                       demand.say_assumption(each, products, regions, money, plan.by)
                       for place, each in enumerate(plan.assumptions, 1)}
