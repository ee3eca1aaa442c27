"""The cards of the Data page."""

from pages.parts.data import cards

__all__ = ["cards"]
