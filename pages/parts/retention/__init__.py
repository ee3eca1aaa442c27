"""The Retention page: what is asked of it, and its cards in either view."""

from pages.parts.retention import leaving, staying
from pages.parts.retention.controls import Asked, chosen, found, metric_of

__all__ = ["Asked", "chosen", "found", "leaving", "metric_of", "staying"]
