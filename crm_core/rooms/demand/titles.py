"""The findings of the demand figures, each in a title: no stronger than what stands out."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, change, number, percent
from crm_core.language import _, all_of, calendar_month, ngettext
from crm_core.rooms.demand.evidence import months_counted, range_finding
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.reading import STILL
from crm_core.vocabulary import counted, group_label

MAX_NAMES = 3
"""Months that share a title."""

_GROUPS = {"product": "products", "region": "regions"}
"""The kinds of parts as groups of the vocabulary."""


def range_title(result: Demand, money: Money) -> str:
    """The 80% range, and where last year's value lies."""
    period, title = result.period, range_finding(result, money)
    before = period.year_before
    if before is None:
        return title
    values = {"range": title, "amount": result.amount_format(money)(before)}
    if period.low_80 <= before <= period.high_80:
        return _("{range}; last year's {amount} is inside", **values)
    if before < period.low_80:
        return _("{range}; last year's {amount} is below", **values)
    return _("{range}; last year's {amount} is above", **values)


def reach_title(result: Demand) -> str:
    """How far ahead the forecast beats both simple rules."""
    if result.steps.empty:
        return _("Not tested yet")
    if result.course == "constant":
        return _("Nothing has ever changed, so the forecast missed nothing")
    until, tested = result.better_until, int(result.steps["step"].max())
    if until == 0:
        return _("No better than the simple rules")
    if until >= tested:
        return _("Better than the simple rules up to {months} ahead", months=months_counted(until))
    return _("Better than the simple rules only up to {months} ahead", months=months_counted(until))


def trend_title(result: Demand) -> str:
    """Where the level without its season has gone in a year."""
    level = result.months.set_index("month")["trend"].dropna()
    if len(level) <= A_YEAR or not level.iloc[-1 - A_YEAR] > 0:
        return _("The trend, seasonally adjusted")
    rate = float(level.iloc[-1] / level.iloc[-1 - A_YEAR] - 1)
    if abs(rate) < STILL:
        return _("Seasonally adjusted, unchanged in a year")
    if rate > 0:
        return _("Seasonally adjusted, up {share} in a year", share=percent(rate))
    return _("Seasonally adjusted, down {share} in a year", share=percent(-rate))


def season_title(result: Demand) -> str:
    """The month or months that stand out."""
    effects = result.season.set_index("calendar_month")["effect"]
    if len(result.months) < 2 * A_YEAR:
        return _("Two years of data are needed to show a season")
    size = effects.abs()
    level = 1.0 if result.season_is_relative else float(result.months["amount"].abs().mean())
    if not size.max() > STILL * level:
        return _("No significant season")
    strongest = effects[size >= size.max() - STILL * level]
    if len(strongest) > 1 and (len(strongest) > MAX_NAMES or strongest.max() > 0 > strongest.min()):
        return ngettext("{count} month stands out", "{count} months stand out equally", len(strongest))
    effect = float(strongest.iloc[0])
    names = [calendar_month(int(each)) for each in strongest.index]
    return ngettext("{months} stands out by {size}", "{months} stand out by {size}", len(names), months=all_of(names),
                    size=change(effect) if result.season_is_relative else number(effect))


def parts_title(result: Demand, kind: str) -> str:
    """How many of the parts are expected above the year before."""
    compared, reference = _compared_parts(result, kind), result.year_before
    if compared.empty:
        return _("{parts} compared", parts=group_label(_GROUPS[kind]))
    rising, moving = int((compared["gain"] > compared["least"]).sum()), compared["gain"].abs() > compared["least"]
    every = _every_part(kind, len(compared))
    if not moving.any():
        return _("{every} is expected at the level of {reference}", every=every, reference=reference)
    if rising == len(compared):
        return _("{every} is expected above {reference}", every=every, reference=reference)
    if rising == 0 and moving.all():
        return _("{every} is expected below {reference}", every=every, reference=reference)
    if rising == 0:
        return _("{every} is expected at or below {reference}", every=every, reference=reference)
    return ngettext("{count} of {parts} is expected above {reference}", "{count} of {parts} are expected above "
                    "{reference}", rising, parts=counted(_GROUPS[kind], len(compared)), reference=reference)


def _every_part(kind: str, parts: int) -> str:
    """All parts as the one subject of a sentence."""
    if kind == "region":
        return ngettext("The region", "Each of the {count} regions", parts)
    return ngettext("The product", "Each of the {count} products", parts)


def gains_title(result: Demand, kind: str) -> str:
    """Which part gains or falls most; ties and standstills are told."""
    compared = _compared_parts(result, kind)
    if compared.empty:
        return _("No data for {reference} to compare with", reference=result.year_before)
    moving = compared[compared["gain"].abs() > compared["least"]]
    if moving.empty:
        return _("No region is expected to change") if kind == "region" else _("No product is expected to change")
    largest = moving.loc[moving["gain"].abs().idxmax()]
    alike = moving[(moving["gain"] - largest["gain"]).abs() <= STILL * abs(largest["gain"])]
    is_rise = largest["gain"] > 0
    if len(alike) == 1:
        return _("Largest expected increase: {name}", name=largest["name"]) if is_rise else \
            _("Largest expected decrease: {name}", name=largest["name"])
    names = all_of(alike["name"].tolist()) if len(alike) == 2 else counted(_GROUPS[kind], len(alike))  # noqa: PLR2004
    return _("Largest expected increase, equal in {names}", names=names) if is_rise else \
        _("Largest expected decrease, equal in {names}", names=names)


def _compared_parts(result: Demand, kind: str) -> pd.DataFrame:
    """The parts of a kind whose year before is known, with `least`: the gain up to which one stays where it is."""
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()]
    return parts.assign(least=STILL * parts["year_before"].abs())
