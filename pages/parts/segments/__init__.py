"""The page of segments: its controls, its tables, and the form for names."""

from pages.parts.segments.cards import changes, figures, products, profiles, tiers
from pages.parts.segments.controls import chosen_segmentation
from pages.parts.segments.naming import naming

__all__ = ["changes", "chosen_segmentation", "figures", "naming", "products", "profiles", "tiers"]
