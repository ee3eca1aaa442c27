"""Plans side by side: what each comes to on this book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, Money, number
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, Plan, PlanRefused
from pages import frame

if TYPE_CHECKING:
    from crm_core.workspace import Scenario


def draw_beside(read: Reader, plan: Plan, result: Demand, money: Money, compared: Sequence[Scenario]) -> None:
    """The plan in force, what is on the screen and the scenarios compared: what each comes to here."""
    force = frame.in_force("demand")
    plans = {"On the screen": plan} if plan.assumptions else {}
    for scenario in ([force] if force else []) + [each for each in compared if not force or each.id != force.id]:
        found = _plan_of(scenario)
        if found is not None:
            name = f"In force: {scenario.name}" if scenario is force else scenario.name
            plans[name] = Plan(plan.by, plan.product, plan.horizon, found.assumptions)
    if not force and not compared:
        return
    words = demand.written(plan.by, money)
    rows = [{"plan": "As forecast", "comes": words(result.period.point), "extra": NOTHING, "contribution": NOTHING,
             "hours": NOTHING, "aside": NOTHING}]
    for name, each in plans.items():
        laid = frame.cache_answer(f"what if {demand.to_json(each)}", lambda each=each: demand.what_if(read, each))
        comes = result.period.point + laid.extra
        rows.append({
            "plan": name, "comes": words(comes), "extra": words(laid.extra),
            "contribution": money.short(float(laid.cells["contribution"].sum())),
            "hours": number(float(laid.cells["hours"].sum())), "aside": number(len(laid.aside)),
        })
    with frame.card("What each plan comes to", "Laid over what is on the screen: its measure, product, months and "
                                               "filters."):
        frame.table(pd.DataFrame(rows), {
            "plan": "Plan", "comes": "Comes to", "extra": "On the forecast", "contribution": "Brings",
            "hours": "Staff hours on top", "aside": "Stand aside"},
            alt="The plans side by side")


def _plan_of(scenario: Scenario) -> Plan | None:
    """The plan of a scenario; None when its text is none of ours, which is said."""
    try:
        return demand.from_json(scenario.content)
    except PlanRefused as refused:
        st.info(frame.escape(f"'{scenario.name}' is left out. {refused}"), icon=":material/info:")
        return None
