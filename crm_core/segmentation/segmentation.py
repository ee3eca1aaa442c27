"""Every customer of a year in one segment, by one way of segmenting, and where it was a year before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.scope import Scope, Segment
from crm_core.segmentation import rules
from crm_core.segmentation.behaviour import BEHAVIOUR, FAMILIES, Use, use_of
from crm_core.segmentation.clusters import MIN_CLUSTERS, Clusters, find_clusters

Way = Literal["life_cycle", "recency", "channel", "needs"]
WAYS: tuple[Way, ...] = get_args(Way)
NOT_THERE = -1
"""The segment the year before of who was no customer then."""

YEARS = Question.from_file(__file__, "years.sql")


@dataclass(frozen=True, eq=False)
class Segmentation:
    """Who is in which segment. Customers are in the order of their ids."""

    way: Way
    codes: tuple[str, ...]
    """Of the segments: those of rules are words, those of clusters numbers from `1`, the largest cluster first."""
    segments: np.ndarray
    """The place in `codes` of each customer."""
    before: np.ndarray | None
    """The same a year before by the same limits and centres, `NOT_THERE` for who was no customer; None when the book
    does not hold that year whole."""
    use: Use
    years_ago: int = 0
    medians: rules.Medians | None = None
    """The limits of recency, frequency and money."""
    money: str = "revenue"
    clusters: Clusters | None = None
    has_year_before: bool = False
    """Whether growth and fall can be seen."""


def ways(read: Reader) -> tuple[Way, ...]:
    """The ways of segmenting that this book can answer, in the order of `WAYS`."""
    behaviour = read(BEHAVIOUR, scope=Scope(read.scope.years_ago))
    can: dict[Way, bool] = {
        "life_cycle": bool(use_of(behaviour)), "recency": bool(use_of(behaviour)),
        "channel": bool(behaviour["contacts"].any()),
        "needs": len((behaviour[[f"{each}_held" for each in FAMILIES]] > 0).drop_duplicates()) >= MIN_CLUSTERS,
    }
    return tuple(way for way in WAYS if can[way])


def segment_customers(read: Reader, way: Way, clusters: int = 0) -> Segmentation:
    """All customers of the bank in the year of `read`, whatever its regions and types.

    `clusters` is the number of segments by need, 0 for that of the rule. Raises NobodyInScope when the year has no
    customers, CannotAnswer when the book does not say what the way goes by, ValueError for one that is unknown.
    """
    if way not in WAYS:
        raise ValueError(f"Cannot segment by {way!r}; choose one of {', '.join(WAYS)}.")
    now = read(BEHAVIOUR, scope=Scope(read.scope.years_ago))
    if now.empty:
        raise NobodyInScope(_("There were no customers in this year. Choose another year."))
    whole = set(read(YEARS, scope=Scope(read.scope.years_ago)).query("is_complete")["back"])
    then = read(BEHAVIOUR, scope=Scope(read.scope.years_ago + 1)) if whole >= {0, 1} else None
    # growth in the year before is seen against the one before that
    grew_then = then if whole >= {0, 1, 2} else None
    if way == "needs":
        found = _clusters(now, then, clusters)
    else:
        found = _rules(way, now, grew_then if way == "life_cycle" else then, has_year_before=then is not None)
    return replace(found, years_ago=read.scope.years_ago)


def _rules(way: Way, now: pd.DataFrame, then: pd.DataFrame | None, *, has_year_before: bool) -> Segmentation:
    """By rule: those of this year, and of the year before by the same limits."""
    use = use_of(now)
    if way == "channel":
        if not now["contacts"].any():
            raise CannotAnswer(_("The data does not say which channels customers use in this year. Add a contacts "
                                 "file."))
        codes = rules.channels(now)
        earlier = rules.by_channel(then, codes) if then is not None and then["contacts"].any() else None
        return Segmentation(way, codes, rules.by_channel(now, codes), _matched(now, earlier), use)
    if not use:
        raise CannotAnswer(_("The data does not say how customers used the bank: it has neither transactions nor "
                             "turnover. Add a column transactions or turnover to the activity file."))
    if way == "life_cycle":
        earlier = None if then is None else rules.life_cycle(then, use, has_year_before=True)
        return Segmentation(way, rules.LIFE_CYCLE, rules.life_cycle(now, use, has_year_before=has_year_before),
                            _matched(now, earlier), use, has_year_before=has_year_before)
    money = "revenue" if now["revenue"].ne(0).any() else "balance"
    limits = rules.medians(now, use, money)
    earlier = None if then is None else rules.recency_frequency_money(then, use, money, limits)
    return Segmentation(way, rules.RECENCY_FREQUENCY_MONEY,
                        rules.recency_frequency_money(now, use, money, limits), _matched(now, earlier), use,
                        medians=limits, money=money)


def _clusters(now: pd.DataFrame, then: pd.DataFrame | None, count: int) -> Segmentation:
    found = find_clusters(now, count)
    earlier = None if then is None else found.places(then)
    return Segmentation("needs", tuple(str(each + 1) for each in range(len(found.shares))), found.places(now),
                        _matched(now, earlier), use_of(now), clusters=found)


def _matched(now: pd.DataFrame, earlier: np.ndarray | None) -> np.ndarray | None:
    """The segments of the year before, in this year's order of customers."""
    if earlier is None:
        return None
    place = now["place_before"].fillna(NOT_THERE).to_numpy(dtype=int)
    return np.where(place >= 0, earlier[place], NOT_THERE)


def as_segment(read: Reader, found: Segmentation, code: str, name: str) -> Segment:
    """One segment as a scope takes it. Raises ValueError for a code that the segmentation does not have."""
    if code not in found.codes:
        raise ValueError(f"There is no segment {code!r}; choose one of {', '.join(found.codes)}.")
    import pyarrow

    ids = read(BEHAVIOUR, scope=Scope(found.years_ago))["customer_id"]
    mine = ids[found.segments == found.codes.index(code)]
    return Segment(f"{found.way} {len(found.codes)} {found.years_ago} {code}", name,
                   pyarrow.table({"customer_id": pyarrow.array(mine, type=pyarrow.string())}))
