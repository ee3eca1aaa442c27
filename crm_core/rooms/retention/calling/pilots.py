"""Pilots of calling, read off the data once a year has passed since the list was handed out."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from crm_core.question import Question, Reader
from crm_core.rooms.retention.calling.effect import Arm, Effect
from crm_core.rooms.retention.chances.learning import Outcome
from crm_core.scope import Scope

FOLLOWED = Question.from_file(__file__, "followed.sql")
SPAN = Question("span_of_data", "select last_day, (select min(month) from book_months) as first_month "
                "from book_years where years_ago = :years_ago")
_MONTHS = 12


@dataclass(frozen=True)
class Allotted:
    """Customers who were allotted by lot, whatever was done since."""

    name: str
    outcome: Outcome
    """What calling was to prevent."""
    begins_on: dt.date
    """The day on which the list was handed out: before it nobody was called, whenever the lot was drawn."""
    called: tuple[str, ...]
    """Ids of those who were to be called."""
    left_out: tuple[str, ...]
    drawn_before: int = 0
    """How many other lots of at least half of these customers were drawn and not used."""

    @property
    def last_day(self) -> dt.date:
        """The last day that counts: that of the twelfth month after the month in which it begins."""
        year, month = self.begins_on.year + 1, self.begins_on.month
        return dt.date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True)
class Followed:
    """A pilot and what became of its customers."""

    pilot: Allotted
    unknown: tuple[int, int] = (0, 0)
    """Customers who are not in the data, of those who were to be called and of those left out: nothing is known of
    them, and they count on neither side."""
    gone_before: int = 0
    """Customers who had left before it began, as turned out later: no call could keep them, on either side."""
    effect: Effect | None = None
    """None until the data reaches the last day, where it lacks months, or where one side has nobody left to count."""
    lacks_months: bool = False
    """Whether who went quiet cannot be told, as the data has no months of these customers, or none from so long ago."""
    is_due: bool = True
    """Whether the data reaches the last day."""

    def at_worst(self, *, works: bool) -> Effect | None:
        """The effect had those who are not in the data gone on the side that speaks against `works`: a bank that takes
        out who has left takes out what is counted. None without an effect."""
        if self.effect is None:
            return None
        called, left_out = self.unknown
        return Effect(self.effect.called.with_unknown(called, came=works),
                      self.effect.left_out.with_unknown(left_out, came=not works))


def measured(read: Reader, pilots: Iterable[Allotted]) -> tuple[Followed, ...]:
    """What became of the customers of `pilots`, whatever the scope of `read`, in the order given.

    What counts is how they were allotted, not whether they were reached: who is reached differs from who is not. Quiet
    is told by the twelve months before the month in which it begins and the twelve after, as everywhere in this room.
    """
    span = read(SPAN, scope=Scope()).iloc[0]
    last_day, since = pd.Timestamp(span["last_day"]).date(), pd.Timestamp(span["first_month"])
    return tuple(_followed(read, each, since) if each.last_day <= last_day else Followed(each, is_due=False)
                 for each in pilots)


def _followed(read: Reader, pilot: Allotted, since: pd.Timestamp) -> Followed:
    month = pd.Timestamp(pilot.begins_on.replace(day=1))
    year = pd.DateOffset(months=_MONTHS)
    rows = read(FOLLOWED, scope=Scope(), customers=(*pilot.called, *pilot.left_out), begins_on=pilot.begins_on,
                last_day=pilot.last_day, begins_in=month.date(), first_month=(month - year).date(),
                last_month=(month + year).date())
    if pilot.outcome == "quiet" and len(rows) and (since > month - year or not rows["has_months"].any()):
        return Followed(pilot, lacks_months=True)
    there = rows[rows["had_left"] == 0].set_index("customer_id")[pilot.outcome]
    sides = pilot.called, pilot.left_out
    counted = [there.reindex(list(ids)).dropna() for ids in sides]
    arms = [Arm(len(each), int(each.sum())) for each in counted if len(each)]
    called, left_out = (len(set(ids).difference(rows["customer_id"])) for ids in sides)
    return Followed(pilot, unknown=(called, left_out),
                    gone_before=int(rows["had_left"].sum()),
                    effect=Effect(*arms) if len(arms) == len(sides) else None)
