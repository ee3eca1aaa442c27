"""From the book to its segments, by one way of segmenting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope, segmentation
from crm_core.availability import Needs
from crm_core.best_measure import known_measures
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.segments.measure import Segments, profile, tier_shares
from crm_core.scope import Scope
from crm_core.segmentation import Segmentation
from crm_core.vocabulary import channel_label, customer_names, manager_name

NEEDS = Needs((("used", "contacts", "families"),), better_with=("contacts",),
              uses=("transactions", "turnover", "joined", "years", "cost"))
"""What of a book the answer hangs on: each way of segmenting needs another part of it."""

MEMBERS = Question.from_file(__file__, "members.sql")

Asked = Literal["best", "life_cycle", "recency", "channel", "needs"]
"""A way of segmenting, or the first that the book can answer."""


def answer(read: Reader, *, way: Asked = "best", clusters: int = 0) -> Segments:
    """The segments of the bank, and what those of their customers who are in the scope of `read` are like.

    `clusters` is the number of segments by need, 0 for that of the rule. Limits and clusters are those of the whole
    bank. Raises NobodyInScope when the scope is empty, CannotAnswer when the book does not say what the way goes by,
    ValueError for options out of range.
    """
    if way not in get_args(Asked):
        raise ValueError(f"Cannot segment by {way!r}; choose one of {', '.join(get_args(Asked))}.")
    if way == "best":
        known = segmentation.ways(read)
        if not known:
            raise CannotAnswer(_("The data does not say how customers use the bank: no transactions, no turnover, no "
                                 "contacts and no different products. Add a column transactions or turnover to the "
                                 "activity file, or a contacts file."))
        way = known[0]
    found = segmentation.segment_customers(read, way, clusters)
    return answer_of(read, found, segmentation.proposed_names(found))


def answer_of(read: Reader, found: Segmentation, names: Sequence[str]) -> Segments:
    """What the customers in the scope of `read` are like, segment by segment; `names` in the order of the codes."""
    behaviour, in_scope = read(segmentation.BEHAVIOUR, scope=Scope(found.years_ago)), _in_scope(read)
    if not in_scope.any():
        raise NobodyInScope
    return profile(found, names, behaviour, in_scope, knows_contribution=_knows_contribution(read))


def over_tiers(read: Reader, found: Segmentation, tiers: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """How the customers of each segment who are in scope spread over `tiers` (customer_id, tier): see `tier_shares`."""
    ids = read(segmentation.BEHAVIOUR, scope=Scope(found.years_ago))["customer_id"]
    tier = tiers.set_index("customer_id")["tier"].reindex(ids).to_numpy()
    return tier_shares(found, tier, _in_scope(read), order)


def members(read: Reader, found: Segmentation, names: Sequence[str]) -> pd.DataFrame:
    """Every customer in scope with its segment, now and a year before, and what the segment goes by: for a file."""
    scoped = _in_scope(read)
    behaviour = read(segmentation.BEHAVIOUR, scope=Scope(found.years_ago))[scoped].reset_index(drop=True)
    listed, told = read(MEMBERS), np.array([*names, ""], dtype=object)
    return pd.DataFrame({
        "customer_id": listed["customer_id"],
        "name": customer_names(listed["customer_id"], listed["name"]),
        "segment": told[found.segments[scoped]],
        "segment_before": None if found.before is None else told[found.before[scoped]],
        "customer_type": listed["customer_type"],
        "region": listed["region"],
        "branch": listed["branch"],
        "manager": [manager_name(name, each) if each else None
                    for name, each in zip(listed["manager"], listed["manager_id"], strict=True)],
        "contribution": behaviour["contribution"] if _knows_contribution(read) else None,
        "revenue": behaviour["revenue"],
        "balance": behaviour["balance"],
        "transactions": behaviour["transactions"],
        "products_held": behaviour["products_held"],
        "months_silent": behaviour["months_silent"],
        "channel": [channel_label(each) if each else None for each in behaviour["main_channel"]],
    })


def _knows_contribution(read: Reader) -> bool:
    return "contribution" in known_measures(read)


def _in_scope(read: Reader) -> np.ndarray:
    """Which customers of the year, in the order of their ids, are in scope."""
    placed = read(segmentation.PLACES, scope=read.scope.without_segment())
    return placed["is_in_scope"].to_numpy() == 1
