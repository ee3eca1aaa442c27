"""What is true of the demo bank, so that an analysis can be asked whether it finds it."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("truths.toml")


@dataclass(frozen=True)
class Truth:
    """One planted truth: an analysis of the demo bank should find `value` within ± `tolerance`, both in `unit`.

    `where` names what it is true of (regions, product, month, manager …), `how` says how it can be found,
    `plant` is what the generator reads to make it so. Holds for every seed from 5,000 customers up.
    """

    id: str
    what: str
    value: float
    tolerance: float
    unit: str
    how: str
    where: dict[str, Any] = field(default_factory=dict)
    plant: dict[str, Any] = field(default_factory=dict)
    of_customers: int = 0
    """What is told by few events varies by chance: the size of the bank that `tolerance` is of; 0 for any size."""

    def tolerance_at(self, customers: int) -> float:
        """The tolerance in a bank of so many customers: chance grows as the root of their number falls."""
        return self.tolerance * math.sqrt(self.of_customers / customers) if self.of_customers else self.tolerance

    def is_found_by(self, value: float, *, customers: int) -> bool:
        """True when `value`, found in a bank of so many `customers`, lies within the tolerance."""
        return abs(value - self.value) <= self.tolerance_at(customers)


@dataclass(frozen=True)
class Season:
    """The yearly wave of one product family: the month of its peak, and how far it rises there above the mean."""

    peak_month: int
    balance_amplitude: float
    turnover_amplitude: float


@dataclass(frozen=True)
class Leaving:
    """The log-odds that a customer leaves in a month, and what each feature of that month adds to them."""

    least_months: int
    """Nobody leaves earlier in life as a customer."""
    of_the_newest: float
    """Of a customer of so many months with one product."""
    each_doubling: float
    """Of the months as a customer."""
    each_further_product: float
    drifting: float
    """Of who is taking the business elsewhere."""


@dataclass(frozen=True)
class Truths:
    """Everything that is true of the demo bank.

    `bank` holds title, currency, first and last month; `planted` the truths by id; `growth` the yearly growth of
    a holding's balance by region; `season` the yearly wave by product family; `leaving` who leaves.
    """

    bank: dict[str, Any]
    planted: dict[str, Truth]
    growth: dict[str, float]
    season: dict[str, Season]
    leaving: Leaving

    def __getitem__(self, name: str) -> Truth:
        return self.planted[name]

    def plan(self) -> dict[str, Any]:
        """All `plant` values together: the named parameters of the generator's SQL."""
        return {name: value for truth in self.planted.values() for name, value in truth.plant.items()}


@cache
def truths() -> Truths:
    """The truths of the demo bank, from `truths.toml`."""
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Truths(
        bank=written["bank"],
        planted={entry["id"]: Truth(**entry) for entry in written["truth"]},
        growth=written["growth"],
        season={family: Season(**wave) for family, wave in written["season"].items()},
        leaving=Leaving(**written["leaving"]),
    )


def _tolerance(truth: Truth) -> str:
    at = f" at {truth.of_customers:,} customers" if truth.of_customers else ""
    return f"± {truth.tolerance:g}{at}"


def as_markdown() -> str:
    """The truths as the tables that `docs/demo.md` shows."""
    lines = ["| id | what | value | tolerance | where | how to find it |", "|---|---|---|---|---|---|"]
    for truth in truths().planted.values():
        where = ", ".join(f"{name} {_listed(value)}" for name, value in truth.where.items())
        lines.append(
            f"| `{truth.id}` | {truth.what} | {truth.value:g} {truth.unit} | {_tolerance(truth)} "
            f"| {where} | {truth.how} |"
        )
    lines += ["", "| region | growth of a holding's balance a year |", "|---|---|"]
    lines += [f"| {region} | {growth:+.1%} |" for region, growth in truths().growth.items()]
    lines += ["", "| family | peak month | balance | turnover and transactions |", "|---|---|---|---|"]
    lines += [
        f"| {family} | {wave.peak_month} | ± {wave.balance_amplitude:.1%} | ± {wave.turnover_amplitude:.0%} |"
        for family, wave in truths().season.items()
    ]
    leaving = truths().leaving
    lines += [
        "", "| what makes customers leave | log-odds a month |", "|---|---|",
        f"| {leaving.least_months} months as a customer, one product | {leaving.of_the_newest:.1f} |",
        f"| each doubling of the months as a customer | {leaving.each_doubling:+.1f} |",
        f"| each further product | {leaving.each_further_product:+.1f} |",
        f"| is taking the business elsewhere | {leaving.drifting:+.1f} |",
    ]
    return "\n".join(lines) + "\n"


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
