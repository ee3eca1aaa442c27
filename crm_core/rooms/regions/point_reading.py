"""Strengths, weaknesses, opportunities and threats in sentences, and as a table to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from crm_core.amounts import Money, change, number, percent, points
from crm_core.language import N_, _
from crm_core.rooms.regions.criteria import BY_NAME
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.points import BANKS
from crm_core.vocabulary import family_label, family_noun

KINDS = {"strength": N_("Strengths"), "weakness": N_("Weaknesses"), "opportunity": N_("Opportunities"),
         "threat": N_("Threats")}
"""The four kinds of points as headings, to be translated."""
OF_BANKS = ("own_share", "own_growth")
"""What is compared with the other banks of a region; everything else with our other regions."""


@dataclass(frozen=True)
class Point:
    """A strength, weakness, opportunity or threat in a sentence, and the figure that it is made from."""

    text: str
    subject: str
    """The criterion, or `own_growth`."""
    family: str
    """The product family; empty for all of them together."""


def say_points(result: Regions, region_id: str, kind: str, money: Money, *, most: int = 3) -> tuple[Point, ...]:
    """The region's strengths, weaknesses, opportunities or threats, the furthest from the mean of its peers first."""
    points_of_kind = result.points[(result.points["region_id"] == region_id) & (result.points["kind"] == kind)]
    spread = (points_of_kind["value"] - points_of_kind["mean"]).abs() / points_of_kind["mean"].abs().clip(lower=1e-12)
    ordered = points_of_kind.assign(spread=spread).sort_values(["family", "spread"], ascending=[True, False])
    return tuple(Point(_sentence(row, money), str(row["subject"]), str(row["family"]))
                 for row in ordered.head(most).to_dict("records"))


def points_to_read(result: Regions) -> pd.DataFrame:
    """All points with headings in place of codes, for a file."""
    found = result.points
    subjects = [_against_banks(subject, "") if subject in OF_BANKS else BY_NAME[subject].label
                for subject in found["subject"]]
    return found.assign(
        kind=[_(KINDS[kind]) for kind in found["kind"]], subject=subjects,
        family=[family_label(family) if family else "" for family in found["family"]],
        against=[_("Other banks") if against == BANKS else _("Our other regions") for against in found["against"]])


def _sentence(row: dict[str, Any], money: Money) -> str:
    subject, ranks = row["subject"], {"rank": number(row["rank"]), "of": number(row["of"])}
    if subject in OF_BANKS:
        write = percent if subject == "own_share" else change
        return _("{subject}: {value}, rank {rank} of {of}; the other banks {mean} on average.", **ranks,
                 subject=_against_banks(subject, row["family"]), value=write(row["value"]), mean=write(row["mean"]))
    criterion = BY_NAME[subject]
    value, mean = (points(row[each]) if criterion.unit == "points" else criterion.written(row[each], money)
                   for each in ("value", "mean"))
    return _("{subject}: {value}, rank {rank} of {of}; our other regions {mean} on average.", **ranks,
             subject=criterion.label, value=value, mean=mean)


def _against_banks(subject: str, family: str) -> str:
    """What is compared with the other banks, of one family or of all together."""
    if subject == "own_share":
        return _("Share of {family}", family=family_noun(family)) if family else _("Market share")
    return _("Yearly growth of {family}", family=family_noun(family)) if family else _("Yearly growth")
