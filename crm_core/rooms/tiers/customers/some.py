"""The tiers of a few customers by their ids: what a list on a page shows, without placing anybody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.customers.assignment import Placer
from crm_core.rooms.tiers.cutting.exceptions import last_day
from crm_core.rooms.tiers.questions import SOME_CUSTOMERS, SOME_PEOPLE, WHO_IS_THERE
from crm_core.rooms.tiers.scheme.scheme import tier_label

_AT_ONCE = 2_000
"""Ids asked in one question."""


def tiers_of(read: Reader, placer: Placer, customers: Sequence[str]) -> dict[str, str]:
    """The tiers, as they are shown, of those of the asked who are customers of the year in the scope of `read`."""
    placed: dict[str, str] = {}
    for rows in _some(read, customers):
        placed |= dict(zip(rows["customer_id"], map(tier_label, placer.names(rows)), strict=True))
    return placed


def known_among(read: Reader, customers: Sequence[str]) -> set[str]:
    """Those of the asked ids that the book knows, customers still or not."""
    return {each for ids in _in_parts(customers) for each in read(WHO_IS_THERE, customers=ids)["customer_id"]}


def departed_among(read: Reader, customers: Sequence[str]) -> set[str]:
    """Those of the asked ids who have left by the last day of the data: nobody can call them."""
    parts = [read(WHO_IS_THERE, customers=ids) for ids in _in_parts(customers)]
    return {each for rows in parts
            for each in rows.loc[pd.to_datetime(rows["left_on"]) <= pd.Timestamp(last_day(read)), "customer_id"]}


def people_of(read: Reader, customers: Sequence[str]) -> pd.DataFrame:
    """customer_id, name, customer_type, region, branch and manager, by name, of those of the asked whom the book
    knows; empty where it has no name."""
    parts = [read(SOME_PEOPLE, customers=ids) for ids in _in_parts(customers)] or [read(SOME_PEOPLE, customers=("",))]
    return pd.concat(parts, ignore_index=True)


def _some(read: Reader, customers: Sequence[str]) -> Iterator[pd.DataFrame]:
    for ids in _in_parts(list(dict.fromkeys(customers))):
        rows = read(SOME_CUSTOMERS, customers=ids)
        yield rows[rows["contribution"].notna()].reset_index(drop=True)


def _in_parts(customers: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(customers), _AT_ONCE):
        yield tuple(customers[first:first + _AT_ONCE])
