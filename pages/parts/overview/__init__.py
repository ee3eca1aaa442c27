"""The parts of the Overview."""

from pages.parts.overview import cards
from pages.parts.overview.aims import draw_aims
from pages.parts.overview.opportunities import draw_opportunities
from pages.parts.overview.tier_changes import tier_changes

__all__ = ["cards", "draw_aims", "draw_opportunities", "tier_changes"]
