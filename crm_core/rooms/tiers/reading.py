"""A scheme's consequences in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.tiers.cuts_in_words import limiter_sentence, margin_in_words, tie_sentences
from crm_core.rooms.tiers.fairness_in_words import closer_look
from crm_core.rooms.tiers.measure import IN_FORCE, Outline, Tiering
from crm_core.rooms.tiers.needs_in_words import STEADY, agreement
from crm_core.rooms.tiers.scheme.group import EVERYBODY
from crm_core.vocabulary import type_noun


@made_once
def say(result: Outline, money: Money) -> Reading:
    """What the best tier contributes, what the service costs, and who changes tier."""
    headline = " ".join(filter(None, (best_tier(result, money), _service(result, money), _default(result))))
    if not isinstance(result, Tiering):
        return Reading(headline)
    sentences = (limiter_sentence(result), *tie_sentences(result, money), _agreements(result), _moves(result, money),
                 _held(result), _exceptions(result), _default_service(result, money), over_capacity(result),
                 _near(result), closer_look(result))
    return Reading(headline, " ".join(filter(None, sentences)))


def base_noun(result: Tiering) -> str:
    """What moves are counted from, in a sentence."""
    return _("the current scheme") if result.against == IN_FORCE else _("the year before")


def best_tier(result: Outline, money: Money) -> str:
    """What the best tier contributes; what it holds, where nobody's contribution is known; only its size where neither
    is."""
    best = result.tiers.iloc[0]
    tier, share = result.scheme.labels[0], percent(best["customer_share"])
    if not best["customers"]:
        return ngettext("The only customer does not reach {tier}.", "None of the {count} customers reaches {tier}.",
                        result.customers, tier=tier)
    if not result.tiers["contribution"].any():
        if not result.tiers["balance"].any():
            return _("{tier} is {share} of customers.", tier=tier, share=share)
        return _("{tier} is {share} of customers and holds {amount} of balances.", tier=tier, share=share,
                 amount=money.short(best["balance"]))
    if math.isnan(best["contribution_share"]):
        return _("{tier} is {share} of customers and generates {amount} of contribution.", tier=tier, share=share,
                 amount=money.short(best["contribution"]))
    return _("{tier} is {share} of customers and generates {part} of contribution.", tier=tier, share=share,
             part=percent(best["contribution_share"]))


def _service(result: Outline, money: Money) -> str:
    """What the service costs, once somebody has set it."""
    if "promises" in result.examples:
        return ""
    cost, used = money.short(result.service_cost), _used(result)
    if not used:
        return _("The service commitments to all tiers cost {cost} a year.", cost=cost)
    if serves_others(result):
        return _("The service commitments to these customers cost {cost} a year; those to all whom the same staff "
                 "serves use {used} of staff hours.", cost=cost, used=used)
    return _("The service commitments to all tiers cost {cost} a year and use {used} of staff hours.", cost=cost,
             used=used)


def _default(result: Outline) -> str:
    return _("These are default thresholds, not an approved scheme.") if "cuts" in result.examples else ""


def _default_service(result: Outline, money: Money) -> str:
    """What the service would cost while nobody has set it: never in the headline."""
    if "promises" not in result.examples:
        return ""
    cost, used = money.short(result.service_cost), _used(result)
    if not used:
        return _("The service commitments are defaults until a scheme is saved: they would cost {cost} a year.",
                 cost=cost)
    if serves_others(result):
        return _("The service commitments are defaults until a scheme is saved: to these customers they would cost "
                 "{cost} a year; those to all whom the same staff serves would use {used} of staff hours.", cost=cost,
                 used=used)
    return _("The service commitments are defaults until a scheme is saved: they would cost {cost} a year and use "
             "{used} of staff hours.", cost=cost, used=used)


def _used(result: Outline) -> str:
    if result.staffing is None or result.staffing.used_rate is None:
        return ""
    return percent(result.staffing.used_rate)


def serves_others(result: Outline) -> bool:
    """Whether the staff's hours are committed to customers besides those in scope: of other types or segments."""
    return result.staffing is not None and not math.isclose(
        result.staffing.hours, result.tiers["staffed_hours"].sum(), rel_tol=1e-6, abs_tol=0.5)


