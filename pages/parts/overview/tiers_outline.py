"""The tiers as they begin on their page: the approved scheme, or the one that is proposed without one."""

from __future__ import annotations

from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline
from pages import frame
from pages.parts.tiers import scheme_of


def outline_in_force(read: Reader) -> Outline:
    """The outline, which takes a fifth of what the moves take. Raises as `tiers.outline` does."""
    force = frame.in_force("tiers")
    approved = scheme_of(force) if force else None
    scheme = approved or tiers.proposed(read, by="score", how="share", tiers=tiers.STARTING_TIERS,
                                        top=tiers.STARTING_TOP)
    drawn: Outline = frame.cache_answer(f"outline {tiers.to_json(scheme)}",
                                        lambda: tiers.outline(read, scheme, keep=frame.hold_shared))
    return drawn
