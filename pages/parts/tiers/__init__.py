"""The tier studio: from what is on the screen to a scheme and back, and a card for each thing that follows from it."""

from pages.parts.tiers import cards, explained
from pages.parts.tiers.answerable import outlined_or_last
from pages.parts.tiers.approval import what_approving_changes
from pages.parts.tiers.approved_tiers import ApprovedTiers, approved_note, approved_tiers
from pages.parts.tiers.carried import carried, carry, carry_back, note_exceptions
from pages.parts.tiers.comparison import adopted_schemes, draw_beside, scheme_of, strip, what_follows, words_of
from pages.parts.tiers.consequences import before, draw_consequences, redraw_consequences
from pages.parts.tiers.controls import chosen_scheme, compared_with, near_a_cut, say_previous_tier
from pages.parts.tiers.customer_tier import CustomerTier, customer_tier_in_force
from pages.parts.tiers.folds import draw_folds
from pages.parts.tiers.from_pareto import TierCut, as_tier_cut
from pages.parts.tiers.load_scheme import open_with
from pages.parts.tiers.promises import draw_promises
from pages.parts.tiers.since_last_data import draw_since_last_data, say_since_last_data

__all__ = [
    "ApprovedTiers", "CustomerTier", "TierCut", "adopted_schemes", "approved_note", "approved_tiers", "as_tier_cut",
    "before", "cards", "carried", "carry", "carry_back", "chosen_scheme", "compared_with", "customer_tier_in_force",
    "draw_beside", "draw_consequences", "draw_folds", "draw_promises", "draw_since_last_data", "explained",
    "near_a_cut", "note_exceptions", "open_with", "outlined_or_last", "redraw_consequences", "say_previous_tier",
    "say_since_last_data", "scheme_of", "strip", "what_approving_changes", "what_follows", "words_of",
]
