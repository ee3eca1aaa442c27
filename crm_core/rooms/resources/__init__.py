"""Are our people and money where the value is?"""

from crm_core.rooms.resources.answer import NEEDS, answer, known_resources
from crm_core.rooms.resources.cards import cards
from crm_core.rooms.resources.figure import draw
from crm_core.rooms.resources.measure import MONEY, RESOURCES, Against, Parity, Resource, parity
from crm_core.rooms.resources.reading import say, say_flows
from crm_core.rooms.resources.words import resource_label, with_unit

__all__ = [
    "MONEY", "NEEDS", "RESOURCES", "Against", "Parity", "Resource", "answer", "cards", "draw", "known_resources",
    "parity", "resource_label", "say", "say_flows", "with_unit",
]
