"""From the book to the chances of today's customers: learnt from the year before last, tested on the last."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _, ngettext
from crm_core.question import Columns, Question, Reader
from crm_core.rooms.retention.chances.contest import Chances, Contestant, contest
from crm_core.rooms.retention.chances.factors import Middle, matrix, middle
from crm_core.rooms.retention.chances.tested import Tested, is_near, test
from crm_core.scope import YEARS_AGO, Scope

FEATURES = Columns.from_file(__file__, "features.sql")
YEARS = Question.from_file(__file__, "years.sql")
OUTCOMES = Question.from_file(__file__, "outcomes.sql")

Outcome = Literal["closed", "quiet"]
"""What a chance is of: to leave within twelve months, or to stay and go quiet."""
MIN_LEARNING, MIN_TESTED = 50, 30
"""Leavers without whom a model learns noise, and a test cannot tell skill from luck."""
_AT_A_TIME = 200_000


@dataclass(frozen=True, eq=False)
class Learned:
    """Chances of the customers of the whole bank today, and how far they can be relied on. Held, never changed."""

    outcome: Outcome
    learnt_on: dt.date
    tested_on: dt.date
    known_on: dt.date
    """The last days of three trailing years: what the model learnt from was known on the first and came by the second;
    the test's customers are those of the second, what became of them was known on the third."""
    scores: pd.DataFrame
    """contestant, brier, behind, error, on customers of the year learnt from (`Contest`)."""
    winner: Contestant
    learnt: int
    """Customers learnt from."""
    average: float
    """The part of the customers of that year with the outcome."""
    tested: Tested
    expected_money: float
    came_money: float
    """In the tested year: contribution of the year before times the chance, and that of those with the outcome;
    customers with a contribution above 0 alone."""
    lost_share: float
    """The part of a customer's contribution that goes with the outcome: 1 for who leaves; for who goes quiet what those
    of the latest year lost, all of them together; NaN where they contributed nothing."""
    today: Mapping[str, np.ndarray]
    """What `features.sql` says of today's customers, by contribution_rank, which tells them apart: some 70 bytes each,
    so that reasons need no second look at the activity."""
    chances: np.ndarray
    """Their chances, 0–1."""
    model: Chances
    middle: Middle
    reference: np.ndarray
    """The columns of the median customer learnt from, against whom reasons are weighed."""

    @property
    def is_useful(self) -> bool:
        """Whether the chances say more than the average does, in the test as in the contest."""
        return self.winner != "average" and self.tested.beats_average

    @property
    def is_sized(self) -> bool:
        """Whether as many as expected came in the test, and as much contribution with them: as few contribute most of
        it, the one need not be the other."""
        return self.tested.is_sized and is_near(self.expected_money, self.came_money)

    @cached_property
    def gains(self) -> np.ndarray:
        """What each contributes; who costs takes no profit along and counts as 0."""
        return np.maximum(self.today["contribution"], 0)

    @cached_property
    def by_desk(self) -> pd.DataFrame:
        """What `sums_by_desk` says of everybody: a scope is some desks, and needs no look at customers."""
        return sums_by_desk(self)

    @cached_property
    def by_risk(self) -> np.ndarray:
        """The places of those who take profit along, int32, by how much of it is at risk."""
        return _falling(self.chances * self.gains * self.lost_share)

    @cached_property
    def by_chance(self) -> np.ndarray:
        """The places of those who may leave at all, int32, by their chance."""
        return _falling(self.chances)


def sums_by_desk(learned: Learned, is_member: np.ndarray | slice = slice(None)) -> pd.DataFrame:
    """`sums_by` the desks, by desk_id."""
    return sums_by(learned, learned.today["desk_id"], is_member)


def sums_by(learned: Learned, group: np.ndarray, is_member: np.ndarray | slice = slice(None)) -> pd.DataFrame:
    """customers, expected (to leave), contribution (of those above 0), at_risk (Σ chance × contribution × lost_share),
    a row for each number of a `group` from 0, of the customers who `is_member`, a mask."""
    of, chance, gains = (each[is_member] for each in (group, learned.chances, learned.gains))
    return pd.DataFrame({"customers": np.bincount(of), "expected": np.bincount(of, chance),
                         "contribution": np.bincount(of, gains),
                         "at_risk": np.bincount(of, chance * gains * learned.lost_share)})


def _falling(values: np.ndarray) -> np.ndarray:
    """The places of values above 0, int32, the highest first; of equals, who contributes more."""
    places = np.flatnonzero(values > 0).astype(np.int32)
    return places[np.argsort(-values[places], kind="stable")]


