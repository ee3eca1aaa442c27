"""What pilots have measured of calling, one alone or all that can be read together, and whether it may stand in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crm_core.rooms.retention.calling.effect import Effect
from crm_core.rooms.retention.calling.pilots import Followed
from crm_core.rooms.retention.calling.pooling import are_alike, pooled


@dataclass(frozen=True)
class Measured:
    """One or more pilots that can be read, as one effect."""

    pilots: tuple[Followed, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.pilot.name for each in self.pilots)

    @property
    def effects(self) -> tuple[Effect, ...]:
        return tuple(each.effect for each in self.pilots if each.effect)

    @property
    def effect(self) -> Effect:
        return pooled(self.effects)

    @property
    def is_settled(self) -> bool:
        """Whether the effect can be told from none, whatever became of those who are not in the data."""
        if not self.effect.is_told:
            return False
        works = self.effect.difference > 0
        at_worst = pooled([worst for each in self.pilots if (worst := each.at_worst(works=works))])
        return at_worst.is_told and (at_worst.difference > 0) == works

    @property
    def is_in_force(self) -> bool:
        """Whether it stands in place of the assumption: told from nothing, and a part of those expected to go."""
        return self.is_settled and not math.isnan(self.effect.kept)

    @property
    def in_several(self) -> int:
        """Customers who are in more than one of the pilots: they are counted as often."""
        seen = Counter(each for one in self.pilots for each in {*one.pilot.called, *one.pilot.left_out})
        return sum(times > 1 for times in seen.values())


def measured_together(followed: Sequence[Followed]) -> Measured | None:
    """All pilots that can be read, whether they differ or not; None for fewer than two."""
    readable = _readable(followed)
    return Measured(readable) if len(readable) > 1 else None


def standing(followed: Sequence[Followed]) -> Measured | None:
    """What is read off the pilots, whatever it says: all that can be read, where they are alike but for chance, else
    the latest of customers enough, as calls change. Never the one that shows most: luck must not choose."""
    readable = _readable(followed)
    if not readable:
        return None
    together = measured_together(readable)
    if together and are_alike(together.effects):
        return together
    enough = [each for each in readable if each.effect and not each.effect.is_too_small] or readable
    return Measured((max(enough, key=lambda each: each.pilot.begins_on),))


def in_force(followed: Sequence[Followed]) -> Measured | None:
    """What stands in place of the assumption: what is read off the pilots, if that may."""
    found = standing(followed)
    return found if found and found.is_in_force else None


def _readable(followed: Sequence[Followed]) -> tuple[Followed, ...]:
    return tuple(each for each in followed if each.effect is not None)
