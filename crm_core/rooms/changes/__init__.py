"""What changed, and why?"""

from crm_core.rooms.changes.answer import DESKS, NEEDS, PARTS, By, Parts, answer, measures, products, tells_products
from crm_core.rooms.changes.bridge import bridge
from crm_core.rooms.changes.cards import cards
from crm_core.rooms.changes.figure import draw, draw_parts
from crm_core.rooms.changes.measure import Changes, changes
from crm_core.rooms.changes.reading import say
from crm_core.rooms.changes.words import by_label, parts_label

__all__ = ["DESKS", "NEEDS", "PARTS", "By", "Changes", "Parts", "answer", "bridge", "by_label", "cards",
           "changes", "draw", "draw_parts", "measures",
           "parts_label", "products", "say", "tells_products"]
