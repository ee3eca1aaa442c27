"""Who may leave, and what goes with them?"""

from crm_core.rooms.retention.answer import (
    NEEDS,
    answer,
    answer_by_tier,
    answer_of,
    followed_from,
    has_leavers,
    require_latest_year,
)
from crm_core.rooms.retention.calling import Allotted, Followed, Measured, in_force, measured, standing
from crm_core.rooms.retention.calling import to_json as pilots_to_json
from crm_core.rooms.retention.cards import cards
from crm_core.rooms.retention.chances.learning import learn
from crm_core.rooms.retention.chances.leaving import MAX_LISTED
from crm_core.rooms.retention.chances.listing import chance_of
from crm_core.rooms.retention.chances.of_tiers import tiers_today
from crm_core.rooms.retention.figure import draw, draw_calibration, draw_outcomes
from crm_core.rooms.retention.measure import Retention
from crm_core.rooms.retention.reading import say
from crm_core.rooms.retention.work_list import list_rows

__all__ = [
    "MAX_LISTED", "NEEDS", "Allotted", "Followed", "Measured", "Retention", "answer", "answer_by_tier", "answer_of",
    "cards", "chance_of", "draw", "draw_calibration", "draw_outcomes", "followed_from", "has_leavers", "in_force",
    "learn", "list_rows", "measured", "pilots_to_json", "require_latest_year", "say", "standing",
    "tiers_today",
]
