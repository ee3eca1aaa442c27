"""What a board should see of Growth."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.growth import captions
from crm_core.rooms.growth.figure import draw, draw_budget, draw_trial
from crm_core.rooms.growth.measure import Growth
from crm_core.rooms.growth.reading import say
from crm_core.rooms.growth.vocabulary import candidate_label, group_label, strategy_label, style_label, way_label


def cards(result: Growth, money: Money) -> tuple[Card, ...]:
    """The cards of the page: the groups, how potential was tried out, the strategies, the budget, the model."""
    reading = str(say(result, money))
    planned = result.strategies.assign(
        group=[group_label(each) for each in result.strategies["group"]],
        strategy=[strategy_label(each) for each in result.strategies["strategy"]],
        style=[style_label(each) for each in result.strategies["style"]])
    shown = [Card(captions.groups(result), draw(result, money),
                  groups_table(result), reading,
                  totals=("customers", "contribution", *(["growth"] if result.winner else []), "cost_to_serve"))]
    if result.trial is not None:
        scores = result.trial.scores.rename(columns={"rank": "rank_correlation"})
        scores["candidate"] = [candidate_label(each) for each in scores["candidate"]]
        shown.append(Card(captions.trial(result), draw_trial(result.trial, money),
                          scores[["candidate", "lift", "lift_low", "lift_high", "rank_correlation"]],
                          captions.trial(result).title))
    shown.append(Card(captions.strategy(result, money), None,
                      planned[["group", "strategy", "style", "customers", "contribution", "hours", "service_cost"]],
                      captions.strategy(result, money).title, totals=("customers", "contribution", "hours",
                                                                      "service_cost")))
    if result.budget.assumed.budget and result.budget.ways["ceiling"].any():
        ways = result.budget.ways.assign(way=[way_label(each) for each in result.budget.ways["way"]])
        shown.append(Card(captions.budget(result.budget, money), draw_budget(result.budget, money),
                          ways[["way", "amount", "brought"]], captions.budget(result.budget, money).title,
                          totals=("amount", "brought")))
    return (*shown, Card(captions.model(result), None, captions.model_card(result), reading, in_words=True))


def groups_table(result: Growth) -> pd.DataFrame:
    """group (in words), customers, contribution, growth (where it can be told), cost_to_serve: a row a group."""
    rows = result.groups.assign(group=[group_label(each) for each in result.groups["group"]])
    grown = ["growth"] if result.winner else []
    return rows[["group", "customers", "contribution", *grown, "cost_to_serve"]]
