"""How long customers stay: curves with delayed entry, the mean within a span, and whether curves differ."""

from crm_core.rooms.retention.staying.curve import curve, mean_within
from crm_core.rooms.retention.staying.difference import Difference, difference
from crm_core.rooms.retention.staying.parts import MIN_AT_RISK, Staying, drawn_parts, staying

__all__ = ["MIN_AT_RISK", "Difference", "Staying", "curve", "difference", "drawn_parts", "mean_within", "staying"]
