"""What the reader asks of growth, and the answer: ways of telling are tried out once for all visitors."""

from __future__ import annotations

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Reader
from crm_core.rooms import growth
from crm_core.rooms.growth import Growth
from crm_core.rooms.growth.groups import GROUPS, Group, Thresholds
from crm_core.rooms.growth.reading import GROWING
from crm_core.rooms.growth.strategy.strategies import STRATEGIES
from crm_core.rooms.growth.strategy.three_ways import Assumptions
from crm_core.rooms.growth.trial.learning import Learned
from crm_core.rooms.growth.vocabulary import group_label, strategy_label, what_to_do
from pages import frame

_NAME = "growth"


def learned(read: Reader) -> Learned:
    """Who could grow, of the whole bank, held for all visitors: it does not depend on the scope."""
    growth.require_latest_year(read)
    with st.spinner(_("Trying out on the year before who could grow: some seconds …")):
        held: Learned = frame.work_out(_NAME, lambda: _learn(read))
    return held


def _learn(read: Reader) -> Learned:
    """That contribution is unknown is an answer as well, which is held: nobody need ask again."""
    require_contribution(read)
    return growth.learn(read)


def learned_if_known(read: Reader) -> Learned | None:
    """The same where somebody has asked for it; else None."""
    return None if read.scope.years_ago else frame.if_worked_out(_NAME, lambda: _learn(read))


def is_worked_out(_read: Reader) -> bool:
    """Whether somebody has asked for it, whatever came of it."""
    return frame.is_worked_out(_NAME)


def thresholds(held: Learned) -> Thresholds:
    """Where the groups begin, drawn. Where nobody can be told apart by growth, nothing asks how many grow."""
    start = Thresholds()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        top = frame.percent_slider("top", _("Most valuable, of all customers"), 1, 60, round(100 * start.top)) / 100
        low = frame.amount("low", _("Low-income up to"), start.low, of=100.0, explain=_(
            "Contribution a year up to which a customer is low-income; at 0, who does not cover the cost."))
        if held.winner is None:
            frame.ignore_in_link("growing")
            growing = start.growing
        else:
            growing = frame.percent_slider("growing", _("Highest potential, of all customers"), 1, 60,
                                           round(100 * start.growing)) / 100
    return Thresholds(top, low, growing)


def with_list(result: Growth, read: Reader, held: Learned) -> Growth:
    """The result with the list of a group, whose controls are drawn."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        there = result.before.set_index("group")["customers"]  # a moved threshold does not change the order
        offered = GROUPS if held.winner else tuple(each for each in GROUPS if each not in GROWING)
        order = sorted(offered, key=lambda each: (not there[each], each not in GROWING))
        group: Group = frame.pick("group", _("List"), {each: group_label(each) for each in order}, width=300)
        capacity = frame.whole_slider("capacity", _("Customers listed"), 10, growth.MAX_LISTED, 200)
    return frame.cache_answer(f"growth {result.thresholds} {result.budget.assumed} {group} {capacity}", lambda:
                              growth.with_list(result, read, held, group=group, capacity=capacity))


def found(read: Reader, held: Learned, asked: Thresholds) -> Growth:
    """The answer, kept in memory: without a list, its budget that of the assumptions to start from."""
    return frame.cache_answer(f"growth {asked}", lambda: growth.answer_of(read, held, thresholds=asked))


def assumed(money: Money) -> Assumptions:
    """What the budget is assumed to bring, drawn."""
    start, one = Assumptions(), money.full(1)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        budget = frame.amount("budget", _("Budget a year"), start.budget, low=0.0)
        keep = frame.percent_slider(
            "keep", _("Care keeps at most, of the most valuable's contribution"), 0, 50, round(100 * start.keep)) / 100
        explore = frame.percent_slider(
            "explore", _("Prospects bring at most, of what those with potential can"), 0, 100,
            round(100 * start.explore)) / 100
        first = [frame.decimal_slider(name, label, 0.5, 10.0, default, step=0.5) for name, label, default in (
            ("first_maintain", _("First {one} brings: maintain", one=one), start.first_maintain),
            ("first_expand", _("First {one} brings: expand", one=one), start.first_expand),
            ("first_explore", _("First {one} brings: explore", one=one), start.first_explore))]
    return Assumptions(budget, keep, explore, *first)


def metric_of(read: Reader, customer_id: str) -> frame.Metric | None:
    """The group of a customer and its strategy, where the groups are worked out."""
    held = learned_if_known(read)
    group = growth.group_of(read, held, customer_id) if held else None
    if group is None:
        return None
    strategy = STRATEGIES[group][0]
    return frame.Metric(_("Value and growth"), group_label(group), _(
        "{strategy}: {what_to_do} By the thresholds to start from, on the page Growth.",
        strategy=strategy_label(strategy), what_to_do=what_to_do(strategy)))
