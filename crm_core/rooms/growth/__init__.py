"""Who contributes today, who could grow, and what do we do with each?"""

from crm_core.rooms.growth.answer import NEEDS, answer, answer_of, require_latest_year, with_list
from crm_core.rooms.growth.cards import cards, groups_table
from crm_core.rooms.growth.figure import draw, draw_budget, draw_trial
from crm_core.rooms.growth.listing import MAX_LISTED, group_of
from crm_core.rooms.growth.measure import Growth
from crm_core.rooms.growth.reading import say
from crm_core.rooms.growth.trial.learning import learn

__all__ = ["MAX_LISTED", "NEEDS", "Growth", "answer", "answer_of", "cards", "draw", "draw_budget", "draw_trial",
           "group_of", "groups_table", "learn", "require_latest_year", "say", "with_list"]
