"""Can I trust this book?"""

from crm_core.provenance.answer import answer, cards
from crm_core.provenance.figure import draw
from crm_core.provenance.measure import Provenance, provenance
from crm_core.provenance.reading import say

__all__ = ["Provenance", "answer", "cards", "draw", "provenance", "say"]
