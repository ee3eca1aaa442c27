"""Who was assigned which tier on which data, beginning from the tiers before, and who changed since."""

from crm_core.tier_register.apply import bring_up_to_date
from crm_core.tier_register.folder import RegisterBusy, RegisterFolder
from crm_core.tier_register.register import Assigned, Basis, Counts, Register
from crm_core.tier_register.words import say_changes, say_waiting

__all__ = [
    "Assigned", "Basis", "Counts", "Register", "RegisterBusy", "RegisterFolder", "bring_up_to_date", "say_changes",
    "say_waiting",
]