def learn(read: Reader, outcome: Outcome = "closed") -> Learned:
    """Chances of `outcome` for every customer of the bank behind `read`, whatever its scope.

    Raises CannotAnswer where the data has no three whole years, or too few customers with the outcome in either year.
    """
    years = _years(read, outcome)
    earlier, later, today = (read(FEATURES, scope=Scope(years_ago)) for years_ago in (2, 1, 0))
    earlier, y_earlier = _with_outcome(earlier, outcome)
    later, y_later = _with_outcome(later, outcome)
    for least, y in ((MIN_LEARNING, y_earlier), (MIN_TESTED, y_later)):
        _require(int(y.sum()), least, outcome)
    known = middle(earlier)
    columns = matrix(earlier, known)
    result = contest(columns, y_earlier)
    average = float(y_earlier.mean())
    chances = _chances(result.chances, later, known)
    gains = np.maximum(later["contribution"], 0)
    return Learned(
        outcome=outcome, learnt_on=years[2], tested_on=years[1], known_on=years[0],
        scores=result.scores, winner=result.winner, learnt=result.learnt, average=average,
        tested=test(chances, y_later, average),
        expected_money=float((gains * chances).sum()), came_money=float((gains * y_later).sum()),
        lost_share=_lost_share(read, outcome), today=today,
        chances=_chances(result.chances, today, known), model=result.chances, middle=known,
        reference=np.median(columns, axis=0),
    )


def _lost_share(read: Reader, outcome: Outcome) -> float:
    if outcome == "closed":
        return 1.0
    latest = read(OUTCOMES, scope=Scope()).iloc[0]
    if latest["quiet_contribution"] <= 0:
        return math.nan
    return min(max(1 - latest["quiet_contribution_after"] / latest["quiet_contribution"], 0.0), 1.0)


def _years(read: Reader, outcome: Outcome) -> dict[int, dt.date]:
    """The last days of the three trailing years. Raises CannotAnswer where one is not whole."""
    years = read(YEARS, scope=Scope())
    whole = years[years["is_complete"]]
    if len(whole) < len(YEARS_AGO):
        raise CannotAnswer(_(
            "Probabilities are learnt from one year and tested on the next, for customers who are known a year "
            "before: that takes three whole years of activity, known alike, and the data has {years}. Load a longer "
            "activity file.",
            years=number(len(whole))))
    if outcome == "quiet" and not bool((whole["has_balance"] | whole["has_turnover"]).all()):
        raise CannotAnswer(_("Who goes quiet shows in balances and turnover, and the data has neither. Add a column "
                             "balance or turnover to the activity file."))
    return {int(row.years_ago): pd.Timestamp(row.last_day).date() for row in whole.itertuples()}


def _with_outcome(features: Mapping[str, np.ndarray], outcome: Outcome) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The customers of whom the outcome is asked, and whether it came, 0 or 1: only who stayed can have gone quiet."""
    if outcome == "closed":
        return dict(features), features["has_left"]
    stayed = features["has_left"] == 0
    return {name: column[stayed] for name, column in features.items()}, features["is_quiet"][stayed]


def _require(count: int, least: int, outcome: Outcome) -> None:
    if count >= least:
        return
    if outcome == "closed" and not count:
        raise CannotAnswer(_("Nobody left in one of the two years that probabilities are learnt and tested on. If "
                             "customers did, add the column left_on to the customers file, with the customers who "
                             "left."))
    if not count:
        raise CannotAnswer(_("Nobody went quiet in one of the two years that probabilities are learnt and tested on: "
                             "there is nothing to learn from."))
    if outcome == "closed":
        raise CannotAnswer(ngettext(
            "Only {count} customer left in one of the two years that probabilities are learnt and tested on; {least} "
            "are needed to tell skill from luck.",
            "Only {count} customers left in one of the two years that probabilities are learnt and tested on; {least} "
            "are needed to tell skill from luck.", count, least=number(least)))
    raise CannotAnswer(ngettext(
        "Only {count} customer went quiet in one of the two years that probabilities are learnt and tested on; "
        "{least} are needed to tell skill from luck.",
        "Only {count} customers went quiet in one of the two years that probabilities are learnt and tested on; "
        "{least} are needed to tell skill from luck.", count, least=number(least)))


def _chances(model: Chances, features: Mapping[str, np.ndarray], known: Middle) -> np.ndarray:
    """A part of the customers at a time, so that memory holds no second copy of a large bank."""
    count = len(features["desk_id"])
    parts = [model(matrix({name: column[first:first + _AT_A_TIME] for name, column in features.items()}, known))
             for first in range(0, count, _AT_A_TIME)]
    return np.concatenate(parts) if parts else np.empty(0)