def over_capacity(result: Tiering) -> str:
    """Which managers have more hours committed than they have; empty when none."""
    if result.capacity is None or not result.capacity.overbooked:
        return ""
    fullest = result.capacity.managers.iloc[0]
    words = {"name": str(fullest["name"]), "used": percent(fullest["used_rate"], decimals=0)}
    if "promises" in result.examples:
        return ngettext(
            "With these defaults {count} manager would be over capacity: {name}, at {used} of available hours.",
            "With these defaults {count} managers would be over capacity, with {name} at {used} of available hours.",
            result.capacity.overbooked, **words)
    return ngettext("{count} manager would be over capacity: {name}, at {used} of available hours.",
                    "{count} managers would be over capacity, with {name} at {used} of available hours.",
                    result.capacity.overbooked, **words)


def _moves(result: Tiering, money: Money) -> str:
    if result.moves is None or result.moves.moved_share is None:
        return ""
    moved, base = result.moves, base_noun(result)
    customers = moved.customers("up") + moved.customers("down")
    if not customers:
        return _("No customer changes tier compared with {base}.", base=base)
    return ngettext(
        "Compared with {base}, {count} customer ({share}) changes tier: {up} up and {down} down, with {balance} of "
        "balances.",
        "Compared with {base}, {count} customers ({share}) change tier: {up} up and {down} down, with {balance} of "
        "balances.", customers, base=base, share=percent(result.moves.moved_share),
        up=number(result.moves.customers("up")), down=number(result.moves.customers("down")),
        balance=money.short(moved.total("balance", "up", "down")))


def _held(result: Tiering) -> str:
    """Tiers are counted by the thresholds; the list that is exported follows the stability rule."""
    if result.hold is None:
        return ""
    if result.against == IN_FORCE:
        return _("The exported tiers follow the stability rule, starting from the current tiers.")
    return ngettext(
        "The stability rule keeps {count} customer in another tier than the thresholds give; the exported tiers follow "
        "the rule.",
        "The stability rule keeps {count} customers in another tier than the thresholds give; the exported tiers "
        "follow the rule.", result.hold.waiting)


def _exceptions(result: Tiering) -> str:
    """How many customers are placed by hand, whatever the thresholds give, and how many exceptions hold nobody."""
    many = sum(each.standing == "holds" for each in result.exceptions)
    idle = len(result.exceptions) - many
    return " ".join(filter(None, (
        ngettext("{count} customer is placed by hand.", "{count} customers are placed by hand.", many) if many else "",
        ngettext("{count} exception holds nobody.", "{count} exceptions hold nobody.", idle) if idle else "")))


def _near(result: Tiering) -> str:
    if result.cuts.empty:
        return ""
    row = result.cuts.sort_values(["near_customers", "tier"], ascending=[False, True]).iloc[0]
    customers = int(row["near_customers"])
    if not customers:
        return ""
    by = next(group.by for group in result.scheme.groups if group.of == row["of"])
    words = {"margin": margin_in_words(by, float(row["near"])), "tier": result.scheme.labels[int(row["tier"]) - 1]}
    if row["of"] == EVERYBODY:
        return ngettext("{count} customer is within {margin} of the {tier} threshold.",
                        "{count} customers are within {margin} of the {tier} threshold.", customers, **words)
    return ngettext("{count} customer is within {margin} of the {tier} threshold for {types}.",
                    "{count} customers are within {margin} of the {tier} threshold for {types}.", customers,
                    types=type_noun(row["of"]), **words)


def _agreements(result: Tiering) -> str:
    """Of tiers by need, whether they can be relied on; of several groups the least steady."""
    if not result.needs:
        return ""
    least = min(result.needs.values(), key=lambda need: (not math.isnan(need.stability), need.stability))
    if least.stability >= STEADY or math.isnan(least.stability):
        return agreement(least)
    return " ".join((agreement(least), _("Groups as unstable as these are not a sound basis for tiers.")))
