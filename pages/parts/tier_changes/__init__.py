"""The page of tier changes: which scheme against which, what is at risk, whose customers, and who they are."""

from pages.parts.tier_changes.basis import Asked, Compared, asked, comparison, outlined
from pages.parts.tier_changes.customers import customers
from pages.parts.tier_changes.exceptions import exceptions, standing
from pages.parts.tier_changes.places import places
from pages.parts.tier_changes.reasons import reasons
from pages.parts.tier_changes.risk import at_risk
from pages.parts.tier_changes.to_list import to_list

__all__ = ["Asked", "Compared", "asked", "at_risk", "comparison", "customers", "exceptions", "outlined", "places",
           "reasons", "standing", "to_list"]
