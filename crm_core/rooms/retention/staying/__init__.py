"""How long customers stay: curves with delayed entry, the mean within a span, and whether curves differ."""

from crm_core.rooms.retention.staying.curve import curve, mean_within, risk_table
from crm_core.rooms.retention.staying.difference import Difference, difference
from crm_core.rooms.retention.staying.lives import by_month
from crm_core.rooms.retention.staying.parts import MIN_AT_RISK, Staying, drawn_parts, staying

__all__ = ["MIN_AT_RISK", "Difference", "Staying", "by_month", "curve", "difference", "drawn_parts", "mean_within",
           "risk_table", "staying"]
