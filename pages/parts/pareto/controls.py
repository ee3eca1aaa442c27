"""The control of the Pareto page that depends on what may be seen of the curve."""

from __future__ import annotations

from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import pareto
from pages import frame

MOST, USUAL = 50, 20
"""Percent of customers that are called the top."""


def top_share(read: Reader, by: pareto.Measure) -> float:
    """The share of customers who are the top, 0 to 1: any, or one at which a step of the curve ends."""
    label, explain = _("Top share of customers"), _("Customers are ranked best first; this share of them is the top.")
    stops = [stop for each in pareto.tops(read, by=by) if 1 <= (stop := round(each * 100)) <= MOST]
    if len(stops) > 1:
        return frame.percent_stops("top", label, stops, USUAL, explain=explain) / 100
    return frame.percent_slider("top", label, 1, MOST, USUAL, explain=explain) / 100
