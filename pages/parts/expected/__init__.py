"""What is expected of customers, for pages that show it beside other things: who may leave, and who could grow."""

from pages.parts.expected.asked import could_grow, may_leave
from pages.parts.expected.offer import draw_offer

__all__ = ["could_grow", "draw_offer", "may_leave"]
