"""The tier studio: from what is on the screen to a scheme and back, and a card for each thing that follows from it."""

from pages.studio import cards
from pages.studio.beside import draw_beside, scheme_of, what_follows, words_of
from pages.studio.carried import Carried, carried_over
from pages.studio.chosen import chosen_scheme, compared_with, near_a_cut
from pages.studio.placed import Placed, placed_in_force
from pages.studio.promises import draw_promises
from pages.studio.restored import restore

__all__ = [
    "Carried", "Placed", "cards", "carried_over", "chosen_scheme", "compared_with", "draw_beside", "draw_promises",
    "near_a_cut", "placed_in_force", "restore", "scheme_of", "what_follows", "words_of",
]
