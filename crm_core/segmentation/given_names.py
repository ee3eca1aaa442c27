"""Names that a person gives to segments, and which segment of today each belongs to.

The name of a rule's segment stays with its rule. A cluster is another one in every book: its name stays with the
cluster whose shares are nearest, as long as it did not move too far; else it is offered and not given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from crm_core.segmentation.segmentation import Segmentation
from crm_core.segmentation.words import proposed_names
from crm_core.strict_json import parse

NEAR = 0.5
"""Of the distance to the nearest other cluster: a cluster that moved less is still nearer to itself than to any."""


@dataclass(frozen=True)
class GivenName:
    """A name as the workspace keeps it: `code` of a rule's segment, `shape` (JSON) of a cluster's."""

    id: int
    way: str
    code: str
    shape: str
    name: str
    author: str

    @classmethod
    def of(cls, row: Any) -> GivenName:
        """From a row of the workspace."""
        return cls(row.id, row.way, row.code, row.shape, row.name, row.author)


@dataclass(frozen=True)
class NameOfSegment:
    """What one segment of today is called."""

    code: str
    proposed: str
    """By rule."""
    given: GivenName | None = None
    """By a person, and still its name."""
    offered: GivenName | None = None
    """By a person, of the cluster that was most like it, which is too far away to be the same."""

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.given.name if self.given else self.proposed


def shape_of(found: Segmentation, code: str) -> str:
    """What a name given to the segment is kept with, as JSON: the shares of a cluster; nothing for a rule's."""
    if found.clusters is None:
        return ""
    shares = found.clusters.shares[found.codes.index(code)]
    return json.dumps({family: round(float(share), 4)
                       for family, share in zip(found.clusters.families, shares, strict=True)})


def named_segments(found: Segmentation, given: Sequence[GivenName]) -> tuple[NameOfSegment, ...]:
    """Every segment with its names, in the order of its codes. Of two names for one segment the later counts."""
    mine = [each for each in given if each.way == found.way]
    proposed = proposed_names(found)
    if found.clusters is None:
        latest = {each.code: each for each in mine}
        return tuple(NameOfSegment(code, name, latest.get(code))
                     for code, name in zip(found.codes, proposed, strict=True))
    kept, offered = _by_nearness(found, mine)
    return tuple(NameOfSegment(code, name, kept.get(place), offered.get(place))
                 for place, (code, name) in enumerate(zip(found.codes, proposed, strict=True)))


def _by_nearness(found: Segmentation, given: Sequence[GivenName]) -> tuple[dict[int, GivenName], dict[int, GivenName]]:
    """The names that are kept and those that are offered, by the place of the cluster. Each name goes to one cluster at
    most, the nearest to it, and to each cluster goes one name."""
    clusters = found.clusters
    assert clusters is not None  # noqa: S101 only called for clusters
    centres = clusters.shares / clusters.spreads
    between = np.sqrt(((centres[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2))
    room = np.where(np.eye(len(centres), dtype=bool), np.inf, between).min(axis=1) * NEAR
    kept: dict[int, GivenName] = {}
    offered: dict[int, tuple[float, GivenName]] = {}
    for name in given:
        shares = _shares(name.shape, clusters.families)
        if shares is None:
            continue
        away = np.sqrt(((centres - shares / clusters.spreads) ** 2).sum(axis=1))
        nearest = int(away.argmin())
        if away[nearest] < room[nearest]:
            kept[nearest] = name
        elif nearest not in offered or away[nearest] <= offered[nearest][0]:
            offered[nearest] = (float(away[nearest]), name)
    return kept, {place: name for place, (_away, name) in offered.items() if place not in kept}


def _shares(shape: str, families: Sequence[str]) -> np.ndarray | None:
    """The shares in the order of `families`; None when the shape is of none that the book knows."""
    try:
        content = parse(shape)
    except ValueError:
        return None
    if not isinstance(content, dict) or not set(families) & set(content):
        return None
    return np.array([float(content.get(family, 0.0)) for family in families])
