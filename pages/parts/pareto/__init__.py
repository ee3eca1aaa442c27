"""The cards and a control of the Pareto page."""

from pages.parts.pareto import cards
from pages.parts.pareto.controls import top_share

__all__ = ["cards", "top_share"]
