"""The answers of Retention and Growth, each as its page begins, where they are worked out already."""

from __future__ import annotations

import contextlib

from crm_core import CannotAnswer
from crm_core.question import Reader
from crm_core.rooms.growth import Growth
from crm_core.rooms.growth.groups import Thresholds
from crm_core.rooms.retention.chances.leaving import Leaving
from pages.parts import growth, retention


def may_leave(read: Reader) -> Leaving | None:
    """Who in the scope may leave, or go quiet; None where nobody has asked, or nobody can be told apart."""
    if chances := retention.first_told(read):
        with contextlib.suppress(CannotAnswer):
            return retention.found(read, retention.Asked("leave", outcome=chances.outcome)).leaving
    return None


def could_grow(read: Reader) -> Growth | None:
    """Who in the scope could grow; None where nobody has asked, or nobody can be told apart."""
    held = growth.learned_if_known(read)
    if held and held.winner:
        with contextlib.suppress(CannotAnswer):
            return growth.found(read, held, Thresholds())
    return None
