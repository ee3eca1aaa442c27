"""From the book to what each customer could grow by: tried out on the last year, then told of today's customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.question import Columns, Question, Reader
from crm_core.rooms.growth.trial.alike import few_of_a_type, upper_quartiles
from crm_core.rooms.growth.trial.candidates import Candidate, gap, momentum, size
from crm_core.rooms.growth.trial.contest import MIN_TESTED, Trial, trial
from crm_core.rooms.growth.trial.expected import Expected, expected
from crm_core.rooms.growth.trial.forecast import MIN_LEARNING, Forecast, learn_forecast, matrix
from crm_core.scope import Scope

CUSTOMERS = Columns.from_file(__file__, "customers.sql")
YEARS = Question("growth_years", "select years_ago, last_day, is_complete, has_revenue from book_years "
                 "order by years_ago")

Untold = Literal["", "years", "customers", "chance"]
"""Why nobody is told apart by growth: the data has no two whole years, too few customers to try anything on, or no way
beat chance; empty where there is a winner."""


@dataclass(frozen=True, eq=False)
class Learned:
    """What is known of the growth to come of the customers of the whole bank today. Held, never changed."""

    last_day: dt.date
    tested_on: dt.date | None
    """The last day of the year whose customers were tried on; what became of them was known on `last_day`."""
    learnt_on: dt.date | None
    """The last day of the year whose customers the forecast learnt from; None where there was no forecast."""
    trial: Trial | None
    untold: Untold
    today: Mapping[str, np.ndarray]
    """What `customers.sql` says of today's customers, by contribution_rank: those who contribute most come first."""
    judged: np.ndarray
    """The places of those who are not new, int32."""
    falling: np.ndarray
    """Their scores, the highest first: where a threshold lies is then known at once."""
    quartiles: np.ndarray
    """What a quarter of the similar customers generate, in currency; NaN where nobody is similar, or who is new."""
    potential: np.ndarray
    """The winner's score of each, float32; -inf for who is new, and for everybody without a winner."""
    expected: np.ndarray
    """Growth of revenue expected in the year to come, in currency, float32: what customers of like score and
    contribution grew by in the tested year; 0 for who is new, and for everybody without a winner."""
    pool: np.ndarray
    """Which of the tested customers that is read off, uint8: the pools of `read_off`; 0 where nothing is expected."""
    read_off: Expected | None
    """None without a winner."""
    few_types: tuple[int, ...]
    """Codes of types with too few customers to be compared."""
    forecast: Forecast | None
    middle: np.ndarray
    """The forecast's columns of the median customer, against whom reasons are weighed; empty without a forecast."""

    @property
    def winner(self) -> Candidate | None:
        """The way that is used."""
        return self.trial.winner if self.trial else None

    @cached_property
    def by_score(self) -> np.ndarray:
        """`judged` in the order of `falling`: who has which score."""
        return self.judged[np.argsort(-self.potential[self.judged], kind="stable")]


def learn(read: Reader) -> Learned:
    """What each customer of the bank behind `read` could grow by, whatever its scope. Where it cannot be told, that is
    said in `untold`."""
    years = read(YEARS, scope=Scope())
    whole = [int(each) for each in years["years_ago"][years["is_complete"] & years["has_revenue"]]]
    days = {int(row.years_ago): pd.Timestamp(row.last_day).date() for row in years.itertuples()}
    today = read(CUSTOMERS, scope=Scope(), years_ago=0)
    judged = np.flatnonzero(today["is_new"] == 0).astype(np.int32)
    judged_today = {name: column[judged] for name, column in today.items()}
    own_quartiles = upper_quartiles(judged_today)
    untold: Untold = "" if {0, 1} <= set(whole) else "years"
    found = forecast = None
    before: dict[str, np.ndarray] = {}
    scores_before: dict[Candidate, np.ndarray] = {}
    if not untold:
        before = _judged(read, 1)
        untold = "" if len(before["revenue"]) >= MIN_TESTED else "customers"
    if not untold:
        forecast = _forecast(read) if 2 in whole else None  # noqa: PLR2004 the year before last
        scores_before = _scores(before, upper_quartiles(before), forecast)
        found = trial(scores_before, _grown(before))
        untold = "" if found.winner else "chance"
    quartiles = np.full(len(today["is_new"]), np.nan)
    quartiles[judged] = own_quartiles
    potential = np.full(len(quartiles), -np.inf, dtype=np.float32)
    coming, pool = np.zeros(len(quartiles), dtype=np.float32), np.zeros(len(quartiles), dtype=np.uint8)
    held = None
    if found and found.winner and len(judged):
        scores = _scores(judged_today, own_quartiles, forecast)[found.winner].astype(np.float32)
        held = expected(scores_before[found.winner], _grown(before), before["contribution"])
        potential[judged] = scores
        coming[judged], pool[judged] = held.of(scores, judged_today["contribution"])
    return Learned(
        last_day=days[0], tested_on=days[1] if found else None, learnt_on=days[2] if forecast else None,
        trial=found, untold=untold, today=today, judged=judged,
        falling=np.sort(potential[judged])[::-1], quartiles=quartiles, potential=potential, expected=coming,
        pool=pool, read_off=held,
        few_types=few_of_a_type(judged_today), forecast=forecast,
        middle=np.median(matrix(judged_today, own_quartiles), axis=0) if forecast and len(judged) else np.empty(0))


def _forecast(read: Reader) -> Forecast | None:
    earlier = _judged(read, 2)
    if len(earlier["revenue"]) < MIN_LEARNING:
        return None
    return learn_forecast(matrix(earlier, upper_quartiles(earlier)), _grown(earlier))


def _grown(customers: Mapping[str, np.ndarray]) -> np.ndarray:
    return customers["later_revenue"] - customers["revenue"]


def _judged(read: Reader, years_ago: int) -> dict[str, np.ndarray]:
    """The customers of a year who were there for all of it."""
    customers = read(CUSTOMERS, scope=Scope(), years_ago=years_ago)
    judged = customers["is_new"] == 0
    return {name: column[judged] for name, column in customers.items()}


def _scores(customers: Mapping[str, np.ndarray], quartiles: np.ndarray,
            forecast: Forecast | None) -> dict[Candidate, np.ndarray]:
    scores: dict[Candidate, np.ndarray] = {
        "size": size(customers), "momentum": momentum(customers), "gap": gap(customers, quartiles)}
    return scores | {"forecast": forecast(matrix(customers, quartiles))} if forecast else scores
