"""Plans side by side: what each comes to on this book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, Money, number
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, Plan, PlanRefused, captions
from pages import frame
from pages.parts.demand.assumptions import applied

if TYPE_CHECKING:
    from crm_core.workspace import Scenario


def draw_comparison(read: Reader, plan: Plan, result: Demand, money: Money, compared: Sequence[Scenario]) -> None:
    """The plan in force, what is on the screen and the scenarios compared: what each comes to here."""
    force = frame.in_force("demand")
    plans = {"On the screen": plan} if plan.assumptions else {}
    for scenario in ([force] if force else []) + [each for each in compared if not force or each.id != force.id]:
        saved_plan = _plan_of(scenario)
        if saved_plan is not None:
            name = f"In force: {scenario.name}" if scenario is force else scenario.name
            plans[name] = Plan(plan.by, plan.product, plan.horizon, saved_plan.assumptions)
    if not force and not compared:
        return
    words = result.amount_format(money)
    rows = [{"plan": "As forecast", "comes": words(result.period.point), "extra": NOTHING, "contribution": NOTHING,
             "hours": NOTHING, "aside": NOTHING}]
    for name, each in plans.items():
        what_if = applied(read, each)
        rows.append({
            "plan": name, "comes": words(result.period.point + what_if.extra), "extra": words(what_if.extra),
            "contribution": money.short(float(what_if.cells["contribution"].sum())),
            "hours": number(float(what_if.cells["hours"].sum())), "aside": number(len(what_if.aside)),
        })
    with frame.card(*captions.PLANS):
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
