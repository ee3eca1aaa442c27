"""From the book to the Regions: what is read, and in which order."""

from __future__ import annotations

import dataclasses

import pandas as pd

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.contract import MarketFamily
from crm_core.language import _
from crm_core.periods import Period, chosen, compared, trailing_year
from crm_core.question import Question, Reader
from crm_core.rooms.regions.criteria import weights as weights_of
from crm_core.rooms.regions.measure import Regions, regions
from crm_core.rooms.regions.scorecard import scorecard

NEEDS = Needs((("region",),), better_with=("market", "region_economy"), uses=("revenue", "cost"))
"""What of a book the answer hangs on."""

BUSINESS = Question.from_file(__file__, "business.sql")
STANDING = Question.from_file(__file__, "standing.sql")
PROFIT = Question.from_file(__file__, "profit.sql")
MOVES = Question.from_file(__file__, "moves.sql")
SPREADS = Question.from_file(__file__, "spreads.sql")


def answer(read: Reader, *, family: MarketFamily = "all", weights: str = "", draws: int = 2_000,
           seed: int = 1, period: str = "trailing") -> Regions:
    """Where to invest, maintain or reduce, over all regions of the book; the scope's regions are marked.

    `family` narrows the market criteria; `weights` changes some of the criteria's weights (`own_share=2, reach=0`). How
    sure a position is comes from `draws` weight sets drawn with `seed`. `period` is what contribution and its change
    are summed over (`crm_core.periods`); positions and criteria stay on the scope's twelve months. Without a market and
    an economy the regions have no position, only our own business. Raises CannotAnswer for a book without regions or
    without the period, ValueError for weights or a period that are not meant so.
    """
    weight_of = weights_of(weights)
    business = read(BUSINESS)
    if business.empty:
        raise CannotAnswer(_("The data has no region, and no customer in this year. Choose another year, or add "
                             "region_id to the customers file, or a regions file."))
    found = regions(business, read(STANDING, family=family), family=family, weights=weight_of, draws=draws, seed=seed)
    months = chosen(read, period)
    before = months.before().parameters("before_")
    profit = read(PROFIT, **months.parameters(), **before).assign(is_complete=compared(read, months) is not None)
    return dataclasses.replace(found, months=months, scorecard=scorecard(found.regions, profit, _moves(read, months)))


def _moves(read: Reader, months: Period) -> pd.DataFrame:
    """How much the customers of each region changed, one by one: exactly of a trailing year, of other months at most.

    What a customer changed by over several months is kept by the year only; a cube of months gives an upper limit."""
    years_ago = trailing_year(read, months)
    return read(SPREADS, **months.parameters()) if years_ago is None else read(MOVES, years_ago=years_ago)
