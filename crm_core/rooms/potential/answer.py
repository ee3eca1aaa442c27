"""From the book to the WhiteSpace: what is read, and in which order."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.contract import MarketFamily
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.potential.measure import Fair, WhiteSpace, white_space
from crm_core.spans import months_held
from crm_core.vocabulary import family_noun

NEEDS = Needs((("market", "regions"),), better_with=("market",))
"""What of a book the answer depends on."""

MARKET = Question.from_file(__file__, "market.sql")
HOLDERS = Question.from_file(__file__, "holders.sql")


def answer(read: Reader, *, fair: Fair = "bank", family: MarketFamily = "all") -> WhiteSpace:
    """What we would hold at our target share, over all regions; the scope's regions are marked.

    `fair`: `bank` for our share over all regions, `best` for the share that a quarter of our regions reach; `family`
    narrows market and products. Without a market only penetration is known. Raises CannotAnswer when the book has
    neither a market nor two regions whose customers could be compared.
    """
    cells, holders = read(MARKET, family=family), read(HOLDERS, family=family)
    if cells.empty and holders["region_id"].nunique() < 2:  # noqa: PLR2004 nobody to compare with
        raise CannotAnswer(_no_market(family))
    return white_space(cells, holders, fair=fair, family=family, months=months_held(read),
                       is_of_some_types=bool(read.scope.customer_types))


def _no_market(family: MarketFamily) -> str:
    if family == "all":
        return _("The potential cannot be measured without market data. Add a market file with the balances of every "
                 "bank (region, institution, family, period, balance).")
    return _("The potential in {family} cannot be measured without market data. Add a market file with the balances of "
             "every bank (region, institution, family, period, balance).", family=family_noun(family))
