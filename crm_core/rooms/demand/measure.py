"""Demand: what a selection of cells will come to, how sure that is, and how good such statements have been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.rooms.demand.engine.course import Course, course_of
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, SEASON, JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.measures import COUNTS, FLOWS, Measure, amount_format
from crm_core.rooms.demand.selection.coming import Coming, coming_of
from crm_core.rooms.demand.selection.grade import Grade, errors_by_step, grade_of
from crm_core.rooms.demand.selection.parts import parts_of
from crm_core.rooms.demand.selection.period import Period, decompose, months_ahead, period_of
from crm_core.rooms.demand.selection.record import Coverage, coverage_of, coverage_today, record_of
from crm_core.rooms.demand.selection.widening import past_errors, widening_of
from crm_core.rooms.demand.terms import measure_noun, product_label
from crm_core.rooms.demand.watch.events import events_of
from crm_core.rooms.demand.watch.holders import Holders
from crm_core.rooms.demand.what_if.assumption import WhatIf

A_YEAR = 12
TRUSTED_MONTHS = 36
"""Below, the range is a rule of thumb: too few ends lie two years into the book."""


@dataclass(frozen=True, eq=False)
class Demand:
    """The demand of one selection. Amounts in the book's currency, or counts, as `by` says."""

    by: Measure
    what: str
    """The products: the name of one as the bank writes it, a family's code, or `ALL_PRODUCTS`."""
    horizon: int
    months: pd.DataFrame
    """month, amount, adjusted (without its season), trend: history. Amount is NaN in months the book does not have."""
    season: pd.DataFrame
    """calendar_month (1–12), effect: what the month does to the level, as a fraction where `season_is_relative`."""
    season_is_relative: bool
    ahead: pd.DataFrame
    """step, month, point, low_80, high_80, low_95, high_95, year_before: the months to come."""
    period: Period
    record: pd.DataFrame
    """made_in, step, month, said, low_80, high_80, low_95, high_95, came, rule (last year's value), level (the last
    value known then): earlier forecasts against what came, each from what was known then."""
    steps: pd.DataFrame
    """step, tests, error, rule_error, level_error: mean absolute errors by step, as fractions of what came."""
    grade: Grade | None
    """None when the record is too short, or when nothing ever moved."""
    held_80: Coverage
    held_95: Coverage
    """How often the ranges of the record held what came."""
    today_80: Coverage
    """How often 80% ranges as wide as those of the months to come would have held what came in the record."""
    widening_80: float
    """How many times as wide the 80% range is as it would be without this selection's own record: at least 1."""
    course: Course | None
    """Whether the history was the same, rose by the same amount, grew at the same rate in every month, or was the same
    in every year."""
    range_is_a_rule_of_thumb: bool
    parts: pd.DataFrame
    """kind (product, region), id, name, year_before, point, low_80, high_80, gain: the period by part, gain against the
    year before, the largest gain first."""
    tracks: pd.DataFrame
    """kind, id, name, month, amount, point, low_80, high_80: history and forecast of each part."""
    changes: pd.DataFrame
    """part (selection, product, region), id, what (its name), where, month, kind, size_share, amount, certainty_share,
    is_open (a shift that may still pass), other_month (that it may as well be of, NaT where the month is clear): what
    happened in the selection and its parts."""
    mix: pd.DataFrame
    """mix, psi, chance, groups, before, after, moved, moved_share: drift of the customer mix in a year."""
    coherence: pd.DataFrame
    """level, sums, apart, summed, equal, chosen: scaled errors of the record for each way to make the parts add up."""
    left_out: dt.date | None = None
    """The last month of the book, when it was still running and so is no part of the history."""
    coming: tuple[Coming, ...] = ()
    """Where the month, the quarter and the fiscal year under way will end up, and the next year where the horizon
    reaches so far; without assumptions."""
    what_if: WhatIf | None = None
    """The forecast with the assumptions that were asked for applied to it."""

    @property
    def better_until(self) -> int:
        """The last step up to which the record beats both rules at every step; 0 when not even at the first."""
        better = (self.steps["error"] < self.steps[["rule_error", "level_error"]].min(axis=1)).cummin()
        return int(self.steps.loc[better, "step"].max()) if better.any() else 0

    @property
    def is_refuted(self) -> bool:
        """True when the 80% ranges of the record held less often than 80% by more than chance."""
        return self.held_80.n > 0 and self.held_80.high < LEVELS[0]

    @property
    def year_before(self) -> str:
        """What `Period.year_before` is, in words: beyond a year ahead, the year before is not known either."""
        return _("the year before") if self.horizon <= A_YEAR else _("the last known year")

    @property
    def is_flow(self) -> bool:
        return self.by in FLOWS

    @property
    def is_money(self) -> bool:
        return self.by not in COUNTS

    @property
    def measure(self) -> str:
        """The measure in a sentence, with its article where the language has one."""
        return measure_noun(self.by)

    def amount_format(self, money: Money) -> Callable[[float], str]:
        """How amounts of the measure are written: money in short, counts in full."""
        return amount_format(self.by, money)

    @property
    def last_month(self) -> dt.date:
        """The last month of the history."""
        last: pd.Timestamp = self.months["month"].iloc[-1]
        return last.date()

    @property
    def long(self) -> pd.DataFrame:
        """model, what, origin, horizon, month, point, low_95, low_80, high_80, high_95, came: every forecast of the
        record and of the months to come, last year's value beside each, and the months as assumed where there are
        assumptions, as one long table."""
        ahead = self.ahead.assign(made_in=self.months["month"].iloc[-1], said=self.ahead["point"], came=np.nan,
                                  rule=self.ahead["year_before"])
        forecasts = pd.concat([self.record, ahead], ignore_index=True)
        forecasts = forecasts.assign(what=product_label(self.what), origin=forecasts["made_in"],
                                     horizon=forecasts["step"])
        no_range = dict.fromkeys(["low_95", "low_80", "high_80", "high_95"], np.nan)
        tables = [forecasts.assign(model=_("Forecast"), point=forecasts["said"]),
                  forecasts.assign(model=_("Last year's value"), point=forecasts["rule"], **no_range)]
        if self.what_if is not None:
            assumed = self.what_if.months["assumed"].to_numpy()
            tables.append(forecasts.tail(self.horizon).assign(model=_("With assumptions"), point=assumed, **no_range))
        columns = ["model", "what", "origin", "horizon", "month", "point", *no_range, "came"]
        return pd.concat(tables, ignore_index=True)[columns]


