"""Where to invest, maintain or reduce: each region's market against our strength in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _, all_of
from crm_core.periods import Period
from crm_core.rooms.regions import points
from crm_core.rooms.regions.chance import OF_CUSTOMERS, by_chance, is_large
from crm_core.rooms.regions.criteria import (
    ATTRACTIVENESS,
    CRITERIA,
    OUTCOMES,
    OWN,
    STRENGTH,
    Axis,
    Criterion,
    labels_of,
)
from crm_core.rooms.regions.matrix import POSITIONS, level, score, stability, verdict, weighted

MIN_SPREAD = 0.005
"""Regions that differ by less than half a percent of a figure are alike by it: rounding would rank them."""

Unplaced = Literal["", "alone", "attractiveness", "strength", "strength_by_chance", "strength_too_few"]
"""Why no region has a position: there is but one; nothing is known of an axis; or what would tell the regions apart on
it does not differ significantly, or is of too few customers. Empty where the data places them."""


@dataclass(frozen=True, eq=False)
class Regions:
    """All regions of the book on two axes. Scores run from 0 (worst region) to 1 (best)."""

    family: str
    """The product family of the market criteria, or `all`."""
    period: dt.date | None
    """The day of the market report; None without a market."""
    economy_year: int | None
    criteria: tuple[Criterion, ...]
    """Those that the book knows and that weigh something."""
    weights: Mapping[str, float]
    lacking: tuple[str, ...]
    """Names of the criteria that the book does not know."""
    by_chance: tuple[str, ...]
    """Names of the criteria that do not differ significantly between the regions; they count for none."""
    too_small: tuple[str, ...]
    """Names of the regions with customers, yet too few to be judged by what these contribute and cost."""
    regions: pd.DataFrame
    """region_id, region, is_asked, the criteria's values, attractiveness, strength, attractiveness_level,
    strength_level (0 low to 2 high), position, build_share, hold_share, harvest_share, position_share, cell_share
    (parts of the weight sets), customers, balance, own_balance, own_rank, institutions, relative_share; in order of
    attractiveness plus strength. Regions without a score on an axis stand last, with no position."""
    scores: pd.DataFrame
    """region_id and a score a criterion."""
    points: pd.DataFrame
    """region_id, kind, subject, family, value, mean, rank, of, against: see `points.find`."""
    draws: int
    seed: int
    unplaced: Unplaced = ""
    months: Period | None = None
    """What contribution and its change in the scorecard are of; the rest is of the scope's twelve months, and the
    market of its report."""
    scorecard: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Profit, market share, their changes and the position of every region: see `scorecard.scorecard`."""

    @cached_property
    def placed(self) -> pd.DataFrame:
        """The regions that have a position."""
        return self.regions[self.regions["position"] != ""]

    @cached_property
    def measures(self) -> dict[str, Criterion]:
        """What regions can be ranked by: the outcomes where there are some, the criteria that count, then our own
        business as far as it differs, by name."""
        outcomes = OUTCOMES if len(self.placed) else ()
        own = tuple(each for each in OWN if _tells_apart(self.regions[each.name]))
        return {each.name: each for each in (*outcomes, *self.criteria, *own)} or {OWN[1].name: OWN[1]}

    def region(self, region_id: str) -> pd.Series:
        """One region's row. Raises KeyError when the book has no such region."""
        rows = self.regions[self.regions["region_id"] == region_id]
        if rows.empty:
            raise KeyError(region_id)
        return rows.iloc[0]


