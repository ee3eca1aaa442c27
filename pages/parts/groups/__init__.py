"""Whether the customers of a group count as one, on the pages that rank customers."""

from pages.parts.groups.choice import holders

__all__ = ["holders"]