def demand(joint: JointForecast, months: pd.DatetimeIndex, whole: np.ndarray, parts: Mapping[Part, np.ndarray], *,
           by: Measure, what: str, holders: Holders, mix: pd.DataFrame, coherence: pd.DataFrame,
           left_out: dt.date | None = None, fiscal_year_starts: int = 1) -> Demand:
    """The demand of the selection `whole` (a weight for each cell) and of its `parts`, over the horizon of `joint`.

    Pure: from the same forecast always the same result. Raises ValueError when the selection has no history.
    """
    history, horizon = joint.history_of(whole), joint.cells.shape[1]
    if np.isnan(history).all():
        raise ValueError(f"Nothing in this selection has any {by}.")
    table, season, relative = decompose(history, months)
    record, paths, errors = record_of(joint, whole, months), joint.paths_of(whole), past_errors(joint, whole)
    widening = widening_of(errors, paths)
    ahead = months_ahead(joint, whole, months, paths=paths, widening=widening)
    by_part, tracks = parts_of(joint, parts, months, by, horizon)
    return Demand(
        by=by,
        what=what,
        horizon=horizon,
        months=table,
        season=season,
        season_is_relative=relative,
        ahead=ahead,
        period=period_of(joint, whole, months, by, paths=paths, widening=widening),
        record=record,
        steps=errors_by_step(record),
        grade=grade_of(record, months[-1], horizon=horizon, is_level=by not in FLOWS),
        held_80=coverage_of(record, 0.80),
        held_95=coverage_of(record, 0.95),
        today_80=coverage_today(errors, ahead, lowest=joint.lowest_of(whole)),
        widening_80=float(widening[0]),
        course=course_of(history, SEASON),
        range_is_a_rule_of_thumb=len(table) < TRUSTED_MONTHS,
        parts=by_part,
        tracks=tracks,
        changes=events_of(joint, (what, whole), parts, months, holders),
        mix=mix,
        coherence=coherence,
        left_out=left_out,
        coming=coming_of(joint, whole, months, by, paths=paths, widening=widening,
                         fiscal_year_starts=fiscal_year_starts),
    )
