"""How should we segment customers, and what follows?"""

from crm_core.rooms.tiers.answer import (
    NEEDS,
    Cut,
    answer,
    book_weights,
    proposed,
    usual_budgets,
    usual_counts,
    usual_cuts,
)
from crm_core.rooms.tiers.answers.before import Before, before
from crm_core.rooms.tiers.answers.difference import FIGURES, Difference, difference, figures
from crm_core.rooms.tiers.answers.outline import NEAR, outline
from crm_core.rooms.tiers.answers.tiering import completed, leakage_of, tiering
from crm_core.rooms.tiers.beside import Beside, Figure, Row, beside, column_meanings
from crm_core.rooms.tiers.cards import cards
from crm_core.rooms.tiers.checks_in_words import downgrade_note, protected_notes
from crm_core.rooms.tiers.consequences.at_risk import AtRisk, at_risk
from crm_core.rooms.tiers.consequences.moves_by_desk import PLACES, Place
from crm_core.rooms.tiers.consequences.shapley import shapley
from crm_core.rooms.tiers.customers.assigned import Standing, assigned, order_of
from crm_core.rooms.tiers.customers.assignment import Placer, assignment
from crm_core.rooms.tiers.customers.comparison import DIRECTIONS, Comparison, Direction
from crm_core.rooms.tiers.customers.departed import Departed
from crm_core.rooms.tiers.customers.exceptions_note import STANDINGS, exceptions_note
from crm_core.rooms.tiers.customers.movers import MoversPage, Order, Wanted, movers, movers_page
from crm_core.rooms.tiers.customers.one_customer import TierOf, tier_of
from crm_core.rooms.tiers.customers.places import places_of_moves
from crm_core.rooms.tiers.customers.service_in_words import service_in_words
from crm_core.rooms.tiers.customers.some import departed_among, known_among, people_of, tiers_of
from crm_core.rooms.tiers.customers.why import Why, why
from crm_core.rooms.tiers.customers.why_in_words import why_in_words
from crm_core.rooms.tiers.cuts_in_words import cut_in_words, tie_cell
from crm_core.rooms.tiers.cutting.exceptions import StandingException, last_day, standings
from crm_core.rooms.tiers.cutting.natural_breaks import natural_breaks
from crm_core.rooms.tiers.explaining.change import explained_change, explained_change_card, explained_change_heading
from crm_core.rooms.tiers.explaining.scheme import explained, explained_card, explained_heading
from crm_core.rooms.tiers.fairness_in_words import fairness_table, given_value_note, region_names, type_names
from crm_core.rooms.tiers.figure import draw, draw_tiers
from crm_core.rooms.tiers.means import means, means_in_words
from crm_core.rooms.tiers.measure import IN_FORCE, YEAR_BEFORE, Outline, Tiering
from crm_core.rooms.tiers.needs_in_words import needs_mark, needs_note
from crm_core.rooms.tiers.pictures.charts import Moved, draw_capacity, draw_moves
from crm_core.rooms.tiers.pictures.fairness import draw_fairness
from crm_core.rooms.tiers.pictures.stacks import colours
from crm_core.rooms.tiers.reading import say
from crm_core.rooms.tiers.scheme.exceptions import MAX_EXCEPTIONS, TierException
from crm_core.rooms.tiers.scheme.group import (
    EVERYBODY,
    BudgetIn,
    By,
    Group,
    How,
    StaffLimit,
    by_label,
    for_group,
    group_heading,
    group_label,
    how_label,
    staff_limit_label,
)
from crm_core.rooms.tiers.scheme.json_text import from_json, to_json
from crm_core.rooms.tiers.scheme.packed import packed, unpacked
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import (
    MAX_TIERS,
    MIN_TIERS,
    NAMES,
    Hold,
    Missing,
    Scheme,
    Tier,
    refuse_repeated,
    tier_label,
)
from crm_core.rooms.tiers.scheme.service import Promise, offer_label, starting_promises
from crm_core.rooms.tiers.scheme.starting import TIERS as STARTING_TIERS
from crm_core.rooms.tiers.scheme.starting import TOP as STARTING_TOP
from crm_core.rooms.tiers.scheme.starting import down_to, examples, starting_parts, starting_scheme, starting_shares
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights, criterion_label, in_percent, locked
from crm_core.rooms.tiers.wording import input_in_words, scheme_in_words
from crm_core.service_models import HOUR_COSTS

__all__ = [
    "CRITERIA", "DIRECTIONS", "EVERYBODY", "FIGURES", "HOUR_COSTS", "IN_FORCE", "MAX_EXCEPTIONS", "MAX_TIERS",
    "MIN_TIERS", "NAMES", "NEAR", "NEEDS", "PLACES", "STANDINGS", "STARTING_TIERS", "STARTING_TOP", "YEAR_BEFORE",
    "AtRisk", "Before", "Beside", "BudgetIn", "By", "Comparison", "Cut", "Departed", "Difference", "Direction",
    "Figure", "Group", "Hold", "How", "Missing", "Moved", "MoversPage", "Order", "Outline", "Place", "Placer",
    "Promise", "Row", "Scheme", "SchemeRefused", "StaffLimit", "Standing", "StandingException", "Tier",
    "TierException", "TierOf", "Tiering", "Wanted", "Weights", "Why", "answer", "assigned", "assignment", "at_risk",
    "before", "beside", "book_weights", "by_label", "cards", "colours", "column_meanings", "completed",
    "criterion_label", "cut_in_words", "departed_among", "difference", "down_to", "downgrade_note", "draw",
    "draw_capacity", "draw_fairness", "draw_moves", "draw_tiers", "examples", "exceptions_note", "explained",
    "explained_card", "explained_change", "explained_change_card", "explained_change_heading", "explained_heading",
    "fairness_table", "figures", "for_group", "from_json", "given_value_note", "group_heading", "group_label",
    "how_label", "in_percent", "input_in_words", "known_among", "last_day", "leakage_of", "locked", "means",
    "means_in_words", "movers", "movers_page", "natural_breaks", "needs_mark", "needs_note", "offer_label",
    "order_of", "outline", "packed", "people_of", "places_of_moves", "proposed", "protected_notes",
    "refuse_repeated", "region_names", "say", "scheme_in_words", "service_in_words", "shapley", "staff_limit_label",
    "standings", "starting_parts", "starting_promises", "starting_scheme", "starting_shares", "tie_cell",
    "tier_label", "tier_of", "tiering", "tiers_of", "to_json", "type_names", "unpacked", "usual_budgets",
    "usual_counts", "usual_cuts", "why", "why_in_words",
]
