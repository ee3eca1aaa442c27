"""One customer, once: who is likely in the book twice, and what was decided of it."""

from crm_core.intake.duplicates.decisions import (
    DECISIONS,
    Pair,
    SameCustomers,
    decided,
    decisions_csv,
    listed,
    pair_of,
    read_decisions,
    require_agreement,
    undecided,
)
from crm_core.intake.duplicates.evidence import IDENTITY
from crm_core.intake.duplicates.search import COLUMNS, LIKELY, Duplicates, likely_duplicates
from crm_core.intake.duplicates.wording import agrees, differs

__all__ = ["COLUMNS", "DECISIONS", "IDENTITY", "LIKELY", "Duplicates", "Pair", "SameCustomers", "agrees", "decided",
           "decisions_csv", "differs", "likely_duplicates", "listed", "pair_of", "read_decisions", "require_agreement",
           "undecided"]
