"""Customers that are likely one: pair by pair, and the list of the data in use."""

from pages.parts.duplicates.cards import IDENTITY_LABELS, duplicates_card, duplicates_in_use

__all__ = ["IDENTITY_LABELS", "duplicates_card", "duplicates_in_use"]
