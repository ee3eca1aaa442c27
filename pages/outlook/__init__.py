"""The demand page's parts: what is asked, a card for each thing that follows, and assumptions laid over it."""

from pages.outlook import cards
from pages.outlook.assumed import draw_assumed
from pages.outlook.beside import draw_beside
from pages.outlook.chosen import chosen
from pages.outlook.restored import restore

__all__ = ["cards", "chosen", "draw_assumed", "draw_beside", "restore"]
