"""The figures that targets are set for and rules watch: what they are called, and what they came to."""

from crm_core.figures.figure import FIGURES, Direction, Figure

__all__ = ["FIGURES", "Direction", "Figure"]
