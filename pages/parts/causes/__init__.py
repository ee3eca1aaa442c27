"""The cards of the Causes page."""

from pages.parts.causes import cards

__all__ = ["cards"]
