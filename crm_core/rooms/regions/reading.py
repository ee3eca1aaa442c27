"""The Regions in a manager's words. Every sentence is made of numbers that stand in the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from crm_core.house_style import Money, change, count, percent, points
from crm_core.reading import Reading
from crm_core.rooms.regions.chance import MIN_CUSTOMERS
from crm_core.rooms.regions.criteria import CRITERIA
from crm_core.rooms.regions.measure import Regions

MAX_NAMED = 4
TOP = 2
"""The highest of the three levels of an axis."""
SURE = 0.9
"""A place that is kept in this part of the weightings is called sure."""
_BANKS_SUBJECTS = {"own_share": "Share", "own_growth": "Growth in a year"}
KINDS = {"strength": "Strengths", "weakness": "Weaknesses", "opportunity": "Opportunities",
         "threat": "Threats"}
"""The four kinds of points in words."""
_WORDS = {each.name: each for each in CRITERIA}


@dataclass(frozen=True)
class Point:
    """A strength, weakness, opportunity or threat in a sentence, and the figure that it is made from."""

    text: str
    subject: str
    """The criterion, or `own_growth`."""
    family: str
    """The product family; empty for all of them together."""


def say(result: Regions, money: Money) -> Reading:
    """Where to build and where to harvest, the surest first; or where the one asked region stands."""
    positions = result.placed
    in_view = positions[positions["is_asked"]]
    if positions.empty:
        return Reading(*say_own(result, money))
    if len(in_view) == 1:
        return say_region(result, str(in_view["region_id"].iloc[0]))
    some = 0 < len(in_view) < len(positions)
    positions = in_view if some else positions
    surest = positions.sort_values(["position_share", "region"], ascending=[False, True])
    named = {position: surest.loc[surest["position"] == position, "region"].tolist() for position in
             ("build", "harvest", "hold")}
    every = f"the {len(positions)} chosen regions" if some else f"{len(positions)} regions"
    build = (f"Build in {len(named['build'])} of {every}: {_listed(named['build'])}" if named["build"] else
             f"Build in none of {every}")
    rest = f"harvest in {_listed(named['harvest'])}" if named["harvest"] else "harvest in none"
    return Reading(f"{build}; {rest}." if len(positions) > 1 else f"{build}.", _how_sure(positions))


def say_own(result: Regions, money: Money) -> tuple[str, str]:
    """Where our business is, where nothing places the regions; and what would."""
    by = "balance" if result.regions["balance"].any() else "customers"
    some = result.regions[result.regions["is_asked"]] if result.regions["is_asked"].any() else result.regions
    amounts, where = some[by].astype(float), f"{len(some)} regions" if len(some) > 1 else str(some["region"].iloc[0])
    what = f"{money.short(amounts.sum())} of balances" if by == "balance" else count(int(amounts.sum()), "customer")
    rest = result.unplaced or "No region can be placed: none has a figure on both axes."
    leaders = some.loc[amounts == amounts.max(), "region"].tolist()
    if len(some) == 1 or len(leaders) > 1 or not amounts.sum() > 0:
        return f"We have {what} in {where}.", rest
    share = percent(amounts.max() / amounts.sum())
    return f"We have {what} in {where}, the largest part in {leaders[0]} ({share}).", rest


def _how_sure(positions: pd.DataFrame) -> str:
    """Which region keeps its place most often and which least, when the weights vary."""
    if len(positions) == 1:
        return ""
    sure = positions.loc[positions["position_share"].idxmax()]
    unsure = positions.loc[positions["position_share"].idxmin()]
    most, least = (percent(row["position_share"], decimals=0) for row in (sure, unsure))
    if most == least:
        return f"Each keeps its place in {most} of weightings."
    return (f"{sure['region']} is {sure['position']} in {most} of weightings, {unsure['region']} "
            f"{unsure['position']} in only {least}.")


def say_region(result: Regions, region_id: str) -> Reading:
    """One region's place, what speaks most for and most against it, and how sure its place is."""
    row = result.region(region_id)
    if not row["position"] and result.unplaced:
        return Reading(f"{row['region']} has no place.", result.unplaced)
    if not row["position"]:
        return Reading(f"{row['region']} has no place: the book lacks its figures on one of the axes.")
    market = ("dull", "middling", "attractive")[int(row["attractiveness_level"])]
    position = ("weak", "middling", "strong")[int(row["strength_level"])]
    headline = (f"{row['region']} is {row['position']} in {percent(row['position_share'], decimals=0)} of weightings: "
                f"{market} market, {position} position.")
    return Reading(headline, _ranked(result, row))


def _ranked(result: Regions, row: pd.Series) -> str:
    """Where the region stands among all on both axes."""
    positions = result.placed
    ranks = {axis: int((positions[axis] > row[axis] + 1e-12).sum()) + 1 for axis in ("attractiveness", "strength")}
    return (f"Among {len(positions)} regions its market is number {ranks['attractiveness']} by attractiveness, and our "
            f"position there number {ranks['strength']} by strength.") if len(positions) > 1 else ""


