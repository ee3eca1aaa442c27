"""Which exceptions of a scheme hold in a book, and why the others do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from crm_core.question import Reader
from crm_core.rooms.tiers.questions import LAST_DAY, WHO_IS_THERE
from crm_core.rooms.tiers.scheme.exceptions import TierException
from crm_core.rooms.tiers.scheme.scheme import Scheme

Standing = Literal["holds", "ended", "no_tier", "left", "unknown"]
"""`ended` by the last day of the data; `no_tier` the scheme has no tier of that name; `left` is no customer any more,
though perhaps one of the year;
`unknown` is a number that the data does not have."""


@dataclass(frozen=True)
class StandingException:
    """An exception, and whether it holds."""

    exception: TierException
    standing: Standing
    name: str | None
    """The customer's name, where the data has one."""


def last_day(read: Reader) -> dt.date:
    """The last day that the book knows: exceptions end by it, not by the clock."""
    return read(LAST_DAY)["last_day"].iloc[0].date()


def placed_by_hand(read: Reader, scheme: Scheme) -> dict[str, int]:
    """The tier of each customer whom an exception of `scheme` places: of those that hold (`standings`)."""
    return {each.exception.customer_id: scheme.names.index(each.exception.tier) + 1
            for each in standings(read, scheme) if each.standing == "holds"}


def standings(read: Reader, scheme: Scheme) -> tuple[StandingException, ...]:
    """Every exception of `scheme` with whether it holds, in their order."""
    if not scheme.exceptions:
        return ()
    today = last_day(read)
    people = read(WHO_IS_THERE, customers=tuple(each.customer_id for each in scheme.exceptions))
    names = {row.customer_id: row.name if isinstance(row.name, str) else None for row in people.itertuples(index=False)}
    gone = set(people.loc[people["left_on"].notna() & (people["left_on"].astype("datetime64[ns]")
                                                      <= dt.datetime.combine(today, dt.time())), "customer_id"])

    def standing(each: TierException) -> Standing:
        if each.customer_id not in names:
            return "unknown"
        if each.customer_id in gone:
            return "left"
        if each.tier not in scheme.names:
            return "no_tier"
        return "holds" if each.holds_on(today) else "ended"

    return tuple(StandingException(each, standing(each), names.get(each.customer_id)) for each in scheme.exceptions)
