"""What the reader asks of retention, and the answer: the model is made once for all visitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.language import _
from crm_core.language import current as language
from crm_core.question import Reader
from crm_core.rooms import retention
from crm_core.rooms.retention import Retention, in_force, standing
from crm_core.rooms.retention.chances.learning import Outcome
from crm_core.rooms.retention.chances.leaving import SummedBy
from crm_core.rooms.retention.measure import View
from crm_core.rooms.retention.staying.parts import Kind
from crm_core.rooms.retention.vocabulary import kind_label
from crm_core.rooms.tiers import to_json as tiers_as_json
from pages import frame
from pages.frame.visit.library import OF_CUSTOMERS
from pages.parts.retention.chances import learned
from pages.parts.retention.pilots import followed
from pages.parts.tiers import approved_tiers, scheme_of

_KINDS: tuple[Kind, ...] = ("customer_type", "region", "joined", "products", "value", "tier")
_OF_STAYING, _OF_LEAVING = ("by", "horizon", "discount"), ("outcome", "among", "capacity", "call_cost", "effect")


@dataclass(frozen=True)
class Asked:
    """The view and its controls; those of the other view have their defaults."""

    view: View
    by: Kind = "customer_type"
    horizon: int = 5
    discount: float = 0.1
    outcome: Outcome = "closed"
    among: SummedBy = "region"
    capacity: int = 200
    call_cost: float = 20.0
    effect: float = 0.1


def chosen(read: Reader, *, has_leavers: bool) -> Asked:
    """The controls, drawn. Without leavers in the data only who goes quiet can be asked, and without a list there is
    nothing to sum up, and nobody to call."""
    views: dict[View, str] = {"stay": _("How long customers stay"), "leave": _("Who may leave")}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        view = frame.choice("view", _("Show"), views)
        frame.ignore_in_link(*(_OF_LEAVING if view == "stay" else _OF_STAYING))
        return _of_staying(has_leavers=has_leavers) if view == "stay" else _of_leaving(read, has_leavers=has_leavers)


def _of_staying(*, has_leavers: bool) -> Asked:
    if not has_leavers:
        return Asked("stay")
    kinds = [each for each in _KINDS if each != "tier" or frame.in_force("tiers")]
    by: Kind = frame.pick("by", _("Compare by"), {each: kind_label(each) for each in kinds})
    horizon = frame.whole_slider("horizon", _("Value to come, years ahead"), 1, 10, 5)
    discount = frame.percent_slider("discount", _("Discount a year"), 1, 30, 10, explain=_(
        "An assumption: what a year of waiting takes from a sum.")) / 100
    return Asked("stay", by=by, horizon=horizon, discount=discount)


def _of_leaving(read: Reader, *, has_leavers: bool) -> Asked:
    outcomes: dict[Outcome, str] = {"closed": _("Leaves"), "quiet": _("Goes quiet")}
    if not has_leavers:
        outcomes.pop("closed")
    outcome: Outcome = frame.choice("outcome", _("Probability of"), outcomes, explain=_(
        "Leaves: within twelve months. Goes quiet: stays, with balance and turnover both below 80% of the year "
        "before."))
    if not learned(read, outcome).is_useful:
        return Asked("leave", outcome=outcome)
    kinds: dict[SummedBy, str] = {"region": _("Region"), "customer_type": _("Customer type"), "manager": _("Manager"),
                                  "tier": kind_label("tier")}
    if not frame.in_force("tiers"):
        kinds.pop("tier")
    among: SummedBy = frame.pick("among", _("Sum up by"), kinds, width=200)
    capacity = frame.whole_slider("capacity", _("Customers our managers can call"), 10, retention.MAX_LISTED, 200)
    cost = frame.amount("call_cost", _("Cost of a call"), 20.0, low=0.0, explain=_(
        "In the data's currency, with the time it takes. An assumption."))
    if in_force(followed(read, outcome)):
        frame.ignore_in_link("effect")
        return Asked("leave", outcome=outcome, among=among, capacity=capacity, call_cost=cost)
    effect = frame.percent_slider("effect", _("Assumed effect of a call"), 0, 100, 10, explain=_(
        "The part of what is at risk that calls keep. An assumption until a pilot has measured it; {none} shows what "
        "they cost.", none=percent(0))) / 100
    return Asked("leave", outcome=outcome, among=among, capacity=capacity, call_cost=cost, effect=effect)


def found(read: Reader, asked: Asked) -> Retention:
    """The answer to `asked`, kept in memory."""
    if asked.by == "tier":
        return _by_tier(read, asked)
    if asked.view == "stay":
        return frame.ask(retention, by=asked.by, horizon=asked.horizon, discount=asked.discount)
    chances, pilots = learned(read, asked.outcome), standing(followed(read, asked.outcome))
    by = (pilots.names, pilots.effect, pilots.is_in_force) if pilots else ""
    answered = partial(retention.answer_of, read, chances, capacity=asked.capacity, call_cost=asked.call_cost,
                       effect=asked.effect, pilots=pilots)
    if asked.among != "tier":
        return frame.cache_answer(f"retention {asked} {by}", partial(answered, among=asked.among))
    held, tiers = _tiers(years_ago=0)
    today = frame.hold_shared(f"{held} {asked.outcome}", lambda: retention.tiers_today(read, chances, tiers))
    return frame.cache_answer(f"retention {asked} {by} {held}", partial(answered, tiers=today))


def _by_tier(read: Reader, asked: Asked) -> Retention:
    """By the tiers of the year that is followed."""
    held, tiers = _tiers(years_ago=retention.followed_from(read))
    return frame.cache_answer(f"retention {asked} {held}", lambda: retention.answer_by_tier(
        read, tiers, horizon=asked.horizon, discount=asked.discount))


def _tiers(*, years_ago: int) -> tuple[str, pd.DataFrame]:
    """The tiers that the approved scheme gives in a year, told once for all visitors, and what they are held by."""
    approved = approved_tiers(years_ago=years_ago)
    scheme = scheme_of(approved.scenario) if approved.scenario else None
    if scheme is None:
        raise CannotAnswer(_("There is no approved scheme of tiers that can be applied to this data. Approve one on "
                             "the Tiers page, or compare by something else."))
    kept = approved.register.path if approved.register else ""
    key = f"{OF_CUSTOMERS} tiers {years_ago} {tiers_as_json(scheme)} {kept} {language()}"
    return key, frame.hold_shared(key, lambda: _in_order(approved.everybody(scheme), scheme.labels))


def _in_order(tiers: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    return tiers[["customer_id", "tier"]].assign(tier=pd.Categorical(tiers["tier"], labels))
