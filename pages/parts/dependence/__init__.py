"""The cards of the Dependence page."""

from pages.parts.dependence import cards

__all__ = ["cards"]
