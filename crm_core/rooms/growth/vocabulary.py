"""What groups, strategies, ways and candidates are called."""

from __future__ import annotations

from crm_core.language import N_, Message, _
from crm_core.rooms.growth.groups import Group
from crm_core.rooms.growth.strategy.strategies import Strategy
from crm_core.rooms.growth.strategy.three_ways import Way
from crm_core.rooms.growth.trial.candidates import Candidate
from crm_core.service_models import Style

_GROUPS: dict[Group, Message] = {
    "most_valuable": N_("Most valuable"), "highest_potential": N_("Highest growth potential"),
    "general": N_("General customers"), "potential": N_("Potential customers"), "low_income": N_("Low-income"),
}
_STRATEGIES: dict[Strategy, Message] = {
    "maintain": N_("Maintain"), "expand": N_("Expand"), "develop": N_("Develop"), "automate": N_("Automate"),
    "repair": N_("Repair"),
}
_WHAT_TO_DO: dict[Strategy, Message] = {
    "maintain": N_("Keep what they contribute: a person who knows them, an answer the same day."),
    "expand": N_("Offer what similar customers use and they do not."),
    "develop": N_("Win more of their business until they cover their cost."),
    "automate": N_("Serve them well and cheaply; growth comes from their number."),
    "repair": N_("Look for the cause of the loss and mend it; the page Causes names it."),
}
_STYLES: dict[Style, Message] = {
    "strategic": N_("Dedicated adviser"), "integrated": N_("Integrated service"), "technology": N_("Technology-led"),
}
_WAYS: dict[Way, Message] = {
    "maintain": N_("Maintain customers"), "expand": N_("Expand those with potential"),
    "explore": N_("Explore prospects"),
}
_CANDIDATES: dict[Candidate, Message] = {
    "size": N_("Today's size"), "momentum": N_("Momentum"), "gap": N_("Gap to similar customers"),
    "forecast": N_("Forecast"),
}
_FACTORS = {
    "momentum": N_("Revenue of the last half-year against the one before"), "gap": N_("Gap to similar customers"),
    "revenue": N_("Revenue"), "balance": N_("Balance"), "turnover": N_("Turnover"), "transactions": N_("Transactions"),
    "products": N_("Products held"), "tenure": N_("Time as a customer"), "size": N_("Size"),
    "type": N_("Customer type"),
}


def group_label(group: Group) -> str:
    """A group, as a heading."""
    return _(_GROUPS[group])


def strategy_label(strategy: Strategy) -> str:
    """A strategy, as a heading."""
    return _(_STRATEGIES[strategy])


def what_to_do(strategy: Strategy) -> str:
    """A strategy, as a sentence."""
    return _(_WHAT_TO_DO[strategy])


def style_label(style: Style) -> str:
    """A style of service, as a heading."""
    return _(_STYLES[style])


def way_label(way: Way) -> str:
    """A way to grow, as a heading."""
    return _(_WAYS[way])


def candidate_label(candidate: Candidate) -> str:
    """A way of telling who could grow, as a heading."""
    return _(_CANDIDATES[candidate])


def factor_label(factor: str) -> str:
    """What the forecast looks at, as a heading."""
    return _(_FACTORS[factor])