def say_measure(result: Regions, by: str, money: Money) -> str:
    """Which region is ahead and which behind by one measure, or where the one asked region stands."""
    measure = result.measures[by]
    figures = result.regions.dropna(subset=by).sort_values([by, "region"], ascending=[measure.good == "low", True],
                                                           ignore_index=True)
    if figures.empty:
        return measure.words.capitalize()
    in_view = figures[figures["is_asked"]]
    first, last = figures.iloc[0], figures.iloc[-1]
    if len(in_view) == 1 and len(figures) > 1:
        row = in_view.iloc[0]
        better = figures[by] < row[by] if measure.good == "low" else figures[by] > row[by]
        return f"{row['region']} is number {int(better.sum()) + 1} of {len(figures)}: {measure.written(row[by], money)}"
    if len(figures) == 1 or first[by] == last[by]:
        return f"{first['region']}: {measure.written(first[by], money)}"
    (best, is_one), (worst, _) = (_sharing(figures, by, value) for value in (first[by], last[by]))
    return (f"{best} {'is' if is_one else 'are'} ahead with {measure.written(first[by], money)}, {worst} last with "
            f"{measure.written(last[by], money)}")


def _sharing(figures: pd.DataFrame, by: str, value: float) -> tuple[str, bool]:
    """Who has `value`: the region, or how many of them; and whether it is one."""
    names = figures.loc[figures[by] == value, "region"].tolist()
    return (names[0], True) if len(names) == 1 else (count(len(names), "region"), False)


def say_matrix(result: Regions) -> str:
    """How many markets are attractive, and in how many of those we are strong."""
    positions = result.placed
    attractive = positions["attractiveness_level"] == TOP
    strong = int((attractive & (positions["strength_level"] == TOP)).sum())
    if not attractive.any():
        return f"None of {len(positions)} markets stands out as attractive"
    many = int(attractive.sum())
    return (f"{many} of {len(positions)} markets {'is' if many == 1 else 'are'} attractive; we are strong in "
            f"{strong or 'none'} of them")


def say_sure(result: Regions) -> str:
    """How many regions keep their place in nine of ten weightings."""
    positions = result.placed
    sure = int((positions["position_share"] >= SURE).sum())
    keep = "keeps its" if sure == 1 else "keep their"
    return f"{sure or 'None'} of {len(positions)} {keep} place nearly always"


def say_growth(result: Regions) -> str:
    """In which regions we are larger than any other bank, and whether their markets grow faster than all."""
    figures = result.placed.dropna(subset=["market_growth", "relative_share"])
    leading = figures[figures["relative_share"] > 1]
    if leading.empty:
        return "We lead no market"
    mean = (figures["market_growth"] * figures["market_size"]).sum() / figures["market_size"].sum()
    growing = leading.loc[leading["market_growth"] > mean, "region"].tolist()
    where = _listed(leading["region"].tolist())
    if len(leading) == 1:
        return f"We lead in {where}, whose market grows {'faster' if growing else 'more slowly'} than all"
    return f"We lead in {where}; {len(growing) or 'none'} of these markets grows faster than all"


def say_points(result: Regions, region_id: str, kind: str, money: Money, *, most: int = 3) -> tuple[Point, ...]:
    """The region's strengths, weaknesses, opportunities or threats, the furthest from the mean of its peers first."""
    points_of_kind = result.points[(result.points["region_id"] == region_id) & (result.points["kind"] == kind)]
    spread = (points_of_kind["value"] - points_of_kind["mean"]).abs() / points_of_kind["mean"].abs().clip(lower=1e-12)
    ordered = points_of_kind.assign(spread=spread).sort_values(["family", "spread"], ascending=[True, False])
    return tuple(Point(_sentence(row, money), str(row["subject"]), str(row["family"]))
                 for row in ordered.head(most).to_dict("records"))


def _sentence(row: dict[str, Any], money: Money) -> str:
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
    sentences = []
    if result.lacking and not result.unplaced:
        sentences.append(f"Not known in this book, so not counted: {', '.join(result.lacking)}.")
    if result.by_chance:
        sentences.append("Between our regions these differ no more than chance would have it, so they are not "
                         f"counted: {', '.join(result.by_chance)}.")
    if result.too_small:
        sentences.append(f"What customers contribute and cost is judged from {MIN_CUSTOMERS} customers on; "
                         f"{_listed(list(result.too_small))} {'has' if len(result.too_small) == 1 else 'have'} fewer.")
    unplaced = len(result.regions) - len(result.placed)
    if unplaced and not result.unplaced:
        sentences.append(f"{unplaced} regions have no figure on one of the axes and no place." if unplaced > 1 else
                         "1 region has no figure on one of the axes and no place.")
    return tuple(sentences)


def _listed(names: list[str]) -> str:
    if len(names) > MAX_NAMED + 1:
        return f"{', '.join(names[:MAX_NAMED])} and {len(names) - MAX_NAMED} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
