"""The findings of the demand figures, each in a title: no stronger than what stands out."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, change, count, number, percent
from crm_core.rooms.demand.evidence import range_in_words
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.reading import STILL

MAX_NAMES = 3
"""Months that share a title."""


def range_title(result: Demand, money: Money) -> str:
    """The 80% range, and where last year's value lies."""
    period, words = result.period, result.amount_format(money)
    title, before = f"{range_in_words(result, money)} is the 80% range", period.year_before
    if result.is_refuted:
        title = f"{range_in_words(result, money)} is the range"
    if before is None:
        return title
    if period.low_80 <= before <= period.high_80:
        return f"{title}: last year's {words(before)} is inside"
    return f"{title}: {'above' if before < period.low_80 else 'below'} last year's {words(before)}"


def reach_title(result: Demand) -> str:
    """How far ahead the forecast beats both simple rules."""
    if result.steps.empty:
        return "Not tested yet"
    if result.course == "constant":
        return "Nothing has ever moved, so nothing was missed"
    until, tested = result.better_until, int(result.steps["step"].max())
    if until == 0:
        return "No better than the simple rules"
    if until >= tested:
        return f"Better than the simple rules up to {count(until, 'month')}"
    return f"Better than the simple rules for {count(until, 'month')}, then not"


def trend_title(result: Demand) -> str:
    """Where the level without its season has gone in a year."""
    level = result.months.set_index("month")["trend"].dropna()
    if len(level) <= A_YEAR or not level.iloc[-1 - A_YEAR] > 0:
        return "The trend, without the season"
    rate = float(level.iloc[-1] / level.iloc[-1 - A_YEAR] - 1)
    if abs(rate) < STILL:
        return "Without its season it stands where it stood a year ago"
    return f"Without its season it has {'risen' if rate > 0 else 'fallen'} by {percent(abs(rate))} in a year"


def season_title(result: Demand) -> str:
    """The month or months that stand out."""
    effects = result.season.set_index("calendar_month")["effect"]
    if len(result.months) < 2 * A_YEAR:
        return "Two years of months would show a season"
    size = effects.abs()
    level = 1.0 if result.season_is_relative else float(result.months["amount"].abs().mean())
    if not size.max() > STILL * level:
        return "No season beyond chance"
    strongest = effects[size >= size.max() - STILL * level]
    names = [f"{pd.Timestamp(2000, int(month), 1):%B}" for month in strongest.index]
    if len(names) > 1 and (len(names) > MAX_NAMES or strongest.max() > 0 > strongest.min()):
        return f"{len(names)} months stand out alike"
    effect = float(strongest.iloc[0])
    words = change(effect) if result.season_is_relative else number(effect)
    return f"{names[0]} stands out by {words}" if len(names) == 1 else \
        f"{', '.join(names[:-1])} and {names[-1]} stand out by {words}"


def parts_title(result: Demand, kind: str) -> str:
    """How many of the parts are expected above the year before."""
    compared = _compared_parts(result, kind)
    of = f"{kind}s"
    if compared.empty:
        return f"{of.capitalize()} side by side"
    rising, moving = int((compared["gain"] > compared["least"]).sum()), compared["gain"].abs() > compared["least"]
    every = "Both" if len(compared) == 2 else f"All {len(compared)}"  # noqa: PLR2004
    if not moving.any():
        return f"{every} {of} are expected at {result.year_before}'s level" if len(compared) > 1 else \
            f"The {kind} is expected at {result.year_before}'s level"
    if len(compared) == 1:
        return f"The {kind} is expected {'above' if rising else 'below'} {result.year_before}"
    if rising in (0, len(compared)):
        return f"{every} {of} are expected {'above' if rising else 'at or below'} {result.year_before}"
    return f"{rising} of {len(compared)} {of} {'is' if rising == 1 else 'are'} expected above {result.year_before}"


def gains_title(result: Demand, kind: str) -> str:
    """Which part gains or falls most; ties and standstills are told."""
    compared = _compared_parts(result, kind)
    if compared.empty:
        return f"Nothing known of {result.year_before} to compare with"
    moving = compared[compared["gain"].abs() > compared["least"]]
    if moving.empty:
        return f"No {kind} is expected to change"
    largest = moving.loc[moving["gain"].abs().idxmax()]
    alike = moving[(moving["gain"] - largest["gain"]).abs() <= STILL * abs(largest["gain"])]
    verb = "gain" if largest["gain"] > 0 else "fall"
    if len(alike) == 1:
        return f"{largest['name']} {verb}s the most"
    return f"{alike['name'].iloc[0]} and {alike['name'].iloc[1]} {verb} the most, alike" if len(alike) == 2 else \
        f"{len(alike)} {kind}s {verb} the most, alike"  # noqa: PLR2004


def _compared_parts(result: Demand, kind: str) -> pd.DataFrame:
    """The parts of a kind whose year before is known, with `least`: the gain up to which one stays where it is."""
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()]
    return parts.assign(least=STILL * parts["year_before"].abs())
