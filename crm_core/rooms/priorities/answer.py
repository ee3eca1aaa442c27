"""From the book to the three lists."""

from __future__ import annotations

from typing import Literal

from crm_core import CannotAnswer, NobodyInScope
from crm_core.house_style import Money
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.priorities import measure
from crm_core.rooms.priorities.measure import COLUMNS, Priorities

CUTS = Question.from_file(__file__, "cuts.sql")
LISTS = {name: Question.from_file(__file__, f"{name}.sql") for name in ("protect", "repair", "grow")}
CURRENCY = Question.from_file(__file__, "currency.sql")

Todo = Literal["protect", "repair", "grow"]

FALL = 0.10
"""A fall of less than a tenth is the year's noise, not a reason to call."""
REACH = 0.25
"""Just below the cut: within a quarter of it."""
PAGE = 50
MAX_LISTED = 1_000_000
"""The longest list that is handed over at once: what a spreadsheet holds."""


def answer(read: Reader, *, todo: Todo = "protect", top: float = 0.20, search: str = "",
           page: int = 1, rows: int = PAGE) -> Priorities:
    """One page of a list, most urgent first, under the scope of `read`; the top is the whole bank's.

    `search` keeps customers whose id or name contains it. Raises NobodyInScope when the year has no customers,
    CannotAnswer when `protect` has no whole year before to compare with, ValueError for options out of range.
    """
    if todo not in LISTS:
        raise ValueError(f"Cannot list {todo!r}; choose one of {', '.join(LISTS)}.")
    if not 0 < top < 1:
        raise ValueError(f"top is {top!r}; it is a share of customers between 0 and 1.")
    if page < 1 or not 1 <= rows <= MAX_LISTED:
        raise ValueError(f"page is {page} and rows {rows}; pages count from 1, rows from 1 to {MAX_LISTED:,}.")
    require_contribution(read)
    cuts = read(CUTS, top=top).set_index("back")
    if 0 not in cuts.index:
        raise NobodyInScope("The book has no customers in this year. Choose another year.")
    now = cuts.loc[0]
    values = {"search": search.strip(), "most": rows, "skip": (page - 1) * rows}
    money_words = Money(read(CURRENCY)["currency"].iloc[0]).full
    if todo == "protect":
        if 1 not in cuts.index or not cuts["is_complete"].all():
            raise CannotAnswer(
                "Who is shrinking cannot be said: the book does not hold both this year and the one before whole. "
                "Bring activity of 12 more months, or choose another year."
            )
        rows_found = read(LISTS[todo], cut=float(now["cut"]), cut_before=float(cuts.loc[1, "cut"]), fall=FALL, **values)
        reasons = measure.protect(rows_found, money_words=money_words)
    elif todo == "repair":
        rows_found = read(LISTS[todo], **values)
        reasons = measure.repair(rows_found, money_words=money_words)
    else:
        rows_found = read(LISTS[todo], cut=float(now["cut"]), reach=REACH, **values)
        reasons = measure.grow(rows_found, cut=float(now["cut"]), money_words=money_words)
    if rows_found.empty and page > 1:
        raise ValueError(f"page is {page}, beyond the end of the list; ask for an earlier one.")
    table = rows_found.assign(reason=reasons)
    return Priorities(
        todo=todo,
        top=top,
        cut=float(now["cut"]),
        search=search.strip(),
        found=int(rows_found["found"].iloc[0]) if len(rows_found) else 0,
        money=float(rows_found["found_money"].iloc[0]) if len(rows_found) else 0.0,
        table=table[[*COLUMNS, *table.columns.difference([*COLUMNS, "found", "found_money", "years_ago"], sort=False)]],
    )
