"""From the book to the WhiteSpace: what is read, and in which order."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from crm_core import CannotAnswer
from crm_core.question import Question
from crm_core.white_space.measure import Fair, WhiteSpace, white_space

MARKET = Question.beside(__file__, "market.sql")
HOLDERS = Question.beside(__file__, "holders.sql")


def answer(read: Callable[..., pd.DataFrame], *, fair: Fair = "bank") -> WhiteSpace:
    """What we would hold at our fair share, over all regions; the scope's regions are marked.

    `fair`: `bank` for our share over all regions, `best` for the share that a quarter of our regions reach.
    Raises CannotAnswer when the book has no market.
    """
    cells = read(MARKET)
    if cells.empty:
        raise CannotAnswer("Without a market there is no white space: a market file with what every bank holds "
                           "(region, institution, family, period, balance) would bring it.")
    return white_space(cells, read(HOLDERS), fair=fair)
