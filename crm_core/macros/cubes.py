"""The marts in which customers are added up: under a segment, each is read as one of the segment's customers alone.

The warehouse makes it by the mart's own SQL from the rows of these customers, so whatever reads a cube is narrowed
exactly, without a word of its own (decision 128).
"""

from __future__ import annotations

import re

CUBES = frozenset({
    "business_spreads", "business_years", "change_desk_months", "change_months", "change_spreads", "customer_changes",
    "customer_files", "customer_values", "demand_months", "product_years", "relationship_years",
    "standing_months", "unit_years", "value_cube", "value_curves",
})
"""Without those of the market, which compare the whole bank, and those that a rank or a rate of the whole bank is read
from."""
APART = frozenset({"desks", "tier_years"})
"""Of all customers also under a segment, as tiers are cut over the whole bank; with the column `in_segment`, and desks
and groups that are of customers of the segment (odd numbers) or of others (even ones)."""
PREFIX = "segment_"
"""How the name of a cube of the segment's customers begins."""

_NAMES = "|".join(sorted(CUBES | APART))
_READ = re.compile(rf"\b(from|join) ({_NAMES})\b(?: as (\w+))?")
_OF_SEGMENT = re.compile(rf"\b{PREFIX}({_NAMES})\b")


def of_segment(sql: str) -> str:
    """The same question to the cubes of the segment's customers."""
    return _READ.sub(lambda found: f"{found[1]} {PREFIX}{found[2]} as {found[3] or found[2]}", sql)


def cubes_of_segment(sql: str) -> frozenset[str]:
    """Which of these tables must be made of the segment's customers before `sql` can be asked."""
    return frozenset(_OF_SEGMENT.findall(sql))
