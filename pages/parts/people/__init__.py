"""Who may see what, and the record of who did what: for stewards, on the Data page."""

from pages.parts.people.cards import people

__all__ = ["people"]
