"""One customer of a work list: who it is, what changes, what is to be done next and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from crm_core.language import N_, Message, _
from crm_core.language.stored import told

Direction = Literal["up", "down", "new", "left", "same", "at_risk"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

_LABELS: dict[str, Message] = {
    "up": N_("Goes up"), "down": N_("Goes down"), "new": N_("New customer"), "left": N_("Has left"),
    "same": N_("Stays"), "at_risk": N_("May leave or go quiet"),
}


@dataclass(frozen=True)
class Entry:
    """A row of a list. Texts are empty where the data does not say them, `contribution` (a year, in the currency of
    the data) is then None. `next_step` is a proposal by rule while `is_proposed`, as a stored text, else somebody's
    words; `step` is either as it is read."""

    customer_id: str
    direction: Direction
    next_step: str
    due_on: dt.date
    name: str = ""
    customer_type: str = ""
    region: str = ""
    branch_id: str = ""
    branch: str = ""
    manager_id: str = ""
    manager: str = ""
    previous_tier: str = ""
    tier: str = ""
    reason: str = ""
    service_before: str = ""
    service_after: str = ""
    contribution: float | None = None
    is_proposed: bool = True

    @property
    def step(self) -> str:
        """The next step in the language spoken now; what somebody wrote, as it stands."""
        return told(self.next_step) if self.is_proposed else self.next_step


def direction_label(direction: str) -> str:
    """`Goes down`; a direction that is not known, as it stands."""
    return _(_LABELS[direction]) if direction in _LABELS else direction
