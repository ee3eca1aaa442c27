"""Schemes side by side: what each generates and costs, and which of their inputs makes the difference."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import Money, number
from crm_core.language import N_, _, pgettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme, Tiering
from pages import frame
from pages.parts.tiers import explained
from pages.parts.tiers.approval import what_approving_changes
from pages.parts.tiers.load_scheme import restore

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

FIGURES = {"top_customers": N_("Best tier, customers"), "top_contribution": N_("Best tier, contribution"),
           "service_cost": N_("Service cost"), "staffed_hours": N_("Staff hours")}
"""What schemes are compared by, as it is named."""
MONEY = ("top_contribution", "service_cost")
SCREEN = "screen"


def scheme_of(scenario: Scenario) -> Scheme | None:
    """The scheme of a scenario; None when its text is none of ours, which is said."""
    try:
        return tiers.from_json(scenario.content)
    except tiers.SchemeRefused as refused:
        left_out = _("“{name}” is left out.", name=scenario.name)
        st.info(frame.escape(f"{left_out} {refused}"), icon=":material/info:")
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
            read, drawn.scheme, in_force=in_force, drawn=drawn, keep=frame.hold_shared, in_full=False))
    except CannotAnswer as sentence:
        if in_force is None:
            raise
        not_compared = _("The approved scheme is not compared.")
        st.info(frame.escape(f"{not_compared} {sentence}"), icon=":material/info:")
        return what_follows(read, drawn, None)
    return replace(result, cuts=drawn.cuts, examples=drawn.examples), in_force  # these change nothing else


def in_full(read: Reader, result: Tiering, in_force: Scheme | None) -> Tiering:
    """The consequences with what takes scans of its own: for what is opened, and for files."""
    then = tiers.to_json(in_force) if in_force else ""
    return frame.cache_answer(f"in full {tiers.to_json(result.scheme)} {then}", lambda: tiers.completed(read, result))


def words_of(text: str, money: Money) -> dict[str, str]:
    """The settings of a scheme's text in words. Raises SchemeRefused for a text that is none of ours."""
    return tiers.scheme_in_words(tiers.from_json(text), money)


def outlined(read: Reader, scheme: Scheme) -> Outline:
    """Who stands where under a scheme other than that on the screen."""
    return frame.cache_answer(f"outline {tiers.to_json(scheme)}",
                              lambda: tiers.outline(read, scheme, keep=frame.hold_shared))


def figures_of(read: Reader, scenario: Scenario, money: Money) -> tuple[str, ...]:
    """A scenario's customers in the best tier, staff hours and cost in the scope, a year; why there are none."""
    try:
        scheme = tiers.from_json(scenario.content)
        top, _contribution, cost, hours = tiers.figures(outlined(read, scheme))
    except CannotAnswer as sentence:
        return (str(sentence),)
    return (_("{tier} {customers}", tier=scheme.labels[0], customers=number(top)),
            _("{hours} hours", hours=number(hours)), money.short(cost))


def strip(read: Reader, money: Money) -> dict[str, Any]:
    """How the strip of scenarios loads one, and says its settings and its key figures."""
    return {"restore": restore, "words": lambda text: words_of(text, money),
            "consequences": lambda text: what_approving_changes(text, money),
            "figures": lambda scenario: figures_of(read, scenario, money)}


def draw_beside(read: Reader, scheme: Scheme, compared: Sequence[Scenario]) -> None:
    """The outcomes of the scenarios and of what is on the screen, and what makes the difference between two of them."""
    names, schemes = {SCREEN: _("On the screen")}, {SCREEN: scheme}
    # A change is explained from what is approved, where that is among them.
    for each in sorted(compared, key=lambda scenario: not scenario.is_in_force):
        if loaded := scheme_of(each):
            names[str(each.id)], schemes[str(each.id)] = each.name, loaded
    if len(schemes) == 1:
        return
    figures = {name: _(text) for name, text in FIGURES.items()}
    with frame.card(_("Contribution and cost"), _("Customers in scope, per year."), "sums"):
        outlines = [outlined(read, one) for one in schemes.values()]
        table = pd.DataFrame([tiers.figures(each) for each in outlines], columns=list(FIGURES)).round(
            {"staffed_hours": 0})
        table = table.assign(scheme=list(names.values()), customers=[
            " · ".join(number(many) for many in each.tiers["customers"]) for each in outlines])
        frame.table(table, {"scheme": _("Scheme"), "customers": _("Customers by tier")} | figures,
                    money=MONEY, alt=_("The schemes' outcomes side by side"))
    with frame.card(_("Reasons for the difference"), _(
            "The share of each setting, averaged over all orders of changing them. The shares add up exactly."),
            "reasons"):
        with st.container(horizontal=True, gap="medium"):
            others = {each: name for each, name in names.items() if each != SCREEN}
            first = frame.choice("from", pgettext("comparison", "From"), others | {SCREEN: names[SCREEN]})
            last = frame.choice("to", pgettext("comparison", "To"), names)
        _draw_difference(read, schemes[first], schemes[last], (names[first], names[last]))


def _draw_difference(read: Reader, first: Scheme, last: Scheme, names: tuple[str, str]) -> None:
    difference = frame.cache_answer(f"difference {tiers.to_json(first)} {tiers.to_json(last)}",
                                    lambda: tiers.difference(read, first, last, keep=frame.hold_shared))
    if difference.parts.empty:
        st.markdown(_("No setting that changes these figures."))
        return
    total = difference.figures.set_index("figure")["difference"].to_dict()
    named = difference.parts.assign(input=difference.parts["input"].map(tiers.input_in_words))
    parts = pd.concat([named, pd.DataFrame([{"input": _("Total")} | total])], ignore_index=True)
    frame.table(parts.round({"staffed_hours": 1}),
                {"input": _("Setting")} | {name: _(text) for name, text in FIGURES.items()}, money=MONEY,
                alt=_("The parts of the difference by setting"))
    with frame.folded(*tiers.explained_change_heading()):
        explained.change(tiers.explained_change_card(difference, first, last, frame.money(), names=names),
                         lambda: tiers.tiering(read, last, keep=frame.hold_shared))
