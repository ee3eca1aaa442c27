"""The cards of the Pareto page."""

from pages.parts.pareto import cards

__all__ = ["cards"]
