"""From a saved plan back to the controls."""

from __future__ import annotations

import streamlit as st

from crm_core.language import _
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
