"""What is at risk: an assumed attrition, what it would cost, and where it stops to pay."""

from __future__ import annotations

from functools import partial

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import AtRisk, Departed, Tiering, who_changes
from pages import frame

STARTING, MOST = 5, 50
"""Percent of those who go down: where the assumption begins, which nobody has measured, and where it ends."""


def at_risk(read: Reader, result: Tiering, departed: Departed | None, money: Money) -> AtRisk:
    """The card with its control; no card where nobody can be said to change tier."""
    if result.moves is None:
        frame.ignore_in_link("attrition")
        return AtRisk(0, None, 0.0, 0.0)
    knows_contribution = bool(result.tiers["contribution"].any())
    of = partial(tiers.at_risk, result.moves, departed=departed.moves if departed else None,
                 knows_contribution=knows_contribution, is_default="promises" in result.examples)
    risk = of(0.0)
    pilots = who_changes.pilots_of(read)
    measured = [each.difference for each in pilots if each.difference is not None]
    starting = min(max(round(measured[0] * 100), 0), MOST) if measured else STARTING
    with frame.card(*who_changes.at_risk_card(risk, money)):
        assumed = frame.percent_slider(
            "attrition", _("Assumption: who goes down and leaves"), 0, MOST, starting, explain=_(
                "The share of those who go down that leaves because of it. It is an assumption, not a measurement; "
                "where a pilot has measured it, it begins with what the pilot says."))
        risk = of(assumed / 100)
        if words := who_changes.assumption_in_words(risk, money):
            st.markdown(frame.escape(words))
        st.caption(frame.escape(who_changes.pilots_in_words(pilots, risk)))
    return risk
