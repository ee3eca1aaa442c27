"""The cards of Growth: the groups, what moves, the trial, the strategies, the budget, the list and the model."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import growth
from crm_core.rooms.growth import Growth, captions
from crm_core.rooms.growth.strategy.three_ways import three_ways
from crm_core.rooms.growth.trial.learning import Learned
from crm_core.rooms.growth.vocabulary import (
    candidate_label,
    group_label,
    strategy_label,
    style_label,
    way_label,
    what_to_do,
)
from pages import frame
from pages.parts.growth.controls import assumed, with_list
from pages.parts.tiers import ApprovedTiers

_WIDE = 300
"""Pixels of a reason in words."""


def draw(result: Growth, alt: str, money: Money) -> None:
    """The groups, the trial, what moves, and the strategies."""
    left, right = frame.evidence()
    with left, frame.card(*captions.groups(result)):
        frame.chart(growth.draw(result, money), alt=alt, table=_groups(result))
    if result.trial is not None:
        with right, frame.card(*captions.trial(result)):
            frame.chart(growth.draw_trial(result.trial, money), alt=captions.trial(result).title, table=_scores(result))
    with frame.card(*captions.moves(result, money)):
        rows = _groups(result)
        frame.table(rows.rows, rows.columns, alt=captions.moves(result, money).title, money=rows.money, is_whole=True)
        if len(result.moves):
            _moves(result)
    with frame.card(*captions.strategy(result, money)):
        _strategies(result)


def draw_model(result: Growth) -> None:
    """What growth expected rests on."""
    with frame.folded(*captions.model(result)):
        frame.table(captions.model_card(result), {"aspect": _("Aspect"), "statement": _("Statement")},
                    alt=captions.model(result).title, wraps=True, is_whole=True)


def _groups(result: Growth) -> frame.Rows:
    rows = result.groups.assign(name=[group_label(each) for each in result.groups["group"]],
                                customers_before=result.before["customers"],
                                service_cost=result.strategies["service_cost"],
                                service_cost_before=result.before["service_cost"])
    moved = {"customers_before": _("At the start")} if len(result.moves) else {}
    cost = {"service_cost_before": _("Service cost at the start"), "service_cost": _("Service cost now")} \
        if len(result.moves) else {}
    grown = {"growth": _("Growth expected")} if result.winner else {}
    return frame.Rows(rows, {"name": _("Group"), "customers": _("Customers"), **moved, "customer_share": _("Share"),
                             "contribution": _("Contribution"), **grown, "cost_to_serve": _("Cost to serve"), **cost},
                      by="group", money=("contribution", "growth", "cost_to_serve", *cost), is_whole=True)


def _moves(result: Growth) -> None:
    rows = result.moves.assign(**{name: [group_label(each) for each in result.moves[name]]
                                  for name in ("group_before", "group")})
    frame.table(rows, {"group_before": _("From"), "group": _("To"), "customers": _("Customers"),
                       "contribution": _("Contribution")}, alt=_("Who moves to another group"),
                money=("contribution",), is_whole=True)


def _scores(result: Growth) -> frame.Rows:
    if result.trial is None:
        raise ValueError("Nothing was tried out.")
    scores = result.trial.scores
    rows = scores.assign(name=[candidate_label(each) for each in scores["candidate"]],
                         **{name: scores[name].round(2) for name in ("rank", "rank_low", "rank_high")})
    return frame.Rows(rows, {
        "name": _("Way"), "top": _("Top fifth"), "rest": _("The others"), "lift": _("Difference"),
        "lift_low": _("From (95%)"), "lift_high": _("To (95%)"), "rank": _("Rank correlation"),
        "rank_low": _("Rank from (95%)"), "rank_high": _("Rank to (95%)"),
    }, by="candidate", money=("top", "rest", "lift", "lift_low", "lift_high"), is_whole=True)


def _strategies(result: Growth) -> None:
    planned = result.strategies
    rows = planned.assign(group=[group_label(each) for each in planned["group"]],
                          strategy=[strategy_label(each) for each in planned["strategy"]],
                          style=[style_label(each) for each in planned["style"]],
                          what_to_do=[what_to_do(each) for each in planned["strategy"]],
                          hours=planned["hours"].round())
    frame.table(rows, {"group": _("Group"), "strategy": _("Strategy"), "style": _("Service"),
                       "customers": _("Customers"), "hours": _("Hours a year"), "service_cost": _("Cost of service"),
                       "what_to_do": _("What to do")},
                alt=_("The strategy of each group"), money=("service_cost",), is_whole=True, wraps=True,
                widths={"what_to_do": 280})


def draw_budget(result: Growth, money: Money) -> Growth:
    """The split, drawn above the controls that decide it, which are folded. Returns the result with it."""
    place = st.container()
    with st.expander(_("Assumptions of the budget"), icon=":material/edit_note:"):
        result = replace(result, budget=three_ways(result.groups, assumed(money)))
    with place, frame.card(*captions.budget(result.budget, money)):
        if result.budget.ways["ceiling"].any() and result.budget.assumed.budget:
            ways = result.budget.ways.assign(name=[way_label(each) for each in result.budget.ways["way"]])
            frame.chart(growth.draw_budget(result.budget, money), alt=captions.budget(result.budget, money).title,
                        table=frame.Rows(ways, {"name": _("Way to grow"), "amount": _("Budget"),
                                                "brought": _("Brings a year"), "ceiling": _("At most"),
                                                "first": _("First {one} brings", one=money.full(1))},
                                         by="way", money=("amount", "brought", "ceiling"), is_whole=True))
    return result


def draw_list(result: Growth, read: Reader, held: Learned, tiered: ApprovedTiers) -> Growth:
    """The customers of a group by name, below the controls that choose it. Returns the result with them."""
    result = with_list(result, read, held)
    grown = {"growth": _("Growth expected")} if result.winner else {}
    with frame.card(*captions.listed(result)):
        if result.listed.empty:
            st.markdown(frame.escape(_("No customer of this group is in the selection.")))
            return result
        columns = {"name": _("Customer"), **tiered.heading, **grown, "contribution": _("Contribution"),
                   "revenue": _("Revenue"), "reason_1": _("First reason"), "reason_2": _("Second reason"),
                   "reason_3": _("Third reason"), "region": _("Region"), "manager": _("Manager")}
        frame.table(tiered.beside(result.listed), columns, alt=captions.listed(result).title, by="customer_id",
                    money=("growth", "contribution", "revenue"), leads_to=frame.to_customer(),
                    widths={f"reason_{place}": _WIDE for place in (1, 2, 3)})
        tiered.draw_note()
    return result
