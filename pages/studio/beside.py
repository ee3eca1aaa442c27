"""Schemes side by side: what each brings and costs, and which of their inputs makes the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import tiers
from crm_core.tiers import Scheme
from pages import frame

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

FIGURES = {"top_customers": "Best tier, customers", "top_contribution": "Best tier, contribution",
           "service_cost": "Service cost", "staffed_hours": "Staff hours"}
"""What schemes are compared by, in words."""
SCREEN = "On the screen"


def scheme_of(scenario: Scenario) -> Scheme | None:
    """The scheme of a scenario; None when its text is none of ours, which is said."""
    try:
        return tiers.from_json(scenario.content)
    except tiers.SchemeRefused as refused:
        st.info(frame.plain(f"'{scenario.name}' is left out. {refused}"), icon=":material/info:")
        return None


def draw_beside(read: Callable[..., pd.DataFrame], scheme: Scheme, compared: Sequence[Scenario]) -> None:
    """The outcomes of the scenarios and of what is on the screen, and what makes the difference to one of them."""
    known = {each.name: one for each in compared if (one := scheme_of(each))}
    if not known:
        return
    schemes = {SCREEN: scheme} | known
    with frame.card("What they bring and cost", "Of the customers in scope, a year."):
        rows = [tiers.figures(_outline(read, each)) for each in schemes.values()]
        table = pd.DataFrame(rows, columns=list(FIGURES)).assign(scheme=list(schemes))
        frame.table(table, {"scheme": "Scheme"} | FIGURES, alt="The schemes' outcomes side by side")
    names = dict(zip("abcd", known, strict=False))
    with frame.card("What makes the difference", "From a scenario to what is on the screen: each input's fair part, "
                                                 "whatever the order of changing them. The parts add up exactly."):
        chosen = names[frame.choice("from", "From", names)] if len(names) > 1 else names["a"]
        first = schemes[chosen]
        told = frame.remember(f"difference {tiers.to_json(first)} {tiers.to_json(scheme)}",
                              lambda: tiers.difference(read, first, scheme))
        total = told.figures.set_index("figure")["difference"].to_dict()
        parts = pd.concat([told.parts, pd.DataFrame([{"input": "together"} | total])], ignore_index=True)
        if len(told.parts):
            frame.table(parts.round(2), {"input": "Input"} | FIGURES, alt="The parts of the difference by input")
        else:
            st.markdown("Nothing that changes these figures.")


def _outline(read: Callable[..., pd.DataFrame], scheme: Scheme) -> tiers.Outline:
    return frame.remember(f"outline {tiers.to_json(scheme)}", lambda: tiers.outline(read, scheme, keep=frame.keep))
