"""The cards of the Market page."""

from pages.parts.market import cards

__all__ = ["cards"]
