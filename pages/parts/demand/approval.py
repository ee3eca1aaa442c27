"""What approving a plan would change, against the one that is approved now."""

from __future__ import annotations

import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import NOTHING, Money, number
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import demand
from pages import frame
from pages.parts.demand.assumptions import applied


def what_approving_a_plan_changes(text: str, read: Reader, money: Money) -> frame.Consequence:
    """The dialog's sentence and its table. Raises PlanRefused for a text that is none of ours."""
    rows = [_row(_("This plan"), text, read, money)]
    force = frame.in_force("demand")
    if force is not None:
        try:
            rows.insert(0, _row(_("Approved: {name}", name=force.name), force.content, read, money))
        except CannotAnswer:  # of another version, or of regions that this data has not: there is nothing to compare
            rows.insert(0, {_("Plan"): _("Approved: {name}", name=force.name)})
    return frame.Consequence((_("What the assumptions add to the forecast, under the filters on screen:"),),
                             pd.DataFrame(rows).fillna(NOTHING), _("What the plans add to the forecast"))


def _row(name: str, text: str, read: Reader, money: Money) -> dict[str, str]:
    plan = demand.from_json(text)
    what_if = applied(read, plan)
    return {_("Plan"): name, _("Assumptions"): number(len(plan.assumptions)),
            _("Contribution"): money.short(float(what_if.cells["contribution"].sum())),
            _("Additional staff hours"): number(float(what_if.cells["hours"].sum())),
            _("Not applied"): number(len(what_if.aside))}
