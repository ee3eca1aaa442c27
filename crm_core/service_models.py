"""How customers are served: the paper's three styles (5.5), the hours of contact they take, and what an hour costs.

To start from, for tiers as for the strategies of Growth; a bank puts in its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crm_core.language import N_, Message

HOUR_COSTS: Mapping[str, float] = {"visit": 95.0, "branch": 48.0, "phone": 42.0, "e-mail": 40.0, "app": 1.0}
"""An hour of contact by channel, in currency, to start from: a bank puts in its own."""

Style = Literal["strategic", "integrated", "technology"]
"""Advice to the large, integrated retail service, service led by technology."""


@dataclass(frozen=True)
class ServiceModel:
    """One way of serving a customer."""

    mix: Mapping[str, float]
    """The part of the contact in each channel; together 1."""
    offer: Message
    """What is offered, in English words to be translated."""

    def hour_cost(self, costs: Mapping[str, float] = HOUR_COSTS) -> float:
        """What an hour of contact costs, at `costs` an hour of each channel."""
        return sum(share * costs[channel] for channel, share in self.mix.items())


SERVICE_MODELS: Mapping[Style, ServiceModel] = {
    "strategic": ServiceModel(
        {"visit": 0.60, "phone": 0.20, "e-mail": 0.15, "app": 0.05},
        N_("Dedicated adviser: studies of mergers, reorganisations and investments, tailored finance")),
    "integrated": ServiceModel(
        {"visit": 0.05, "branch": 0.45, "phone": 0.25, "e-mail": 0.05, "app": 0.20},
        N_("Integrated service: one local contact for accounts, cards, payments and credit")),
    "technology": ServiceModel(
        {"branch": 0.10, "phone": 0.10, "e-mail": 0.10, "app": 0.70},
        N_("Technology-led: secure and convenient remote service, standard products")),
}

HOURS_A_YEAR: Mapping[str, tuple[float, float]] = {
    "everybody": (8.0, 0.2), "individual": (3.0, 0.2), "business": (12.0, 1.0), "corporate": (40.0, 6.0),
}
"""Hours of contact a year, by customer type: of those served most, and of those served least."""


def hours_at(of: str, place: int, places: int) -> float:
    """Hours a year of a customer of type `of` at `place` (0 is served most) of so many `places`: they fall by the same
    factor from one to the next."""
    most, least = HOURS_A_YEAR[of]
    return round(most * (least / most) ** (place / (places - 1)), 1)
