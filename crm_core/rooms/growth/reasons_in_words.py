"""What speaks for a customer's growth, in words: facts as they stand in the data, not causes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from crm_core.amounts import Money, change
from crm_core.language import _, ngettext
from crm_core.rooms.growth.trial.candidates import Candidate
from crm_core.vocabulary import type_label

_TYPES = ("individual", "business", "corporate", "unstated")
_UNCHANGED = 0.005
"""Rates of change that would be written as 0%."""
_MIN_WEIGHT = 0.05
"""Of the sum of what speaks for a customer: below, a factor is no reason."""


def main_facts(row: Mapping[str, float], winner: Candidate | None, weights: Mapping[str, float]) -> list[str]:
    """The names of the facts that speak for the growth of one customer (`row`: of `customers.sql`, with `quartile`),
    the heaviest first: those of the forecast's factors by their `weights`, in currency, or without any what the
    `winner` looks at; then what is missing to similar customers, and how the last half-year went."""
    if weights:
        heavy = {name: weight for name, weight in weights.items() if weight > 0}
        total = sum(heavy.values())
        facts = sorted((name for name in heavy if heavy[name] >= _MIN_WEIGHT * total), key=lambda name: -heavy[name])
    else:
        facts = {"size": ["revenue"], "momentum": ["momentum"], "gap": ["gap"]}.get(winner or "", [])
    if row["quartile"] > row["revenue"]:
        facts.append("gap")
    if 2 * row["late_revenue"] > row["revenue"]:
        facts.append("momentum")
    return list(dict.fromkeys(facts))


def fact(name: str, row: Mapping[str, float], money: Money) -> str:
    """One of them in words."""
    late, early = row["late_revenue"], row["revenue"] - row["late_revenue"]
    match name:
        case "momentum":
            return _half_on_half(late, early, money)
        case "gap":
            if not np.isfinite(row["quartile"]):
                return _("no similar customers to compare with")
            if row["quartile"] > row["revenue"]:
                return _("a quarter of similar customers generate {amount} or more, this one {own}",
                         amount=money.short(row["quartile"]), own=money.short(row["revenue"]))
            return _("among the quarter of similar customers with the highest revenue")
        case "revenue":
            return _("revenue of {amount} a year", amount=money.short(row["revenue"]))
        case "balance":
            return _("balance of {amount}", amount=money.short(row["balance"]))
        case "turnover":
            return _("turnover of {amount} a year", amount=money.short(row["turnover"]))
        case "transactions":
            return ngettext("{count} transaction a year", "{count} transactions a year", round(row["transactions"]))
        case "products":
            return ngettext("holds {count} product", "holds {count} products", int(row["products_held"]))
        case "tenure":
            return ngettext("customer for {count} month", "customer for {count} months", int(row["tenure_months"])) \
                if row["tenure_months"] >= 0 else _("not known since when a customer")
        case "size":
            return _("size of {amount}", amount=money.short(row["size_amount"])) if row["size_amount"] >= 0 \
                else _("size not known")
    return type_label(_TYPES[int(row["type_code"])])


def _half_on_half(late: float, early: float, money: Money) -> str:
    if early <= 0:
        return _("revenue of {late} in half a year, before {early}", late=money.short(late), early=money.short(early))
    if abs(late - early) <= _UNCHANGED * early:
        return _("revenue unchanged in half a year")
    return _("revenue {change} in half a year", change=change(late / early - 1, decimals=0))
