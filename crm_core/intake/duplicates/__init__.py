"""One customer, once: who is likely in the book twice, and what was decided of it."""

from crm_core.intake.duplicates.decisions import (
    DECISIONS,
    SameCustomers,
    decided,
    listed,
    read_decisions,
    undecided,
    write_decisions,
)
from crm_core.intake.duplicates.evidence import IDENTITY
from crm_core.intake.duplicates.search import COLUMNS, LIKELY, Duplicates, likely_duplicates
from crm_core.intake.duplicates.wording import agrees, differs

__all__ = ["COLUMNS", "DECISIONS", "IDENTITY", "LIKELY", "Duplicates", "SameCustomers", "agrees", "decided", "differs",
           "likely_duplicates", "listed", "read_decisions", "undecided", "write_decisions"]
