"""Can I rely on this data?"""

from crm_core.rooms.data.answer import NEEDS, answer, rate_cards
from crm_core.rooms.data.cards import cards
from crm_core.rooms.data.duplicated import Duplicated, duplicates
from crm_core.rooms.data.figure import draw
from crm_core.rooms.data.measure import Provenance, provenance
from crm_core.rooms.data.reading import say

__all__ = [
    "NEEDS", "Duplicated", "Provenance", "answer", "cards", "draw", "duplicates", "provenance", "rate_cards", "say",
]
