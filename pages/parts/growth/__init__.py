"""The Growth page: what is asked of it, and its cards."""

from pages.parts.growth import cards
from pages.parts.growth.controls import found, is_worked_out, learned, learned_if_known, metric_of, thresholds

__all__ = ["cards", "found", "is_worked_out", "learned", "learned_if_known", "metric_of", "thresholds"]
