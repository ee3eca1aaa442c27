"""Likely duplicates among the customers of a book or of a bank's files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.intake.draft_file import stopped_by
from crm_core.intake.duplicates.blocking import pairs_of
from crm_core.intake.duplicates.comparing import UNKNOWN
from crm_core.intake.duplicates.evidence import EVIDENCE, IDENTITY
from crm_core.intake.duplicates.identities import Identities, identities
from crm_core.intake.duplicates.weighing import weighed
from crm_core.language import _

LIKELY = 0.9
"""From this probability on a pair is listed."""
COLUMNS = ("customer_id", "customer_type", "name", "joined_on", "region_id", "branch_id", "size_amount", *IDENTITY)
"""What is compared, where it is there."""

MAX_CUSTOMERS = 300_000
"""Among whom one search looks: a minute of a processor and 1.1 GB, measured; both grow with the customers."""

_AT_A_TIME = 25_000
"""Pairs that are weighed in one go, a fifth of a second: between two it can be stopped."""
_MEMORY = "400MB"
"""What finding the pairs may take of the machine; more is spilled."""


@dataclass(frozen=True, eq=False)
class Duplicates:
    """Pairs of customers who are likely one, the likeliest first."""

    pairs: pd.DataFrame
    """customer_id, same_as (the one to keep: customer for longer, then the lower id), probability (0–1), findings (what
    was compared, as `column:outcome`; `wording.py` tells them)."""
    customers: int
    """Among how many was searched."""
    compared: int
    """Pairs that were looked at."""
    people: pd.DataFrame
    """Everything that was compared of the customers in `pairs`, by customer_id: to be read side by side."""


def likely_duplicates(customers: pd.DataFrame, *, least: float = LIKELY,
                      tick: Callable[[], None] = lambda: None,
                      cancel: Callable[[], bool] | None = None) -> Duplicates:
    """Pairs of `customers` who are one with a probability of `least` (0–1) or more.

    `customers` has `customer_id` and of `COLUMNS` those that are known; empty cells say nothing. Who has neither a name
    nor a number is in no pair. `tick` is called again and again meanwhile, and may raise to stop; once `cancel()` is
    true, the statement that finds the pairs is broken off. Raises ValueError for a `least` outside 0–1 and for an id
    that comes twice, CannotAnswer for too many customers.
    """
    require_few(len(customers))
    if not 0 < least <= 1:
        raise ValueError(f"A probability is above 0 and at most 1, not {least}.")
    if customers["customer_id"].duplicated().any():
        raise ValueError("A customer_id comes twice; ids tell customers apart.")
    if not {"name", *IDENTITY} & set(customers.columns[customers.notna().any()]):
        return Duplicates(_table([]), len(customers), 0, _people(customers, _table([])))
    people = identities(customers, tick)
    with duckdb.connect(config={"memory_limit": _MEMORY, "threads": 2}) as connection, stopped_by(
            cancel, connection):
        pairs = pairs_of(people, connection, tick)
    found = []
    for first in range(0, len(pairs), _AT_A_TIME):
        tick()
        found.append(_listed(people, pairs[first:first + _AT_A_TIME], least))
    table = _oriented(_table(found), customers).sort_values(
        ["probability", "same_as", "customer_id"], ascending=[False, True, True], ignore_index=True)
    return Duplicates(table, len(people), len(pairs), _people(customers, table))


def require_few(customers: int) -> None:
    """Raises CannotAnswer when so many customers would take more time and memory than a search may."""
    if customers > MAX_CUSTOMERS:
        raise CannotAnswer(_("There are {customers} customers; duplicates are looked for among {most} at most. Give "
                             "the files of a part of them: python -m crm_core duplicates FOLDER.",
                             customers=number(customers), most=number(MAX_CUSTOMERS)))


def _listed(people: Identities, pairs: np.ndarray, least: float) -> pd.DataFrame:
    a, b = pairs.T
    probability, outcomes, names = weighed(people, a, b)
    rows = np.flatnonzero(probability >= least)
    labels = {"name": names.outcomes[rows]}
    for evidence in EVIDENCE:
        levels = np.array([*evidence.names, ""], dtype=object)
        found = outcomes[evidence.column][rows]
        labels[evidence.column] = levels[np.where(found == UNKNOWN, len(evidence.levels), found)]
    findings = [" ".join(f"{column}:{outcome}" for column, outcome in zip(labels, each, strict=True) if outcome)
                for each in zip(*labels.values(), strict=True)]
    return pd.DataFrame({"customer_id": people.ids[b[rows]], "same_as": people.ids[a[rows]],
                         "probability": probability[rows], "findings": findings})


def _people(customers: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    ids = {*pairs["customer_id"], *pairs["same_as"]}
    return customers[customers["customer_id"].isin(ids)].set_index("customer_id")


def _table(parts: list[pd.DataFrame]) -> pd.DataFrame:
    empty = pd.DataFrame({"customer_id": pd.Series(dtype=str), "same_as": pd.Series(dtype=str),
                          "probability": pd.Series(dtype=float), "findings": pd.Series(dtype=str)})
    filled = [each for each in parts if len(each)]
    return pd.concat(filled, ignore_index=True).astype(empty.dtypes.to_dict()) if filled else empty


def _oriented(pairs: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """The customer of the earlier date is the one to keep; without dates, or of equal ones, the lower id."""
    joined = pd.Series("", index=customers["customer_id"])
    if "joined_on" in customers:
        joined = pd.Series(customers["joined_on"].astype(str).to_numpy(), index=customers["customer_id"])
        joined = joined.where(customers["joined_on"].notna().to_numpy(), "9999")
    one, other = (joined.reindex(pairs[name]).to_numpy() for name in ("customer_id", "same_as"))
    is_turned = (one < other) | ((one == other) & (pairs["customer_id"] < pairs["same_as"]).to_numpy())
    return pairs.assign(customer_id=pairs["same_as"].where(is_turned, pairs["customer_id"]),
                        same_as=pairs["customer_id"].where(is_turned, pairs["same_as"]))
