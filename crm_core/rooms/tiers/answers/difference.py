"""Two schemes side by side, and which of their differences makes how much of the difference in outcome."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.outline import outline
from crm_core.rooms.tiers.consequences.shapley import shapley
from crm_core.rooms.tiers.cutting.year import Keep, kept_for_one_answer
from crm_core.rooms.tiers.measure import Outline
from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.scheme import Scheme

FIGURES = ("top_customers", "top_contribution", "service_cost", "staffed_hours")
"""What is compared: customers and contribution of the best tier, cost and hours of what is promised to everybody."""

JOINED = "+"
"""Between inputs that cannot be mixed and count as one."""
Change = Callable[[Scheme], Scheme]


@dataclass(frozen=True, eq=False)
class Difference:
    """What changing from one scheme to another does to the customers in scope, and what does it."""

    figures: pd.DataFrame
    """figure, first, second, difference: one row for each of `FIGURES`."""
    parts: pd.DataFrame
    """input (`weights`, `missing`, `cuts`, `service`, `exceptions` or `tiers`; the cuts of one customer type as
    `cuts business`; several that count as one joined by `+`), and the part it has in the difference of each of
    `FIGURES`; the parts of a figure add up exactly."""


def difference(read: Reader, first: Scheme, second: Scheme, *, keep: Keep | None = None) -> Difference:
    """The outcomes of two schemes, and each difference of inputs' fair part in them (Shapley).

    Inputs that cannot be mixed (the budget of one scheme with the promises of the other) count as one. `keep` holds
    rankings, as in `outline`. Raises as `outline` does, for either scheme.
    """
    keep = keep or kept_for_one_answer()
    before, after = (figures(outline(read, scheme, keep=keep)) for scheme in (first, second))
    table = pd.DataFrame({"figure": FIGURES, "first": before, "second": after, "difference": after - before})
    changes = inputs(first, second)
    cuts = [name for name in changes if name.startswith("cuts")]
    for joined in ([], [*cuts, "service"], list(changes)):
        with contextlib.suppress(CannotAnswer):
            return Difference(table, _parts(read, first, _as_one(changes, joined), keep))
    raise AssertionError("both schemes are known, and nothing else was asked")


def _as_one(changes: Mapping[str, Change], names: Sequence[str]) -> dict[str, Change]:
    """The changes, those of these names in one step."""
    joined = [name for name in names if name in changes]

    def all_of_them(scheme: Scheme) -> Scheme:
        for name in joined:
            scheme = changes[name](scheme)
        return scheme

    return {name: change for name, change in changes.items() if name not in joined} | (
        {JOINED.join(joined): all_of_them} if joined else {})


def _parts(read: Reader, first: Scheme, changes: Mapping[str, Change], keep: Keep | None) -> pd.DataFrame:
    """`Difference.parts`. Raises CannotAnswer for a mixture that cannot be."""
    names = list(changes)

    @cache
    def outcome(changed: frozenset[int]) -> np.ndarray:
        mixed = first
        for one in sorted(changed):
            mixed = changes[names[one]](mixed)
        return figures(outline(read, mixed, keep=keep))

    def part(at: int) -> tuple[float, ...]:
        return shapley(len(names), lambda changed: float(outcome(changed)[at]))

    return pd.DataFrame({"input": names} | {figure: part(at) for at, figure in enumerate(FIGURES)})


def figures(outlined: Outline) -> np.ndarray:
    """`FIGURES` of an outline."""
    best = outlined.tiers.iloc[0]
    hours = outlined.tiers["staffed_hours"].sum()
    return np.array([best["customers"], best["contribution"], outlined.service_cost, hours], dtype=float)


def inputs(first: Scheme, second: Scheme) -> dict[str, Change]:
    """What differs between two schemes, each with the step that takes it over from the second.

    Tiers that differ in number, or cuts for other groups, cannot be taken over without their promises: then cuts and
    service are one input. Names, colours and the stability rule change none of the figures, but for the names
    of tiers that exceptions name.
    """
    changes: dict[str, Change] = {}
    if first.weights != second.weights:
        changes["weights"] = lambda scheme: replace(scheme, weights=second.weights)
    if first.missing != second.missing:
        changes["missing"] = lambda scheme: replace(scheme, missing=second.missing)
    same_shape = len(first.tiers) == len(second.tiers) and first.is_by_type == second.is_by_type
    if first.exceptions != second.exceptions or (first.exceptions and first.names != second.names):
        # they name tiers, so that names are taken over with them
        changes["exceptions"] = lambda scheme: replace(
            scheme, exceptions=second.exceptions, tiers=second.tiers if same_shape else scheme.tiers)
    if not same_shape:
        return changes | {f"tiers{JOINED}service": lambda scheme: replace(
            scheme, tiers=second.tiers, groups=second.groups, costs=second.costs)}
    for place, (one, other) in enumerate(zip(first.groups, second.groups, strict=True)):
        if _cuts(one) != _cuts(other):
            label = "cuts" if not first.is_by_type else f"cuts {one.of}"
            changes[label] = partial(_with_cuts, place=place, other=other)
    if first.costs != second.costs or any(
        one.promises != other.promises for one, other in zip(first.groups, second.groups, strict=True)
    ):
        changes["service"] = lambda scheme: replace(scheme, costs=second.costs, groups=tuple(
            replace(group, promises=other.promises)
            for group, other in zip(scheme.groups, second.groups, strict=True)))
    return changes


def _cuts(group: Group) -> tuple:
    return group.by, group.how, group.values, group.budget_in, group.staff_limit if group.how == "staff" else ""


def _with_cuts(scheme: Scheme, place: int, other: Group) -> Scheme:
    group = replace(other, promises=scheme.groups[place].promises)
    return replace(scheme, groups=(*scheme.groups[:place], group, *scheme.groups[place + 1 :]))
