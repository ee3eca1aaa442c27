"""The weights of the criteria: whole percents that always make 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from crm_core.language import N_, _, pgettext
from crm_core.rooms.tiers.scheme.refusal import as_set, refuse_unless

WHOLE = 100


@dataclass(frozen=True)
class Weights:
    """How much each criterion counts in the score, in whole percent; they make 100. Raises SchemeRefused if not.

    The paper's criteria: scale is size; balance and turnover are business volume; reputation is the credit grade.
    """

    contribution: int
    balance: int
    turnover: int
    tenure: int
    scale: int
    reputation: int

    def __post_init__(self) -> None:
        given = asdict(self)
        for name, weight in given.items():
            refuse_unless(0 <= weight <= WHOLE, N_("The weight of {criterion} is {weight}; it must be from 0 to 100."),
                          criterion=criterion_noun(name), weight=weight)
        total = sum(given.values())
        refuse_unless(total == WHOLE, N_("The weights add up to {total}; they must add up to 100."), total=total)


CRITERIA = tuple(Weights.__dataclass_fields__)
_LABELS = {
    "contribution": N_("Contribution"), "balance": N_("Balance"), "turnover": N_("Turnover (business volume)"),
    "tenure": N_("Years with us"), "scale": N_("Size (scale)"), "reputation": N_("Credit grade (reputation)"),
}


def criterion_label(name: str) -> str:
    """A criterion as a heading: `Size (scale)`."""
    return _(_LABELS[name])


def criterion_noun(name: str) -> str:
    """A criterion in a sentence, without an article: `size`."""
    match name:
        case "contribution":
            return pgettext("criterion", "contribution")
        case "balance":
            return pgettext("criterion", "balances")
        case "turnover":
            return pgettext("criterion", "turnover")
        case "tenure":
            return pgettext("criterion", "years with the bank")
        case "scale":
            return pgettext("criterion", "size")
    return pgettext("criterion", "credit grade")


def in_percent(relative: Mapping[str, float]) -> Weights:
    """Relative weights (any scale) as whole percents that make 100, each as near to its share as that allows.

    Criteria that are not named count nothing. Raises SchemeRefused when none counts.
    """
    refuse_unless(sum(relative.values()) > 0,
                  N_("The weights add up to {total}; give at least one criterion a weight above 0."),
                  total=as_set(sum(relative.values())))
    return Weights(**_shared_out(WHOLE, {name: relative.get(name, 0.0) for name in CRITERIA}))


def locked(weights: Mapping[str, int], moved: str, to: int) -> dict[str, int]:
    """The weights after one of them was moved: the others give or take in proportion, so that the sum stays 100.

    When the others are all 0 they take equal parts.
    """
    others = {name: weight for name, weight in weights.items() if name != moved}
    if not any(others.values()):
        others = dict.fromkeys(others, 1)
    shared = _shared_out(WHOLE - to, others)
    return {name: to if name == moved else shared[name] for name in weights}


def _shared_out(total: int, relative: Mapping[str, float]) -> dict[str, int]:
    """`total` in whole parts: each gets its share rounded down, the largest remainders get one more."""
    size = sum(relative.values())
    exact = {name: total * part / size for name, part in relative.items()}
    parts = {name: int(share + 1e-9) for name, share in exact.items()}
    by_remainder = sorted(relative, key=lambda name: parts[name] - exact[name])
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts
