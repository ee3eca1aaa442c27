"""The cards of the Overview."""

from pages.parts.overview import cards

__all__ = ["cards"]
