"""The curve where single customers are not shown: of steps of many customers, exact at the end of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from crm_core import CannotAnswer, Withheld
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.pareto.measure import Concentration, concentrated

CURVE = Question.from_file(__file__, "curve.sql")
STEPS = Question.from_file(__file__, "steps.sql", is_kept=True)


def curve_of_steps(read: Reader, *, by: str, top: float, cover: float, back: int = 0) -> Concentration:
    """The whale curve of everybody whom the book is of, read at the end of the step that is nearest to `top`.

    Between two ends it is a straight line, below the true curve: `cover_customers` is the most that it can take, the
    index the least that it can be. What one customer has (`cut`) is not known. Raises CannotAnswer under a filter by
    region or type, as steps are of all, and Withheld where no step is large enough to be told.
    """
    if read.scope.regions or read.scope.customer_types:
        raise CannotAnswer(_("The curve is told of all customers together, as a smaller one would tell of few. Select "
                             "all regions and customer types."))
    steps = read(STEPS, by=by, year=read.scope.years_ago + back)
    if steps.empty:
        raise Withheld(_("No curve by this measure can be shown: its steps would be of too few customers. Choose "
                         "another measure or year."))
    customers, amounts = steps["customers"].to_numpy(dtype=np.int64), steps["amount"].to_numpy(dtype=float)
    ends = customers.cumsum() / customers.sum()
    end = float(ends[np.abs(ends - top).argmin()])
    exact = concentrated(customers, amounts, by=by, top=end, cover=cover)
    return replace(exact, cut=np.nan, tied_customers=1, tied_inside=1.0, steps=len(steps))


def tops(read: Reader, *, by: str) -> tuple[float, ...]:
    """The shares of customers at which the curve is known, least first; empty where it is known at every one."""
    if shows_customers(read):
        return ()
    steps = read(STEPS, by=by, year=read.scope.years_ago)
    return tuple((steps["customers"].cumsum() / steps["customers"].sum()).tolist())


def has_steps(read: Reader, by: str) -> bool:
    """Whether the curve by a measure can be told in steps in the year of `read`."""
    return not read(STEPS, by=by, year=read.scope.years_ago).empty


def shows_customers(read: Reader) -> bool:
    """Whether the curve can be read customer by customer."""
    return read.if_shown(CURVE, curves=(), taken_away=()) is not None
