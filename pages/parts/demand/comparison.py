"""Plans side by side: what each comes to on this book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, Money, number
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, Plan, PlanRefused, captions
from pages import frame
from pages.parts.demand.assumptions import applied

if TYPE_CHECKING:
    from crm_core.workspace import Scenario


def draw_comparison(read: Reader, plan: Plan, result: Demand, money: Money, compared: Sequence[Scenario]) -> None:
    """The approved plan, what is on the screen and the scenarios compared: what each comes to here."""
    force = frame.in_force("demand")
    plans = {_("On the screen"): plan} if plan.assumptions else {}
    for scenario in ([force] if force else []) + [each for each in compared if not force or each.id != force.id]:
        saved_plan = _plan_of(scenario)
        if saved_plan is not None:
            name = _("Approved: {name}", name=scenario.name) if scenario is force else scenario.name
            plans[name] = Plan(plan.by, plan.product, plan.horizon, saved_plan.assumptions)
    if not force and not compared:
        return
    words = result.amount_format(money)
    rows = [{"plan": _("As forecast"), "comes": words(result.period.point), "extra": NOTHING, "contribution": NOTHING,
             "hours": NOTHING, "aside": NOTHING}]
    for name, each in plans.items():
        what_if = applied(read, each)
        rows.append({
            "plan": name, "comes": words(result.period.point + what_if.extra), "extra": words(what_if.extra),
            "contribution": money.short(float(what_if.cells["contribution"].sum())),
            "hours": number(float(what_if.cells["hours"].sum())), "aside": number(len(what_if.aside)),
        })
    with frame.card(*captions.plans()):
        frame.table(pd.DataFrame(rows), {
            "plan": _("Plan"), "comes": _("Result"), "extra": _("Against the forecast"),
            "contribution": _("Contribution"), "hours": _("Additional staff hours"), "aside": _("Not applied")},
            alt=_("Plans compared"), right=("comes", "extra", "contribution", "hours", "aside"))


def _plan_of(scenario: Scenario) -> Plan | None:
    """The plan of a scenario; None when its text is none of ours, which is said."""
    try:
        return demand.from_json(scenario.content)
    except PlanRefused as refused:
        left_out = _("'{name}' is left out.", name=scenario.name)
        st.info(frame.escape(f"{left_out} {refused}"), icon=":material/info:")
        return None
