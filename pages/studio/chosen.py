"""The controls of a scheme: what ranks customers, how they are cut, and the rules beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from crm_core import tiers
from crm_core.contract import CUSTOMER_TYPES
from crm_core.tiers import Group, Hold, Scheme, Weights
from pages import frame
from pages.studio.promises import Service

Read = Callable[..., pd.DataFrame]
PERCENT = 100

BY = {"score": "Score", "contribution": "Contribution"}
HOW = {
    "share": "Share of customers", "cuts": "By hand", "cover": "The few who bring 80 %", "natural": "Natural breaks",
    "budget": "Within a budget", "needs": "Customers' needs",
}
CUT = {"together": "All together", "by_type": "Each type by itself"}
MISSING = {"left_out": "Judge by the rest", "lowest": "Count as the lowest", "middle": "Count as the middle"}
BUDGET_IN = {"cost": "Money", "hours": "Staff hours"}
CRITERIA = {
    "contribution": "Contribution", "balance": "Balance", "turnover": "Turnover (business volume)",
    "tenure": "Years with us", "scale": "Size (scale)", "reputation": "Credit grade (reputation)",
}
PLACES = ("top", "second", "third", "fourth", "fifth")
"""The names of the sliders of each tier but the last; `top` is also that of the Pareto page."""


@dataclass(frozen=True)
class Way:
    """How tiers are cut, for all groups alike."""

    how: str
    by: str
    tiers: int
    cut: str
    budget_in: str

    @property
    def groups(self) -> tuple[str, ...]:
        """Whom there are cuts for."""
        return CUSTOMER_TYPES if self.cut == "by_type" else (tiers.EVERYBODY,)


def chosen_scheme(read: Read) -> Scheme:
    """Draw the controls and return the scheme they say. Raises SchemeRefused when they do not fit together."""
    how, by, cut, budget_in = _way()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        many = frame.whole_slider("tiers", "Tiers", tiers.FEWEST, tiers.MOST, tiers.STARTING_TIERS)
        way = Way(how, by, many, cut, budget_in)
        weights, missing = _weights(read)
        hold = _hold(way.by)
    service = Service.on_screen(way.tiers)
    values: dict[str, tuple[float, ...]] = {}
    if way.how not in ("natural", "needs"):
        starts = _starts(read, way, weights, missing)
        for of, column in zip(way.groups, st.columns(len(way.groups), gap="medium"), strict=True):
            with column, st.container(horizontal=len(way.groups) == 1, gap="medium"):
                values[of] = _values(way, of, [tier.name for tier in service.named], starts.get(of, ()))
    return Scheme(
        tiers=service.named, weights=weights, missing=missing, costs=service.costs,
        groups=tuple(Group(of, way.by, way.how, values.get(of, ()), service.promises(of), way.budget_in)
                     for of in way.groups),
        hold=hold,
    )


def _way() -> tuple[str, str, str, str]:
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        how = frame.pick("how", "Cut", HOW, explain="How the lines between the tiers are found. They are those of the "
                                                    "whole bank, whatever the filters.")
        by, budget_in = "contribution" if how == "cover" else "score", "cost"
        if how not in ("cover", "needs"):
            by = frame.choice("by", "Rank by", BY, explain="The score weighs percentile ranks, 0 to 100.")
        if how == "budget":
            budget_in = frame.choice("budget_in", "Budget in", BUDGET_IN)
        cut = frame.choice("cut", "Customer types", CUT)
    return how, by, cut, budget_in


def _weights(read: Read) -> tuple[Weights, str]:
    usual = tiers.book_weights(read)
    with st.popover("Weights", icon=":material/tune:"):
        st.caption("How much each criterion counts in the score. They make 100 %: moving one moves the others.")
        chosen = frame.parts("weights", "Weights", CRITERIA, {name: getattr(usual, name) for name in CRITERIA},
                             tiers.locked)
        missing = frame.pick("missing", "Where size or grade is missing", MISSING)
    return Weights(**chosen), missing


def _hold(by: str) -> Hold:
    with st.popover("Hold rule", icon=":material/pan_tool:"):
        st.caption("A customer changes tier only by more than a margin, or when another tier has been due for two "
                   "years in a row. The page shows what that saves; the exported tiers obey it.")
        margin = frame.whole_slider("margin", "Margin beside a cut", 0, 20, 0, unit="points" if by == "score" else "%%")
        waits = frame.choice("waits", "When due for two years", {"no": "Stays held", "yes": "Moves"})
    return Hold(float(margin), 2 if waits == "yes" else 1)


def _starts(read: Read, way: Way, weights: Weights, missing: str) -> dict[str, tuple[float, ...]]:
    """Where sliders begin: at the usual shares; cuts by hand and budgets where those shares would bring them."""
    if way.how in ("share", "cover"):
        usual = tiers.starting_shares(way.tiers) if way.how == "share" else tiers.starting_parts(way.tiers)
        return dict.fromkeys(way.groups, usual)
    by_shares = tiers.proposed(read, by=way.by, how="share", tiers=way.tiers, top=0.2, weights=weights,
                               missing=missing, cut=way.cut)
    make = tiers.usual_cuts if way.how == "cuts" else tiers.usual_budgets
    return frame.remember(f"{way.how} {tiers.to_json(by_shares)}", lambda: make(read, by_shares))


def _values(way: Way, of: str, names: list[str], starts: tuple[float, ...]) -> tuple[float, ...]:
    """The sliders of one group: one for each tier but the last, or its budget."""
    prefix, about = ("", "") if of == tiers.EVERYBODY else (f"{of}_", f" of {tiers.whom(of)}")
    if way.how == "budget":
        unit, start = ("hours", starts[1]) if way.budget_in == "hours" else ("cost", starts[0])
        return (frame.amount(f"{prefix}{unit}", f"Budget a year{about}", start, low=1.0),)
    found = []
    for place, name, start in zip(PLACES, names[:-1], starts, strict=False):
        key, label = f"{prefix}{place}", f"{name}{about}"
        if way.how == "share":
            found.append(frame.percent_slider(key, label, 1, 90, round(start * PERCENT),
                                              explain="This tier's share of customers.") / PERCENT)
        elif way.how == "cover":
            part = frame.percent_slider(f"{key}_part", f"{label} reaches", 1, PERCENT, round(start * PERCENT),
                                        explain="What it and the tiers above bring, of all contribution.")
            found.append(part / PERCENT)
        elif way.by == "score":
            found.append(round(frame.decimal_slider(f"{key}_score", f"{label} from", 0.0, 100.0, start), 1))
        else:
            found.append(frame.amount(f"{key}_money", f"{label} from", start))
    return tuple(found)
