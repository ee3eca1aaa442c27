"""From the book to the Regions: what is read, and in which order."""

from __future__ import annotations

import dataclasses

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.contract import MarketFamily
from crm_core.language import _
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


def answer(read: Reader, *, family: MarketFamily = "all", weights: str = "", draws: int = 2_000,
           seed: int = 1) -> Regions:
    """Where to invest, maintain or reduce, over all regions of the book; the scope's regions are marked.

    `family` narrows the market criteria; `weights` changes some of the criteria's weights (`own_share=2, reach=0`). How
    sure a position is comes from `draws` weight sets drawn with `seed`. Without a market and an economy the regions
    have no position, only our own business. Raises CannotAnswer for a book without regions, ValueError for weights that
    are not meant so.
    """
    weight_of = weights_of(weights)
    business = read(BUSINESS)
    if business.empty:
        raise CannotAnswer(_("The data has no region, and no customer in this year. Choose another year, or add "
                             "region_id to the customers file, or a regions file."))
    found = regions(business, read(STANDING, family=family), family=family, weights=weight_of, draws=draws, seed=seed)
    return dataclasses.replace(found, scorecard=scorecard(found.regions, read(PROFIT), read(MOVES)))
