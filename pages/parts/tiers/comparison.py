"""Schemes side by side: what each brings and costs, and which of their inputs makes the difference."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.house_style import Money, number
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme, Tiering
from pages import frame

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

FIGURES = {"top_customers": "Best tier, customers", "top_contribution": "Best tier, contribution",
           "service_cost": "Service cost", "staffed_hours": "Staff hours"}
"""What schemes are compared by, in words."""
MONEY = ("top_contribution", "service_cost")
SCREEN = "screen"

def scheme_of(scenario: Scenario) -> Scheme | None:
    """The scheme of a scenario; None when its text is none of ours, which is said."""
    try:
        return tiers.from_json(scenario.content)
    except tiers.SchemeRefused as refused:
        st.info(frame.escape(f"'{scenario.name}' is left out. {refused}"), icon=":material/info:")
        return None


def adopted_schemes() -> tuple[Scheme, ...]:
    """The schemes that somebody has saved; a text that is none of ours is passed over."""
    adopted = []
    for scenario in frame.saved("tiers"):
        with contextlib.suppress(tiers.SchemeRefused):
            adopted.append(tiers.from_json(scenario.content))
    return tuple(adopted)


def what_follows(read: Reader, drawn: Outline, in_force: Scheme | None) -> tuple[Tiering, Scheme | None]:
    """The consequences of what is on the screen, and what they are counted from: the year before where this book has
    no such cuts as are in force, which is said."""
    scheme, then = tiers.to_json(drawn.scheme), tiers.to_json(in_force) if in_force else ""
    try:
        result = frame.cache_answer(f"tiers {scheme} {then}", lambda: tiers.tiering(
            read, drawn.scheme, in_force=in_force, drawn=drawn, keep=frame.hold_shared))
    except CannotAnswer as sentence:
        if in_force is None:
            raise
        st.info(frame.escape(f"What is in force is not compared with. {sentence}"), icon=":material/info:")
        return what_follows(read, drawn, None)
    return replace(result, cuts=drawn.cuts, examples=drawn.examples), in_force  # these change nothing else


def words_of(text: str, money: Money) -> dict[str, str]:
    """The settings of a scheme's text in words. Raises SchemeRefused for a text that is none of ours."""
    return tiers.scheme_in_words(tiers.from_json(text), money)


def draw_beside(read: Reader, scheme: Scheme, compared: Sequence[Scenario]) -> None:
    """The outcomes of the scenarios and of what is on the screen, and what makes the difference between two of them."""
    names, schemes = {SCREEN: "On the screen"}, {SCREEN: scheme}
    for each in compared:
        if loaded := scheme_of(each):
            names[str(each.id)], schemes[str(each.id)] = each.name, loaded
    if len(schemes) == 1:
        return
    with frame.card("What they bring and cost", "Of the customers in scope, a year."):
        def outlined(one: Scheme) -> Outline:
            return frame.cache_answer(f"outline {tiers.to_json(one)}",
                                      lambda: tiers.outline(read, one, keep=frame.hold_shared))

        outlines = [outlined(one) for one in schemes.values()]
        table = pd.DataFrame([tiers.figures(each) for each in outlines], columns=list(FIGURES)).round(
            {"staffed_hours": 0})
        table = table.assign(scheme=list(names.values()), customers=[
            " · ".join(number(many) for many in each.tiers["customers"]) for each in outlines])
        frame.table(table, {"scheme": "Scheme", "customers": "Customers by tier"} | FIGURES,
                    money=MONEY, alt="The schemes' outcomes side by side")
    with frame.card("What makes the difference", "Each input's fair part, whatever the order of changing them. The "
                                                 "parts add up exactly."):
        with st.container(horizontal=True, gap="medium"):
            others = {each: name for each, name in names.items() if each != SCREEN}
            first = frame.choice("from", "From", others | {SCREEN: names[SCREEN]})
            last = frame.choice("to", "To", names)
        _draw_difference(read, schemes[first], schemes[last])


def _draw_difference(read: Reader, first: Scheme, last: Scheme) -> None:
    difference = frame.cache_answer(f"difference {tiers.to_json(first)} {tiers.to_json(last)}",
                                    lambda: tiers.difference(read, first, last, keep=frame.hold_shared))
    if difference.parts.empty:
        st.markdown("Nothing that changes these figures.")
        return
    total = difference.figures.set_index("figure")["difference"].to_dict()
    parts = pd.concat([difference.parts, pd.DataFrame([{"input": "together"} | total])], ignore_index=True)
    frame.table(parts.round({"staffed_hours": 1}), {"input": "Input"} | FIGURES, money=MONEY,
                alt="The parts of the difference by input")
