"""The score: weighted mid-ranks on 0–100, and what becomes of the criteria that a customer, or the whole book, lacks.

The book keeps each rank in hundredths of a point, so a weighted sum is a whole number; a factor turns it into tenths
of a point. Under `left_out` the factor depends on what is lacking, as the other weights then make less than 100. What
the whole book lacks has no weight.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from crm_core import CannotAnswer
from crm_core.language import _, all_of
from crm_core.question import Reader
from crm_core.rooms.tiers.questions import CRITERIA as KNOWN_CRITERIA
from crm_core.rooms.tiers.scheme.scheme import Missing, Scheme
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights, criterion_noun

MIDDLE_RANK = 5_000
"""The middle of the ranks, in hundredths of a point, as the book keeps them (decision 19)."""
PERCENT_OF_A_RANK = 100
"""Hundredths of a point in a point: ranks are kept in hundredths (decision 19)."""
_POINTS_IN_A_TENTH = 10
"""Hundredths of a point in a tenth of a point (decision 19); the factor also divides by the sum of the weights."""
_UPWARDS = 1 + 1e-12
"""Keeps a score that is exactly a tenth from being rounded below it; the next score is a thousandth away at least."""


def scoring(weights: Weights, missing: Missing, known: Collection[str] = CRITERIA) -> dict[str, float]:
    """The parameters with which a question scores customers: `<criterion>_weight`, `fill`, `factor_<what is lacking>`,
    with `_undated` behind it for who joined nobody knows when.

    Only the `known` criteria have a weight. A customer who lacks every criterion that counts scores 0.
    """
    counted = {name: weight if name in known else 0 for name, weight in asdict(weights).items()}
    whole, scale, reputation = sum(counted.values()), counted["scale"], counted["reputation"]
    lacking = {"none": 0, "scale": scale, "reputation": reputation, "both": scale + reputation}
    lacking |= {f"{what}_undated": lost + counted["tenure"] for what, lost in lacking.items()}
    left = {what: whole - (lost if missing == "left_out" else 0) for what, lost in lacking.items()}
    return {
        **{f"{name}_weight": weight for name, weight in counted.items()},
        "fill": MIDDLE_RANK if missing == "middle" else 0,
        **{f"factor_{what}": _UPWARDS / (_POINTS_IN_A_TENTH * parts) if parts else 0.0
           for what, parts in left.items()},
    }


def scoring_of(read: Reader, scheme: Scheme) -> dict[str, float]:
    """`scoring` of a scheme in this book. Raises CannotAnswer when it scores by nothing that the book knows."""
    rules, unknown = scoring(scheme.weights, scheme.missing, known_criteria(read)), unknown_criteria(read, scheme)
    if unknown and not rules["factor_none"]:
        raise CannotAnswer(_("The only criteria with a weight are not in the data: {criteria}. Give another criterion "
                             "a weight.", criteria=all_of([criterion_noun(name) for name in unknown])))
    return rules


def known_criteria(read: Reader) -> tuple[str, ...]:
    """The criteria that the book knows of anybody."""
    return tuple(name for name, is_known in zip(CRITERIA, read(KNOWN_CRITERIA)[0], strict=True) if is_known)


def unknown_criteria(read: Reader, scheme: Scheme) -> tuple[str, ...]:
    """The criteria with a weight in a scheme that scores, which the book knows of nobody."""
    if not any(group.by == "score" and group.how != "needs" for group in scheme.groups):
        return ()
    known = known_criteria(read)
    return tuple(name for name, weight in asdict(scheme.weights).items() if weight and name not in known)
