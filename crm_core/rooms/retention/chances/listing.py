"""The customers of a list by name, with the reasons that weigh most for each."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from crm_core.question import Question, Reader
from crm_core.ranked_customers import named_customers, rank_of
from crm_core.rooms.retention.chances.factors import FACTORS, matrix
from crm_core.rooms.retention.chances.learning import Learned
from crm_core.rooms.retention.chances.reasons import SHOWN, main_reasons, weights
from crm_core.rooms.retention.chances.reasons_in_words import factor_label, reason, step_about, what_to_do
from crm_core.vocabulary import manager_name, type_label

DESKS = Question.from_file(__file__, "desks.sql")


def with_names(desks: pd.DataFrame) -> pd.DataFrame:
    """The desks of `desks.sql`, their types and managers as they are shown; none where there is no manager."""
    return desks.assign(
        customer_type=[type_label(each) for each in desks["customer_type"]],
        manager=[manager_name(name, each) if each else None
                 for name, each in zip(desks["manager"], desks["manager_id"], strict=True)])


def chance_of(read: Reader, learned: Learned, customer_id: str) -> float | None:
    """The chance of one customer; None of who has left, or is a customer for less than six months."""
    own = rank_of(read, customer_id)
    if own is None:
        return None
    ranks = learned.today["contribution_rank"]
    place = int(np.searchsorted(ranks, own))
    known = place < len(ranks) and ranks[place] == own
    return float(learned.chances[place]) if known else None


def by_name(read: Reader, learned: Learned, listed: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `Leaving.listed` with what `named_customers` says of each, reason_1 to reason_3 in words, the
    heaviest first, and as next_step, a stored text, what could be tried about that one; and factor, name, customers,
    what_to_do: of how many of them each factor is a reason."""
    if listed.empty:
        return listed, pd.DataFrame()
    ranks = tuple(int(each) for each in listed["contribution_rank"])
    order = np.searchsorted(learned.today["contribution_rank"], ranks)
    features = {name: column[order] for name, column in learned.today.items()}
    columns = matrix(features, learned.middle)
    factors = main_reasons(weights(learned.model, columns, learned.reference))
    facts = pd.DataFrame(features).to_dict("records")
    words = [[reason(factor, fact, row, learned.reference) for factor in some]
             for some, fact, row in zip(factors, facts, columns, strict=True)]
    named = pd.concat([listed.reset_index(drop=True), named_customers(read, ranks)], axis=1).assign(
        **{f"reason_{place + 1}": [some[place] if place < len(some) else None for some in words]
           for place in range(SHOWN)},
        next_step=[step_about(some[0]) if some else None for some in factors],
    )
    return named, _named_by(factors)


def _named_by(factors: list[list[str]]) -> pd.DataFrame:
    counts = Counter(each for some in factors for each in some)
    order = sorted(counts, key=lambda each: (-counts[each], list(FACTORS).index(each)))
    return pd.DataFrame({"factor": order, "name": [factor_label(each) for each in order],
                         "customers": [counts[each] for each in order],
                         "what_to_do": [what_to_do(each) for each in order]})
