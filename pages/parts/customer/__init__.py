"""The cards of the Customer page."""

from pages.parts.customer import cards

__all__ = ["cards"]
