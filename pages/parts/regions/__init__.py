"""The cards of the Regions page."""

from pages.parts.regions import cards

__all__ = ["cards"]
