"""The Growth page: what is asked of it, and its cards."""

from pages.parts.growth import cards
from pages.parts.growth.controls import found, learned, metric_of, thresholds

__all__ = ["cards", "found", "learned", "metric_of", "thresholds"]
