"""The Retention page: what is asked of it, and its cards in either view."""

from pages.parts.retention import leaving, staying
from pages.parts.retention.chances import are_worked_out, first_told, metric_of, work_out_first
from pages.parts.retention.controls import Asked, chosen, found

__all__ = ["Asked", "are_worked_out", "chosen", "first_told", "found", "leaving", "metric_of", "staying",
           "work_out_first"]
