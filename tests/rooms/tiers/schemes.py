"""Schemes for tests: any that can be, and plain ones with a line changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from crm_core.contract import CUSTOMER_TYPES
from crm_core.rooms.tiers.scheme.group import EVERYBODY, Group
from crm_core.rooms.tiers.scheme.scheme import Hold, Scheme, Tier
from crm_core.rooms.tiers.scheme.service import Promise
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights, in_percent
from crm_core.service_models import HOUR_COSTS

EQUAL = in_percent(dict.fromkeys(CRITERIA, 1.0))
ONLY = {name: Weights(**{other: 100 * (other == name) for other in CRITERIA}) for name in CRITERIA}

weights = st.lists(st.integers(0, 50), min_size=6, max_size=6).filter(any).map(
    lambda parts: in_percent(dict(zip(CRITERIA, parts, strict=True))))
scores = st.integers(0, 1000).map(lambda tenths: tenths / 10)
mixes = st.sets(st.sampled_from(sorted(HOUR_COSTS)), min_size=1).map(
    lambda channels: dict.fromkeys(sorted(channels), 1 / len(channels)))
promises = st.builds(Promise, st.floats(0, 500), mixes, st.floats(0, 200), st.text(max_size=20))
names = st.text(min_size=1, max_size=20).filter(str.strip)


@st.composite
def schemes(draw) -> Scheme:
    """Any scheme there can be, but for cover and budget, which a book may not know."""
    tiers = draw(st.integers(2, 6))

    def group(of: str) -> Group:
        how = draw(st.sampled_from(["cuts", "share", "natural", "needs"]))
        by = draw(st.sampled_from(["score", "contribution"]))
        if how == "cuts":
            values = tuple(sorted(draw(st.sets(scores, min_size=tiers - 1, max_size=tiers - 1)), reverse=True))
        else:
            values = (0.9 / tiers,) * (tiers - 1) if how == "share" else ()
        return Group(of, by, how, values, tuple(draw(promises) for _ in range(tiers)))

    called = draw(st.lists(names, min_size=tiers, max_size=tiers, unique=True))
    return Scheme(
        tiers=tuple(Tier(name, draw(st.sampled_from(["", "#0A1b2C"]))) for name in called),
        weights=draw(weights),
        missing=draw(st.sampled_from(["left_out", "lowest", "middle"])),
        groups=tuple(group(of) for of in draw(st.sampled_from([(EVERYBODY,), CUSTOMER_TYPES]))),
        hold=Hold(draw(st.integers(0, 100)) / 2, draw(st.integers(1, 2))),
    )


def by_cuts(*cuts: float, weights: Weights = EQUAL, by: str = "score", **changes) -> Scheme:
    """A scheme for everybody with cuts at these values."""
    return replace(starting_scheme(weights, by=by, how="cuts", tiers=len(cuts) + 1, values=tuple(cuts)), **changes)
