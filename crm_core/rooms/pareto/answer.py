"""From the book to an answer: what is read, and in which order.

The curve comes from the value cube, whose buckets are a quarter of a percent wide; the one or two
buckets in which an asked point falls are then opened to exact amounts, so that the answer is exact at
any number of customers and costs the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope, Withheld
from crm_core.amounts import number
from crm_core.availability import Needs
from crm_core.best_measure import require_measure
from crm_core.customer_groups import require_groups
from crm_core.language import _, one_of
from crm_core.question import Question, Reader
from crm_core.rooms.pareto.measure import Concentration, asked_rows, concentrated, concentration
from crm_core.rooms.pareto.measures import Measure, first_measure, measures
from crm_core.rooms.pareto.movers import MOVES, MOVING, moves_of_groups
from crm_core.rooms.pareto.naming import with_names
from crm_core.rooms.pareto.scoped import Scoped, added_up, scoped
from crm_core.rooms.pareto.standing import NOBODY, Pareto, Stability, Unassigned, stability, standings
from crm_core.rooms.pareto.steps import CURVE, curve_of_steps, shows_customers
from crm_core.single_months import segment_lacks_months
from crm_core.vocabulary import group_label, measure_noun

NEEDS = Needs((("revenue", "balance", "turnover"),), better_with=("revenue",), uses=("cost",))
"""What of a book the answer hangs on."""

CURVES = Question.from_file(__file__, "curves.sql", is_kept=True)
EDGES = Question.from_file(__file__, "edges.sql")
YEARS = Question.from_file(__file__, "years.sql")
GROUPS = Question.from_file(__file__, "groups.sql")
LEADERS = Question.from_file(__file__, "leaders.sql")
GROUP_LEADERS = Question.from_file(__file__, "group_leaders.sql")
MOVERS = Question.from_file(__file__, "movers.sql")
NAMED_MOVERS = Question.from_file(__file__, "named_movers.sql")
UNITS = Question.from_file(__file__, "units.sql")
PRODUCTS = Question.from_file(__file__, "products.sql")
PRODUCTS_HELD = Question.from_file(__file__, "products_held.sql")

Asked = Literal["best", Measure]
"""A measure, or the best that the book has."""
Move = Literal["entered", "left"]
Unit = Literal["customers", "groups", "products", "branches", "managers", "regions", "types"]
Holder = Literal["customers", "groups"]
"""Who is ranked on the curve: customers each, or those of one household or company group as one."""

LEADERS_SHOWN = 100
"""Best customers in the table: what a person reads; everybody is in the curve."""
PAGE = 50
"""Customers on a page of those who entered the top or left it."""
MAX_LISTED = 1_000_000
"""The longest such list that is handed over at once."""

_FLAGS: dict[Measure, str] = {"contribution": "has_revenue", "revenue": "has_revenue", "balance": "has_balance",
                              "turnover": "has_turnover"}
"""The column of `years.sql` that says whether a measure is known in a year."""
_ASSIGNED = {"managers": "manager_id", "branches": "branch_id"}
"""The column that says to whom a customer belongs, of what may be lacking."""


def answer(read: Reader, *, by: Asked = "best", top: float = 0.20, cover: float = 0.80,
           rank: Unit = "customers") -> Pareto:
    """How much of `by` the top share of `rank` accounts for, under the scope that `read` is bound to, and what moved.

    `best` is contribution, or what the book can say in its place.
    Customers whom the bank assigns to none of the ranked (no manager, no branch) are told apart and not ranked. Where
    single customers are not shown, the curve is of steps and nobody is named.
    Raises CannotAnswer when the book lacks the measure or assigns nobody, NobodyInScope when the scope is empty,
    ValueError for an unknown `by` or `rank` or a `top` or `cover` outside (0, 1].
    """
    measure = first_measure(read) if by == "best" else by
    whole_years = _whole_years(read, _known(measure))
    if rank == "customers":
        curve_of_scope = curve(read, by=measure, top=top, cover=cover)
        leaders = NOBODY if curve_of_scope.steps else read(LEADERS, by=measure, most=LEADERS_SHOWN)
        long, unassigned = with_names(leaders, rank), None
        moved = _stability(read, measure, curve_of_scope)
        moving = _moving(read, curve_of_scope, moved, most=PAGE) if moved else MOVING
    elif rank == "groups":
        curve_of_scope = curve(read, by=measure, top=top, cover=cover, rank=rank)
        long, unassigned = with_names(read(GROUP_LEADERS, by=measure, most=LEADERS_SHOWN), rank), None
        moved, moving = None, MOVING
    else:
        if rank in _ASSIGNED and not shows_customers(read):
            raise Withheld(_("Branches and managers are not told apart in what your permit as an executive shows. "
                             "Choose regions or products."))
        by_unit = (read(PRODUCTS, by=_known(measure)) if rank == "products" else
                   read(GROUPS, by=_known(measure), rank=_known_unit(rank)))
        long = with_names(by_unit, rank)
        if not (long["amount"] > 0).any():
            _require(read, measure)
        curve_of_scope, unassigned = _concentration_of_groups(long, by=measure, top=top, cover=cover, unit=rank)
        moved, moving = moves_of_groups(long, now=curve_of_scope, whole_years=whole_years)
    return Pareto(
        **vars(curve_of_scope),
        unit=rank,
        table=standings(long, whole=curve_of_scope.total + (unassigned.amount if unassigned else 0.0),
                        gains=curve_of_scope.peak_amount + max(unassigned.amount if unassigned else 0.0, 0.0),
                        whole_years=whole_years, is_whole=rank not in get_args(Holder)),
        unassigned=unassigned,
        stability=moved,
        moving=moving,
    )


def movers(read: Reader, *, by: Measure = "contribution", top: float = 0.20, move: Move = "left",
           page: int = 1, rows: int = PAGE) -> pd.DataFrame:
    """One page of the customers who entered the top since the year before, or left it, most money moved first.

    Columns as `Pareto.moving`; empty when the book does not hold both years whole. Raises as `answer` does, and
    ValueError for a `move`, `page` or `rows` out of range.
    """
    if move not in MOVES:
        raise ValueError(f"Cannot list who {move!r}; choose one of {', '.join(MOVES)}.")
    if page < 1 or not 1 <= rows <= MAX_LISTED:
        raise ValueError(_("page is {page} and rows {rows}; pages count from 1, rows from 1 to {most}.",
                           page=str(page), rows=str(rows), most=number(MAX_LISTED)))
    curve_of_scope = curve(read, by=by, top=top)
    moved = _stability(read, by, curve_of_scope)
    return _moving(read, curve_of_scope, moved, move=move, most=rows, skip=(page - 1) * rows) if moved else MOVING


def units(read: Reader) -> tuple[Unit, ...]:
    """What besides customers can be ranked under the scope of `read`: whatever there is more than one of; products of a
    segment not where its months stayed in the lakehouse."""
    groups_by_unit = {row.unit: int(row.groups) for row in read(UNITS).itertuples()}
    if not segment_lacks_months(read):
        groups_by_unit["products"] = int(read(PRODUCTS_HELD)["products"].iloc[0])
    return tuple(unit for unit in get_args(Unit) if groups_by_unit.get(unit, 0) > 1
                 and not (unit == "groups" and read.scope.segment))


def curve(read: Reader, *, by: Measure = "contribution", top: float = 0.20, cover: float = 0.80,
          back: int = 0, rank: Holder = "customers") -> Concentration:
    """The whale curve of customers or groups alone, `back` years before the scope's: what a moving slider needs, in
    milliseconds.

    Raises as `answer` does.
    """
    if rank == "groups":
        require_groups(read)
    scope = scoped(read(CURVES, by=_known(by), year=read.scope.years_ago + back, rank=rank), read.scope)
    if not scope.members:
        raise NobodyInScope
    cells = read.if_shown(CURVE, curves=scope.added + scope.taken_away, taken_away=scope.taken_away)
    if cells is None:
        return curve_of_steps(read, by=by, top=top, cover=cover, back=back)
    buckets, customers, amounts = added_up(cells)
    if not (amounts > 0).any():
        _require(_years_back(read, back), by)
    rows = asked_rows(customers, amounts, top=top, cover=cover)
    opened = [row for row in rows if amounts[row]]  # zeros need no opening
    exact = _opened(read, scope, buckets[opened].tolist())
    return concentrated(np.concatenate([np.delete(customers, opened), np.ones(len(exact), dtype=np.int64)]),
                        np.concatenate([np.delete(amounts, opened), exact]), by=by, top=top, cover=cover)


def curve_before(read: Reader, *, by: Measure = "contribution", top: float = 0.20,
                 cover: float = 0.80, rank: Holder = "customers") -> Concentration | None:
    """The curve of the year before; None without two whole years of which `by` is known, and where nobody was there."""
    if 1 not in _whole_years(read, by):
        return None
    try:
        return curve(read, by=by, top=top, cover=cover, back=1, rank=rank)
    except NobodyInScope:
        return None


def _opened(read: Reader, scope: Scoped, buckets: list[int]) -> np.ndarray:
    """The exact amounts of the customers in one or two buckets."""
    if not buckets:
        return np.empty(0)
    members = read(EDGES, one=buckets[0], other=buckets[-1], first_curve=scope.members[0], last_curve=scope.members[-1])
    return members["amount"].to_numpy()[np.isin(members["curve_id"].to_numpy(), scope.members)]


def _years_back(read: Reader, back: int) -> Reader:
    return replace(read, scope=replace(read.scope, years_ago=read.scope.years_ago + back))


def _whole_years(read: Reader, by: Measure) -> set[int]:
    """The years back from the scope's that can be compared: none when the scope's own is a part of a year."""
    years = read(YEARS)
    whole = set(years.loc[years["is_complete"] & years[_FLAGS[by]], "back"])
    return whole if 0 in whole else set()


def _concentration_of_groups(long: pd.DataFrame, *, by: Measure, top: float, cover: float,
                             unit: Unit) -> tuple[Concentration, Unassigned | None]:
    """The same curve with groups in the place of customers, and what belongs to none of them."""
    now = long[long["back"] == 0]
    if now.empty:
        raise NobodyInScope(_("{groups}: none match these filters. Choose another year, or widen the regions or "
                              "types.", groups=group_label(unit)))
    none, ranked = now[now["id"] == ""], now[now["id"] != ""]
    if ranked.empty:
        raise CannotAnswer(_("{groups}: no customer that matches the filters is assigned to any. Add {column} to the "
                             "customers file.", groups=group_label(unit), column=_ASSIGNED.get(unit, unit)))
    beside = Unassigned(int(none["customers"].sum()), float(none["amount"].sum())) if len(none) else None
    return concentration(ranked[["amount"]].assign(customers=1), by=by, top=top, cover=cover), beside


def _stability(read: Reader, by: Measure, now: Concentration) -> Stability | None:
    """Last year's top against this year's, each by its own cut; None without two whole years, and of steps."""
    before = None if now.steps else curve_before(read, by=by, top=now.top)
    if before is None:
        return None
    return stability(read(MOVERS, by=by, cut=now.cut, cut_before=before.cut), cut_before=before.cut)


def _moving(read: Reader, now: Concentration, moved: Stability, *, most: int, skip: int = 0,
            move: str = "") -> pd.DataFrame:
    """Who entered and who left by name: one kind when `move` names it, both without."""
    listed = read(NAMED_MOVERS, by=now.by, cut=now.cut, cut_before=moved.cut_before, entered=int(move != "left"),
                  left=int(move != "entered"), most=most, skip=skip)
    return with_names(listed, "customers")[list(MOVING)]


def _known(by: Measure) -> Measure:
    if by not in _FLAGS:
        raise ValueError(f"Cannot rank by {by!r}; choose one of {', '.join(_FLAGS)}.")
    return by


def _require(read: Reader, by: Measure) -> None:
    """Nobody brings anything: because it is unknown? Asked only then, as it costs a read."""
    try:
        require_measure(read, by)
    except CannotAnswer as unknown:
        others = one_of([measure_noun(each) for each in measures(read)])
        instead = _("Customers can be ranked by {measures} instead.", measures=others) if others else ""
        raise CannotAnswer(f"{unknown} {instead}".strip()) from unknown


def _known_unit(rank: str) -> str:
    if rank not in get_args(Unit):
        raise ValueError(f"Cannot rank {rank!r}; choose one of {', '.join(get_args(Unit))}.")
    return rank
