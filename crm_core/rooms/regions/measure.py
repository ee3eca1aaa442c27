"""Where to build, hold or harvest: each region's market against our strength in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.rooms.regions import points
from crm_core.rooms.regions.chance import MIN_CUSTOMERS, OF_CUSTOMERS, by_chance, is_large
from crm_core.rooms.regions.criteria import ATTRACTIVENESS, CRITERIA, OUTCOMES, OWN, STRENGTH, Criterion
from crm_core.rooms.regions.matrix import POSITIONS, level, score, stability, verdict, weighted

MIN_SPREAD = 0.005
"""Regions that differ by less than half a percent of a figure are alike by it: rounding would rank them."""


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
    """Words of the criteria that the book does not know."""
    by_chance: tuple[str, ...]
    """Words of the criteria that differ between the regions no more than chance would have it; they count for none."""
    too_small: tuple[str, ...]
    """Names of the regions with customers, yet too few to be judged by what these bring and cost."""
    regions: pd.DataFrame
    """region_id, region, is_asked, the criteria's values, attractiveness, strength, attractiveness_level,
    strength_level (0 low to 2 high), position, build_share, hold_share, harvest_share, position_share, cell_share
    (parts of the weightings), customers, balance, own_balance, own_rank, institutions, relative_share; in order of
    attractiveness plus strength. Regions without a score on an axis stand last, with no position."""
    scores: pd.DataFrame
    """region_id and a score a criterion."""
    points: pd.DataFrame
    """region_id, kind, subject, family, value, mean, rank, of, against: see `points.find`."""
    draws: int
    seed: int
    unplaced: str = ""
    """Why no region has a place: there is but one, or what would tell them apart; empty where the data does."""

    @property
    def placed(self) -> pd.DataFrame:
        """The regions that have a position."""
        return self.regions[self.regions["position"] != ""]

    @property
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


_ALONE = "It is the only region, so there is nothing to compare it with."
"""A place is against the other regions: an only one would keep a middle place in every weighting."""


def regions(business: pd.DataFrame, lines: pd.DataFrame, *, family: str, weights: Mapping[str, float],
            draws: int = 2_000, seed: int = 1) -> Regions:
    """Score, place and describe the regions.

    `business` has one row a region, `lines` one a region × line (see the two `.sql` files). `weights` are relative, by
    criterion. Where there is one region, or the book knows no criterion of an axis, no region has a place, and
    `unplaced` says why. Raises CannotAnswer when all criteria that it knows weigh nothing, ValueError when `draws` is
    not positive.
    """
    if draws < 1:
        raise ValueError(f"draws is {draws}; at least one weighting is needed.")
    chance = by_chance(business)
    facts = _facts(business, lines, chance)
    criteria = tuple(each for each in CRITERIA if _tells_apart(facts[each.name]))
    small = business[(business["customers"] > 0) & ~is_large(business)]
    why = _why_not_judged(chance, len(small))
    lacking = [_remedy(axis, why) for axis in (ATTRACTIVENESS, STRENGTH)
               if not any(each.axis == axis for each in criteria)]
    unplaced = _ALONE if len(facts) == 1 else next(iter(lacking), "")
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
        lacking=tuple(each.words for each in CRITERIA if each not in criteria and each.name not in chance),
        by_chance=tuple(each.words for each in CRITERIA if each.name in chance),
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

    What too few customers bring, and what differs by chance alone, is not known of the region.
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


def _why_not_judged(chance: tuple[str, ...], small: int) -> str:
    """Why what customers contribute and cost may tell no regions apart; empty where it does."""
    if chance:
        return "what customers contribute and cost differs no more than chance would have it"
    return f"regions of fewer than {MIN_CUSTOMERS} customers are not judged by what these bring" if small else ""


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


def _remedy(axis: str, why: str) -> str:
    """What would tell the regions apart on an axis of which the book knows nothing."""
    remedy = ("a region_economy file, or a market file," if axis == ATTRACTIVENESS else
              "money columns in the activity file, or a market file,")
    if why and axis == STRENGTH:
        remedy = f"{why}; a market file"
    return f"The data cannot tell the regions apart by {axis}: {remedy} would."


def _axis(facts: pd.DataFrame, criteria: tuple[Criterion, ...], axis: str,
          weights: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """(scores, weights) of one axis."""
    mine = tuple(each for each in criteria if each.axis == axis)
    weight_of = np.array([weights[each.name] for each in mine])
    if not weight_of.sum() > 0:
        raise CannotAnswer(f"All criteria of {axis} weigh nothing; give one of {', '.join(each.name for each in mine)} "
                           "a weight.")
    return _scores(facts, mine).to_numpy(), weight_of
