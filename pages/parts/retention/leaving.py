"""Who may leave: profit at risk, whom to call and why, how chances held, and what the model is made of."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import retention
from crm_core.rooms.retention import Retention
from crm_core.rooms.retention import leaving_in_words as words
from crm_core.rooms.retention.chances.leaving import Leaving
from crm_core.rooms.retention.pilots_in_words import not_told
from crm_core.rooms.retention.vocabulary import nobody_label
from pages import frame
from pages.parts.lists import Lots, make_list
from pages.parts.retention import pilots
from pages.parts.tiers import ApprovedTiers

_WIDE = 260
"""Pixels of a reason in words."""


def draw(read: Reader, result: Retention, alt: str, tiered: ApprovedTiers, money: Money) -> None:
    """The cards of the view; without a list, what was tried."""
    found = result.leaving
    if found is None:
        return
    if found.is_useful:
        left, right = frame.evidence()
        with left, frame.card(*words.at_risk(found, money)):
            frame.chart(retention.draw(result, money), alt=alt, table=_groups(found))
        with right, frame.card(*words.calibration(found)):
            frame.chart(retention.draw_calibration(found), alt=words.calibration(found).title)
        if len(found.listed):
            _listed(read, found, tiered, money)
        if len(found.factors):
            with frame.folded(*words.what_to_do(found)):
                frame.table(found.factors, {"name": _("Reason"), "customers": _("Customers"),
                                            "what_to_do": _("What could be tried")},
                            alt=words.what_to_do(found).title, is_whole=True)
    pilots.draw(read, found)
    with (frame.folded if found.is_useful else frame.card)(*words.model(found)):  # without a list it is the evidence
        frame.table(words.model_card(found), {"aspect": _("Aspect"), "statement": _("Statement")},
                    alt=words.model(found).title, wraps=True, is_whole=True)


def _listed(read: Reader, found: Leaving, tiered: ApprovedTiers, money: Money) -> None:
    with frame.card(*words.listed(found, money)):
        if found.calls is not None:
            said = words.calls_words(found.calls, money), not_told(
                pilots.followed(read, found.outcome), found.calls.effect)
            st.markdown(frame.escape(" ".join(filter(None, said))))
        columns = {"name": _("Customer"), **tiered.heading, "chance_share": _("Probability"), "at_risk": _("At risk"),
                   "contribution": _("Contribution"), "reason_1": _("First reason"), "reason_2": _("Second reason"),
                   "reason_3": _("Third reason"), "region": _("Region"), "manager": _("Manager")}
        frame.table(tiered.beside(found.listed.rename(columns={"chance": "chance_share"})), columns,
                    alt=words.listed(found, money).title, by="customer_id", money=("at_risk", "contribution"),
                    leads_to=frame.to_customer(),
                    widths={f"reason_{place}": _WIDE for place in (1, 2, 3)})
        tiered.draw_note()
        make_list(lambda: _as_list(found, tiered), customers=len(found.listed), place="retention.list",
                  scheme_name=tiered.scenario.name if tiered.scenario else "",
                  lots=Lots(found.outcome, pilots.offered(found)) if len(found.listed) > 1 else None)


def _as_list(found: Leaving, tiered: ApprovedTiers) -> pd.DataFrame:
    """With the tier before and after: nothing changes of it."""
    rows = tiered.beside(retention.list_rows(found))
    return rows.assign(previous_tier=rows["tier"]) if "tier" in rows else rows


def _groups(found: Leaving) -> frame.Rows:
    groups = found.groups.assign(name=found.groups["name"].fillna(nobody_label(found.among)),
                                 expected=found.groups["expected"].round(1))
    return frame.Rows(groups, {"name": _("Name"), "at_risk": _("At risk"), "expected": _("Expected"),
                               "customers": _("Customers"), "expected_rate": _("Expected, share"),
                               "contribution": _("Contribution")}, by="name", money=("at_risk",))
