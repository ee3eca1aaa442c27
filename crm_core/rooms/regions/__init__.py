"""Where should we invest, maintain or reduce?"""

from crm_core.rooms.regions.answer import NEEDS, answer
from crm_core.rooms.regions.cards import cards
from crm_core.rooms.regions.criteria import CRITERIA, Criterion, weights
from crm_core.rooms.regions.figure import draw, draw_growth_share, draw_ranked, draw_stability, draw_two
from crm_core.rooms.regions.matrix import POSITIONS
from crm_core.rooms.regions.measure import Regions, regions
from crm_core.rooms.regions.point_reading import KINDS, Point, points_to_read, say_points
from crm_core.rooms.regions.reading import SURE, caveats, say, say_growth, say_matrix, say_measure, say_region, say_sure
from crm_core.rooms.regions.scorecard_reading import scorecard_to_read
from crm_core.rooms.regions.wording import position_label

__all__ = [
    "CRITERIA", "KINDS", "NEEDS", "POSITIONS", "SURE", "Criterion", "Point", "Regions", "answer", "cards", "caveats",
    "draw", "draw_growth_share", "draw_ranked", "draw_stability", "draw_two", "points_to_read", "position_label",
    "regions", "say", "say_growth", "say_matrix", "say_measure", "say_points", "say_region", "say_sure",
    "scorecard_to_read", "weights",
]
