"""The tier studio: from what is on the screen to a scheme and back, and a card for each thing that follows from it."""

from pages.parts.tiers import cards
from pages.parts.tiers.carried import carried, carry, carry_back, note_exceptions
from pages.parts.tiers.comparison import adopted_schemes, draw_beside, scheme_of, what_follows, words_of
from pages.parts.tiers.controls import chosen_scheme, compared_with, near_a_cut
from pages.parts.tiers.customer_tier import CustomerTier, customer_tier_in_force
from pages.parts.tiers.from_pareto import TierCut, as_tier_cut
from pages.parts.tiers.load_scheme import open_with, restore
from pages.parts.tiers.promises import draw_promises

__all__ = [
    "CustomerTier",
    "TierCut",
    "adopted_schemes",
    "as_tier_cut",
    "cards",
    "carried",
    "carry",
    "carry_back",
    "chosen_scheme",
    "compared_with",
    "customer_tier_in_force",
    "draw_beside",
    "draw_promises",
    "near_a_cut",
    "note_exceptions",
    "open_with",
    "restore",
    "scheme_of",
    "what_follows",
    "words_of",
]
