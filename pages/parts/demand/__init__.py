"""The demand page: its controls, a card for each thing that follows, and assumptions applied to the forecast."""

from pages.parts.demand import cards
from pages.parts.demand.approval import what_approving_a_plan_changes
from pages.parts.demand.assumptions import draw_assumptions
from pages.parts.demand.comparison import draw_comparison
from pages.parts.demand.controls import draw_controls
from pages.parts.demand.load_plan import plan_in_words, restore_plan

__all__ = [
    "cards", "draw_assumptions", "draw_comparison", "draw_controls", "plan_in_words", "restore_plan",
    "what_approving_a_plan_changes",
]
