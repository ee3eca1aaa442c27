"""What is in the book, and what should I look at first?"""

from crm_core.overview.answer import Measure, answer
from crm_core.overview.figure import draw, draw_parts
from crm_core.overview.measure import Overview, overview
from crm_core.overview.reading import say

__all__ = ["Measure", "Overview", "answer", "draw", "draw_parts", "overview", "say"]
