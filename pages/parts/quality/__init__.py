"""The cards of the Quality page."""

from pages.parts.quality import cards

__all__ = ["cards"]