def regions(business: pd.DataFrame, lines: pd.DataFrame, *, family: str, weights: Mapping[str, float],
            draws: int = 2_000, seed: int = 1) -> Regions:
    """Score, place and describe the regions.

    `business` has one row a region, `lines` one a region × line (see the two `.sql` files). `weights` are relative, by
    criterion. Where there is one region, or the book knows no criterion of an axis, no region has a place, and
    `unplaced` says why. Raises CannotAnswer when all criteria that it knows weigh nothing, ValueError when `draws` is
    not positive.
    """
    if draws < 1:
        raise ValueError(_("draws is {number}; at least one weight set is needed.", number=number(draws)))
    chance = by_chance(business)
    facts = _facts(business, lines, chance)
    criteria = tuple(each for each in CRITERIA if _tells_apart(facts[each.name]))
    small = business[(business["customers"] > 0) & ~is_large(business)]
    unplaced = _unplaced(len(facts), {each.axis for each in criteria}, chance, len(small))
    nothing = np.full((len(facts), 1), np.nan), np.ones(1)
    axes = {axis: nothing if unplaced else _axis(facts, criteria, axis, weights)
            for axis in (ATTRACTIVENESS, STRENGTH)}
    for axis, (scores, weight_of) in axes.items():
        facts[axis] = weighted(scores, weight_of)
        facts[f"{axis}_level"] = level(facts[axis].to_numpy())
    levels = [facts[f"{axis}_level"].to_numpy() for axis in (ATTRACTIVENESS, STRENGTH)]
    verdicts = verdict(*levels)
    shares, *drawn = stability(axes[ATTRACTIVENESS], axes[STRENGTH], draws=draws, seed=seed)
    facts[["build_share", "hold_share", "harvest_share"]] = shares
    facts["position"] = np.where(verdicts >= 0, np.array(POSITIONS)[verdicts], "")
    facts["position_share"] = np.where(verdicts >= 0, shares[np.arange(len(facts)), verdicts], np.nan)
    facts["cell_share"] = ((drawn[0] == levels[0]) & (drawn[1] == levels[1])).mean(axis=0)
    together = facts[ATTRACTIVENESS] + facts[STRENGTH]
    period = lines["period"].dropna()
    year = business["economy_year"].dropna()
    return Regions(
        family=family,
        period=period.iloc[0].date() if len(period) else None,
        economy_year=int(year.iloc[0]) if len(year) else None,
        criteria=tuple(each for each in criteria if weights[each.name] > 0),
        weights=dict(weights),
        lacking=tuple(each.name for each in CRITERIA if each not in criteria and each.name not in chance),
        by_chance=tuple(each.name for each in CRITERIA if each.name in chance),
        too_small=tuple(small["region"]) if business["contribution"].any() else (),
        regions=facts.iloc[together.argsort(kind="stable")[::-1]].sort_values(
            "position", key=lambda position: position == "", kind="stable", ignore_index=True),
        scores=pd.concat([facts[["region_id"]], _scores(facts, criteria)], axis=1),
        points=points.find(facts, lines),
        draws=draws,
        seed=seed,
        unplaced=unplaced,
    )


def _facts(business: pd.DataFrame, lines: pd.DataFrame, chance: tuple[str, ...]) -> pd.DataFrame:
    """One row a region with all that is known of it; a region without customers or without a market keeps its gaps.

    What too few customers contribute, and what differs by chance alone, is not known of the region.
    """
    market = lines[lines["line"] == "chosen"].rename(columns={"market": "market_size"})
    columns = ["region_id", "market_size", "market_growth", "own_balance", "own_share", "share_change", "own_rank",
               "institutions", "relative_share"]
    judged = {name: business[name].where(is_large(business) & (name not in chance)) for name in OF_CUSTOMERS}
    facts = business.drop(columns="economy_year").assign(**judged).merge(market[columns], on="region_id", how="left")
    # Where the market is reported and we are not in it, our share is none, not unknown.
    facts["balance_per_customer"] = facts["balance"] / facts["customers"].where(facts["customers"] > 0)
    facts["own_share"] = facts["own_share"].mask(facts["own_share"].isna() & facts["market_size"].notna(), 0.0)
    return facts.reset_index(drop=True)


def _unplaced(regions_known: int, axes: set[Axis], chance: tuple[str, ...], small: int) -> Unplaced:
    """Why no region has a position. An only region would keep a middle one in every weight set, as there is nothing
    to compare it with."""
    if regions_known == 1:
        return "alone"
    if ATTRACTIVENESS not in axes:
        return "attractiveness"
    if STRENGTH in axes:
        return ""
    if chance:
        return "strength_by_chance"
    return "strength_too_few" if small else "strength"


def _tells_apart(values: pd.Series) -> bool:
    """A criterion counts when it is known and not the same everywhere; the only region is judged by what is known."""
    figures = values.dropna().astype(float)
    if not len(figures) or len(values) == 1:
        return len(figures) > 0
    return bool(figures.max() - figures.min() > MIN_SPREAD * figures.abs().max())


def _scores(facts: pd.DataFrame, criteria: tuple[Criterion, ...]) -> pd.DataFrame:
    names = [each.name for each in criteria]
    scored = score(facts[names].astype(float), [each.good == "low" for each in criteria])
    return pd.DataFrame(scored, columns=names, index=facts.index)


def _axis(facts: pd.DataFrame, criteria: tuple[Criterion, ...], axis: str,
          weights: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """(scores, weights) of one axis."""
    mine = tuple(each for each in criteria if each.axis == axis)
    weight_of = np.array([weights[each.name] for each in mine])
    if not weight_of.sum() > 0:
        named = all_of(labels_of(tuple(each.name for each in mine)))
        raise CannotAnswer(
            _("All criteria of market attractiveness have zero weight; give a weight to at least one of: {criteria}.",
              criteria=named) if axis == ATTRACTIVENESS else
            _("All criteria of competitive strength have zero weight; give a weight to at least one of: {criteria}.",
              criteria=named))
    return _scores(facts, mine).to_numpy(), weight_of
