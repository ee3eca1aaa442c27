"""From the book to the three lists."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.amounts import Money, number
from crm_core.availability import Needs
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.priorities.measure import COLUMNS, Priorities
from crm_core.rooms.priorities.reasons import reasons
from crm_core.vocabulary import customer_names

NEEDS = Needs((("revenue",),), better_with=("years",), uses=("cost", "balance"))
"""What of a book the answer hangs on."""

CUTS = Question.from_file(__file__, "cuts.sql")
LISTS = {name: Question.from_file(__file__, f"{name}.sql") for name in ("protect", "repair", "grow")}
CURRENCY = Question.from_file(__file__, "currency.sql")

Todo = Literal["protect", "repair", "grow"]
Asked = Literal["best", Todo]
"""A list, or the first that the book can make."""

FALL = 0.10
"""A fall of less than a tenth is the year's noise, not a reason to call."""
REACH = 0.25
"""Just below the threshold: a quarter of it at most."""
PAGE = 50
MAX_LISTED = 1_000_000
"""The longest list that is handed over at once: what a spreadsheet holds."""


def lists(read: Reader) -> tuple[Todo, ...]:
    """The lists that this book can make under the year in scope, the most urgent first."""
    cuts = read(CUTS, top=0.5).set_index("back")
    return get_args(Todo) if _has_two_years(cuts) else ("repair", "grow")


def _has_two_years(cuts: pd.DataFrame) -> bool:
    return 1 in cuts.index and bool(cuts["is_complete"].all())


def answer(read: Reader, *, todo: Asked = "best", top: float = 0.20, search: str = "",
           page: int = 1, rows: int = PAGE) -> Priorities:
    """One page of a list, most urgent first, under the scope of `read`; the top is the whole bank's.

    `best` is `protect` where the book holds two whole years, else `repair`. `search` keeps customers whose id or name
    contains it. Raises NobodyInScope when the year has no customers, CannotAnswer when `protect` has no whole year
    before to compare with, ValueError for options out of range.
    """
    if todo not in get_args(Asked):
        raise ValueError(f"Cannot list {todo!r}; choose one of {', '.join(get_args(Asked))}.")
    if not 0 < top < 1:
        raise ValueError(_("top is {top}; it is a share of customers between 0 and 1.", top=repr(top)))
    if page < 1 or not 1 <= rows <= MAX_LISTED:
        raise ValueError(_("page is {page} and rows {rows}; pages count from 1, rows from 1 to {most}.",
                           page=str(page), rows=str(rows), most=number(MAX_LISTED)))
    require_contribution(read)
    cuts = read(CUTS, top=top).set_index("back")
    if 0 not in cuts.index:
        raise NobodyInScope(_("There were no customers in this year. Choose another year."))
    has_two_years = _has_two_years(cuts)
    listed: Todo = ("protect" if has_two_years else "repair") if todo == "best" else todo
    if listed == "protect" and not has_two_years:
        raise CannotAnswer(_("A decline cannot be measured: the data does not hold both this year and the one before "
                             "in full. Load activity of 12 more months, or choose another year."))
    cut = float(cuts.loc[0, "cut"])
    values: dict[str, Any] = {"search": search.strip(), "most": rows, "skip": (page - 1) * rows}
    if listed == "protect":
        values |= {"cut": cut, "cut_before": float(cuts.loc[1, "cut"]), "fall": FALL}
    elif listed == "grow":
        values |= {"cut": cut, "reach": REACH}
    rows_found = read(LISTS[listed], **values)
    if rows_found.empty and page > 1:
        raise ValueError(_("Page {page} is beyond the end of the list; ask for an earlier one.", page=number(page)))
    table = rows_found.assign(
        name=customer_names(rows_found["customer_id"], rows_found["name"]),
        reason=reasons(listed, rows_found, cut=cut, money=Money(read(CURRENCY)["currency"].iloc[0])),
    )
    return Priorities(
        todo=listed,
        top=top,
        cut=cut,
        search=search.strip(),
        found=int(rows_found["found"].iloc[0]) if len(rows_found) else 0,
        money=float(rows_found["found_money"].iloc[0]) if len(rows_found) else 0.0,
        table=table[[*COLUMNS, *table.columns.difference([*COLUMNS, "found", "found_money", "years_ago"], sort=False)]],
    )
