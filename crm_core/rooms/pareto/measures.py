"""What customers can be ranked by."""

from __future__ import annotations

from typing import Literal, get_args

from crm_core.best_measure import best_measure, known_measures
from crm_core.question import Reader
from crm_core.rooms.pareto.steps import has_steps, shows_customers

Measure = Literal["contribution", "revenue", "balance", "turnover"]


def measures(read: Reader) -> tuple[Measure, ...]:
    """What can be ranked by in the year and scope of `read`, the best first."""
    known = known_measures(read)
    names = tuple(name for name in get_args(Measure) if (name if name != "revenue" else "contribution") in known)
    return names if shows_customers(read) else tuple(name for name in names if has_steps(read, name))


def first_measure(read: Reader) -> Measure:
    """The best of them. Raises CannotAnswer where none is known."""
    return best_measure(read) if shows_customers(read) else next(iter(measures(read)), best_measure(read))
