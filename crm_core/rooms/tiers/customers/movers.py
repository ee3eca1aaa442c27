"""Who changes tier, customer by customer: by name, with what they bring, the service before and after, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.contract import BOOK_TYPES
from crm_core.language import _, day
from crm_core.question import Reader
from crm_core.rooms.tiers.customers.assignment import exceptions_in_words
from crm_core.rooms.tiers.customers.comparison import DIRECTIONS, Comparison, Direction
from crm_core.rooms.tiers.customers.places import place_names
from crm_core.rooms.tiers.customers.reasons_to_move import reasons_to_move
from crm_core.rooms.tiers.customers.service_in_words import services
from crm_core.rooms.tiers.cutting.exceptions import last_day
from crm_core.rooms.tiers.cutting.rules import SLICE, customers_in_slices
from crm_core.rooms.tiers.questions import MOVERS, WHO_IS_THERE
from crm_core.rooms.tiers.scheme.group import types_of
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.vocabulary import customer_names

COLUMNS = ["customer_id", "name", "customer_type", "region_id", "region", "branch_id", "branch", "manager_id",
           "manager", "previous_tier", "tier", "direction", "contribution", "balance", "score", "service_before",
           "service_after", "hours_before", "hours_after", "cost_before", "cost_after", "reason", "exception",
           "is_kept"]
"""Of `movers`. Tiers as they are shown, nothing for none; money and staffed hours a year, of who left those of their
last year; `score` is empty unless it is what was cut. `is_kept` says that the stability rule keeps a customer where
they are who is due for another tier: `tier` and `direction` are then those of the rule."""
Order = Literal["contribution", "least", "balance"]
"""Who brings most comes first, who brings least, or who holds most."""
PAGE = 50
_NAMES_AT_ONCE = 20_000


ANY = "*"
"""Every region, branch or manager; empty are those of none."""


@dataclass(frozen=True)
class Wanted:
    """Which customers are listed: whose they are, what their number or name holds, and in which order; and whether with
    those of the year who have left since."""

    region: str = ANY
    branch: str = ANY
    manager: str = ANY
    search: str = ""
    order: Order = "contribution"
    departed: bool = True


EVERYBODY = Wanted()


@dataclass(frozen=True, eq=False)
class MoversPage:
    """A page of customers who go one of the ways asked, and how many there are in all."""

    table: pd.DataFrame
    """`COLUMNS`."""
    found: int


def movers(read: Reader, scheme: Scheme, *, in_force: Scheme | None = None,
           directions: Collection[Direction] = DIRECTIONS) -> pd.DataFrame:
    """Every customer under the scope of `read` who goes one of the `directions`, those who bring most first: `COLUMNS`.

    The tier before is that of `in_force`, or without one what the same scheme gave a year earlier. A direction is that
    of the thresholds and exceptions, as `Moves` counts it. Raises as `Comparison.of` does.
    """
    compared = Comparison.of(read, scheme, in_force=in_force)
    parts: list[pd.DataFrame] = []
    while not parts or len(parts[-1]) == SLICE:
        parts.append(movers_page(read, compared, directions=directions, skip=SLICE * len(parts), rows=SLICE).table)
    return pd.concat(parts, ignore_index=True)


def movers_page(read: Reader, compared: Comparison, *, directions: Collection[Direction], wanted: Wanted = EVERYBODY,
                skip: int = 0, rows: int = PAGE) -> MoversPage:
    """`rows` of the `wanted` after the first `skip`, under the scope of `read`."""
    if compared.is_by_need:
        found = _by_need(read, compared, directions, wanted)
        return MoversPage(_detailed(read, compared, found[skip:skip + rows]), len(found))
    values = {"region": wanted.region, "branch": wanted.branch, "manager": wanted.manager,
              "search": wanted.search.strip(), "in_order_of": wanted.order, "departed": int(wanted.departed)}
    questions = list(compared.questions(directions))
    if len(questions) == 1:
        listed = read(MOVERS, **questions[0], **values, most=rows, skip=skip)
        # a page beyond the end has no row that could say how many there are
        found = int(listed["found"].iloc[0]) if len(listed) else 0
        return MoversPage(_detailed(read, compared, listed), found)
    parts = [read(MOVERS, **each, **values, most=skip + rows, skip=0) for each in questions]
    listed = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    ranked = listed.sort_values(["place_value", "customer_id"], ascending=[False, True], kind="stable")
    return MoversPage(_detailed(read, compared, ranked[skip:skip + rows]),
                      sum(int(part["found"].iloc[0]) for part in parts if len(part)))


def _by_need(read: Reader, compared: Comparison, directions: Collection[Direction], wanted: Wanted) -> pd.DataFrame:
    """The same from customers read in slices, all of them: clusters are not known to the database."""
    parts = []
    for rows in customers_in_slices(read, BOOK_TYPES, within_scope=True):
        placed = compared.tiers(rows)
        goes = np.array([compared.ways.get(way, "") in directions for way in zip(
            placed["tier_then"], placed["tier_now"], strict=True)], dtype=bool)
        for column, one in (("region_id", wanted.region), ("branch_id", wanted.branch),
                            ("manager_id", wanted.manager)):
            if one != ANY:
                goes &= (placed[column] == one).to_numpy()
        parts.append(placed[goes])
    found = pd.concat(parts, ignore_index=True)
    names = pd.concat([read(WHO_IS_THERE, customers=some) for some in _in_parts(found["customer_id"].tolist())]
                      or [read(WHO_IS_THERE, customers=())])
    found = found.merge(names[["customer_id", "name", "left_on"]], on="customer_id")
    if not wanted.departed:
        found = found[~(pd.to_datetime(found["left_on"]) <= pd.Timestamp(last_day(read)))]
    if search := wanted.search.strip().lower():
        found = found[found["customer_id"].str.lower().str.contains(search, regex=False)
                      | found["name"].fillna("").str.lower().str.contains(search, regex=False)]
    amount = "balance" if wanted.order == "balance" else "contribution"
    value = found[amount].fillna(found[f"{amount}_before"]).astype(float) * (-1 if wanted.order == "least" else 1)
    return found.assign(place_value=value).sort_values(["place_value", "customer_id"], ascending=[False, True])


def _in_parts(customers: list[str]) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(customers), _NAMES_AT_ONCE):
        yield tuple(customers[first:first + _NAMES_AT_ONCE])


def _detailed(read: Reader, compared: Comparison, rows: pd.DataFrame) -> pd.DataFrame:
    """`COLUMNS` of rows with tier_then and tier_now, in their order."""
    rows = rows.reset_index(drop=True)
    parts = [_of_group(compared, rows[rows["customer_type"].isin(types_of(group))], group.of)
             for group in compared.now.scheme.groups]
    placed = pd.concat([part for part in parts if len(part)] or parts[:1]).sort_index()
    for place, by_id in place_names(read).items():
        placed[place] = [by_id.get(each, each) for each in placed[f"{place}_id"]]
    return placed[COLUMNS].reset_index(drop=True)


def _of_group(compared: Comparison, rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """The same of customers who are cut together now, without the names of places; the index is that of the rows."""
    group = next(each for each in compared.now.scheme.groups if each.of == of)
    placed = compared.placer.placed(rows, group)
    then_labels, now_labels = compared.labels
    now = np.array([now_labels.index(label) for label in placed["tier"]], dtype=int)
    then = np.array([then_labels.index(label) for label in placed["previous_tier"]], dtype=int)
    now = np.where(rows["contribution"].notna(), now, 0)
    due = [compared.ways.get(way, "same") for way in zip(rows["tier_then"], rows["tier_now"], strict=True)]
    goes = [compared.ways.get(way, "same") for way in zip(then, now, strict=True)]
    after, before = services(compared.now.scheme), services(compared.then.scheme)
    whose = [compared.then.scheme.group_of(kind).of for kind in rows["customer_type"]]
    services_after = [after[of][tier] for tier in now]
    services_before = [before[each][tier] for each, tier in zip(whose, then, strict=True)]
    by_hand = exceptions_in_words(compared.now)
    is_kept = [one != other for one, other in zip(due, goes, strict=True)]
    held = [_("Due for {tier}; kept by the stability rule.", tier=label) for label in now_labels]
    reasons = [" ".join(filter(None, ((f"{moved} {held[due_for]}" if kept else moved) or why if tier else "", gone)))
               for moved, why, tier, kept, due_for, gone in zip(
                   reasons_to_move(compared, rows, group), placed["reason"], now, is_kept, rows["tier_now"],
                   _gone(rows), strict=True)]
    return rows[["customer_id", "customer_type", "region_id", "branch_id", "manager_id"]].assign(
        name=customer_names(rows["customer_id"], rows["name"]),
        previous_tier=placed["previous_tier"], tier=[now_labels[tier] for tier in now], direction=goes,
        contribution=rows["contribution"].fillna(rows["contribution_before"]).astype(float),
        balance=rows["balance"].fillna(rows["balance_before"]).astype(float), score=placed["score"],
        service_before=[each.words for each in services_before], service_after=[each.words for each in services_after],
        hours_before=[each.hours for each in services_before], hours_after=[each.hours for each in services_after],
        cost_before=[each.cost for each in services_before], cost_after=[each.cost for each in services_after],
        reason=reasons,
        exception=[by_hand.get(each, "") for each in rows["customer_id"]],
        is_kept=is_kept,
    )


def _gone(rows: pd.DataFrame) -> list[str]:
    """Of each who has left that they have, with the day where the book knows it; empty for the others."""
    return ["" if pd.isna(left) and there else _("No longer a customer.") if pd.isna(left) else
            _("No longer a customer since {day}.", day=day(left))
            for left, there in zip(rows["left_on"], rows["contribution"].notna(), strict=True)]
