"""The Regions in a manager's words. Every sentence is made of numbers that stand in the result."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crm_core.house_style import Money, change, percent, points
from crm_core.reading import Reading
from crm_core.regions.criteria import CRITERIA
from crm_core.regions.measure import Regions

MOST_NAMED = 4
_BANKS_SUBJECTS = {"own_share": "Share", "own_growth": "Growth in a year"}
KINDS = {"strength": "Our strengths", "weakness": "Our weaknesses", "opportunity": "What the region offers",
         "threat": "What speaks against it"}
"""The four kinds of points in words."""
_WORDS = {each.name: each for each in CRITERIA}


def say(result: Regions, money: Money) -> Reading:
    """Where to build and where to harvest, and which of it is sure; or where the one asked region stands."""
    placed = result.placed
    asked = placed[placed["is_asked"]]
    if placed.empty:
        return Reading("No region can be placed: none has a figure on both axes.")
    if len(asked) == 1:
        return say_region(result, str(asked["region_id"].iloc[0]))
    named = {position: placed.loc[placed["position"] == position, "region"].tolist() for position in
             ("build", "harvest", "hold")}
    of = f"{len(named['build'])} of {len(placed)} regions"
    build = f"Build in {of}: {_listed(named['build'])}" if named["build"] else f"Build in none of {len(placed)} regions"
    rest = f"harvest in {_listed(named['harvest'])}" if named["harvest"] else "harvest in none"
    sure = placed.loc[placed["position_share"].idxmax()]
    unsure = placed.loc[placed["position_share"].idxmin()]
    how = (f"{sure['region']} is {sure['position']} in {percent(sure['position_share'], decimals=0)} of weightings, "
           f"{unsure['region']} {unsure['position']} in only {percent(unsure['position_share'], decimals=0)}.")
    return Reading(f"{build}; {rest}." if len(placed) > 1 else f"{build}.", how if len(placed) > 1 else "")


def say_region(result: Regions, region_id: str) -> Reading:
    """One region's place, what speaks most for and most against it, and how sure its place is."""
    row = result.region(region_id)
    if not row["position"]:
        return Reading(f"{row['region']} has no place: the book lacks its figures on one of the axes.")
    market = ("dull", "middling", "attractive")[int(row["attractiveness_level"])]
    position = ("weak", "middling", "strong")[int(row["strength_level"])]
    headline = (f"{row['region']} is {row['position']} in {percent(row['position_share'], decimals=0)} of weightings: "
                f"{market} market, {position} position.")
    return Reading(headline, _ranked(result, row))


def _ranked(result: Regions, row: pd.Series) -> str:
    """Where the region stands among all on both axes."""
    placed = result.placed
    ranks = {axis: int((placed[axis] > row[axis] + 1e-12).sum()) + 1 for axis in ("attractiveness", "strength")}
    return (f"Among {len(placed)} regions its market is number {ranks['attractiveness']} by attractiveness, and our "
            f"position there number {ranks['strength']} by strength.") if len(placed) > 1 else ""


def say_points(result: Regions, region_id: str, kind: str, money: Money, *, most: int = 3) -> tuple[str, ...]:
    """The region's strengths, weaknesses, opportunities or threats, the furthest from the mean of its peers first."""
    found = result.points[(result.points["region_id"] == region_id) & (result.points["kind"] == kind)]
    spread = (found["value"] - found["mean"]).abs() / found["mean"].abs().clip(lower=1e-12)
    ordered = found.assign(spread=spread).sort_values(["family", "spread"], ascending=[True, False])
    return tuple(_point(row, money) for row in ordered.head(most).to_dict("records"))


def _point(row: dict[str, Any], money: Money) -> str:
    subject, family = row["subject"], row["family"]
    if subject in _BANKS_SUBJECTS:
        write = percent if subject == "own_share" else change
        what = f"{_BANKS_SUBJECTS[subject]}{' of ' + family if family else ''}"
        return (f"{what}: {write(row['value'])}, rank {row['rank']} of {row['of']}; the other banks "
                f"{write(row['mean'])} on average.")
    criterion = _WORDS[subject]
    written = points if criterion.unit == "points" else lambda value: criterion.written(value, money)
    return (f"{criterion.words.capitalize()}: {written(row['value'])}, rank {row['rank']} of {row['of']}; our other "
            f"regions {written(row['mean'])} on average.")


def caveats(result: Regions) -> tuple[str, ...]:
    """What the places rest on and what they lack."""
    said = []
    if result.lacking:
        said.append(f"Not known in this book, so not counted: {', '.join(result.lacking)}.")
    unplaced = len(result.regions) - len(result.placed)
    if unplaced:
        said.append(f"{unplaced} regions have no figure on one of the axes and no place.")
    return tuple(said)


def _listed(names: list[str]) -> str:
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
