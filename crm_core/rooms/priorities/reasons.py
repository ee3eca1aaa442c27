"""Why each customer is on a list, in two sentences made of the row's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from crm_core.amounts import Money, number
from crm_core.language import _, ngettext
from crm_core.rooms.priorities.measure import most_fallen, most_to_gain
from crm_core.vocabulary import type_noun

MIN_PEERS = 5
"""Customers of a type just above the threshold from which what they hold is told."""


def reasons(todo: str, rows: pd.DataFrame, *, cut: float, money: Money) -> list[str]:
    """The reason for each of `rows`, which are those of the list `todo`."""
    say = {"protect": _say_fall, "repair": _say_loss, "grow": lambda row, money: _say_gap(row, cut, money)}[todo]
    return [say(row, money) for row in rows.to_dict("records")]


def _say_fall(row: Mapping[str, Any], money: Money) -> str:
    """How far it fell since the year before, and which line fell most."""
    return _("Rank {before} the year before, {now} now: contribution fell from {amount_before} to {amount}, mainly "
             "because of {cause}.", before=number(row["rank_before"]), now=number(row["contribution_rank"]),
             amount_before=money.full(row["contribution_before"]), amount=money.full(row["contribution"]),
             cause=_fall_of(most_fallen(row)))


def _fall_of(line: str) -> str:
    match line:
        case "net_interest_income":
            return _("lower net interest income")
        case "fee_income":
            return _("lower fees")
        case "cost_to_serve":
            return _("a higher cost to serve")
        case "expected_loss":
            return _("a higher expected loss")
    return _("a higher cost of capital")


def _say_loss(row: Mapping[str, Any], money: Money) -> str:
    """What alone would restore it: the line that is furthest from the bank's own unit costs and rates."""
    line, gain = most_to_gain(row)
    amounts = {"loss": money.full(row["money"]), "own": money.full(row[line]),
               "after": money.full(gain - row["money"])}
    match line:
        case "cost_to_serve":
            return _("Loss of {loss}. Cost to serve is {own}, against {usual} at the bank's own unit costs for the "
                     "same products; at that level the customer would contribute {after}.",
                     usual=money.full(row["cost_at_units"]), **amounts)
        case "fee_income":
            return _("Loss of {loss}. Fees are {own}, against {usual} at the bank's own unit fees for the same "
                     "products; at that level the customer would contribute {after}.",
                     usual=money.full(row["fees_at_units"]), **amounts)
        case "net_interest_income":
            return _("Loss of {loss}. Net interest income is {own}, against {usual} at the bank's own rates on the "
                     "same balances; at that level the customer would contribute {after}.",
                     usual=money.full(row["margin_at_units"]), **amounts)
    return _("Loss of {loss}. Expected loss is {own}, against {usual} at the bank's own rates on the same balances; at "
             "that level the customer would contribute {after}.", usual=money.full(row["loss_at_units"]), **amounts)


def _say_gap(row: Mapping[str, Any], cut: float, money: Money) -> str:
    """How far it is from the threshold, and what it holds against its peers just above."""
    gap = _("Rank {rank}: {gap} below the threshold of {threshold}.", rank=number(row["contribution_rank"]),
            gap=money.full(row["money"]), threshold=money.full(cut))
    return f"{gap} {_say_products(row)}"


def _say_products(row: Mapping[str, Any]) -> str:
    """Products against the median of the peers, where there are enough of them to have one."""
    held, peers, typical = int(row["products_held"]), type_noun(row["customer_type"]), row["peer_products"]
    if row["peers"] < MIN_PEERS:
        return ngettext("Holds {count} product.", "Holds {count} products.", held)
    median = number(typical, decimals=0 if typical % 1 == 0 else 1)
    if held >= typical:
        return ngettext("Holds {count} product, no fewer than the median of {peers} just above the threshold "
                        "({median}).",
                        "Holds {count} products, no fewer than the median of {peers} just above the threshold "
                        "({median}).", held, peers=peers, median=median)
    return ngettext("Holds {count} product; the median of {peers} just above the threshold is {median}.",
                    "Holds {count} products; the median of {peers} just above the threshold is {median}.", held,
                    peers=peers, median=median)
