"""Screens that authorities lay on mergers: a dated table, and which of them apply on a day in a place."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crm_core.language import N_, Message, _, as_message, one_of

NOWHERE = "none"
"""The default: outside its own jurisdiction no screen says anything."""
MARKED = (N_("Department of Justice"), N_("Bank regulators"),
          N_("2023 Merger Guidelines, applied to banks since the 1995 Bank Merger Guidelines were withdrawn"),
          N_("initial screen, kept when the Department of Justice changed its own"))
"""Authorities and rules of `screens.toml`, which the catalogues could not find there."""


@dataclass(frozen=True)
class Screen:
    """One authority's rule: a merger after which the index is above `level` and has risen by more than `rise`
    (both on the scale to 10,000) is looked at more closely. Valid from its first to its last day."""

    jurisdiction: str
    authority: Message
    rule: Message
    valid_from: dt.date
    level: float
    rise: float
    source: str
    valid_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """True on its days, the first and the last included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_passed(self, index_after: float, rise: float) -> bool:
        """True when the merger stays within the screen."""
        return not (index_after > self.level and rise > self.rise)


@cache
def screens() -> tuple[Screen, ...]:
    """The whole table, as it stands in `screens.toml`."""
    with (Path(__file__).with_name("screens.toml")).open("rb") as table:
        return tuple(Screen(**row | {name: as_message(row[name]) for name in ("authority", "rule")})
                     for row in tomllib.load(table)["screen"])


def jurisdictions() -> tuple[str, ...]:
    """`none`, and every place that has a screen in the table."""
    return (NOWHERE, *sorted({screen.jurisdiction for screen in screens()}))


def in_force(jurisdiction: str, day: dt.date) -> tuple[Screen, ...]:
    """The screens of `jurisdiction` on `day`; none for `none`. Raises ValueError for a place not in the table."""
    if jurisdiction not in jurisdictions():
        raise ValueError(_("There are no merger thresholds for '{jurisdiction}'; choose one of: {names}.",
                           jurisdiction=jurisdiction, names=one_of(jurisdictions())))
    return tuple(screen for screen in screens() if screen.jurisdiction == jurisdiction and screen.holds_on(day))
