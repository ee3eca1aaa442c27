"""Why one customer changes tier, in sentences."""

from __future__ import annotations

from crm_core.language import N_, Message, _, all_of
from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.customers.reasons_to_move import crossing_in_words
from crm_core.rooms.tiers.customers.why import Why
from crm_core.rooms.tiers.scheme.weights import criterion_noun

_DECISIVE: dict[tuple[bool, str], tuple[Message, Message]] = {
    (True, "down"): (N_("Without the change in {criteria} the customer would not have gone down."),
                     N_("Without the change in any one of {criteria} the customer would not have gone down.")),
    (True, "up"): (N_("Without the change in {criteria} the customer would not have gone up."),
                   N_("Without the change in any one of {criteria} the customer would not have gone up.")),
    (False, "down"): (N_("Had {criteria} kept its weight in the score, the customer would not go down."),
                      N_("Had any one of {criteria} kept its weight in the score, the customer would not go down.")),
    (False, "up"): (N_("Had {criteria} kept its weight in the score, the customer would not go up."),
                    N_("Had any one of {criteria} kept its weight in the score, the customer would not go up.")),
}


def why_in_words(found: Why, compared: Comparison) -> str:
    """The values against the threshold, and what of them made the difference."""
    if found.direction == "same":
        return _("By the thresholds alone the customer stays in {tier}.", tier=found.due_now)
    if not found.is_comparable:
        return _("The customer was ranked by another measure before, so the two values cannot be compared: {before} "
                 "before, {now} now.", before=found.due_then, now=found.due_now)
    if found.crossing is None:
        return _("By the thresholds alone: {before} before, {now} now.", before=found.due_then, now=found.due_now)
    sentences = [crossing_in_words(compared, found.by_now, found.crossing, found.value_then, found.value_now)]
    if found.is_by_threshold:
        sentences.append(_("The threshold alone would have been enough: with the value unchanged the customer would "
                           "change tier too."))
    elif decisive := found.decisive:
        one, many = _DECISIVE[(compared.is_apart, found.direction)]
        sentences.append(_(one if len(decisive) == 1 else many,
                           criteria=all_of([criterion_noun(name) for name in decisive])))
    elif found.parts is not None:
        sentences.append(_("No single criterion made the difference: it takes several of them together."))
    return " ".join(sentences)
