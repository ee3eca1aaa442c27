"""A scheme's consequences in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.tiers.cuts_in_words import tie_sentences
from crm_core.rooms.tiers.cutting.needs import Needs
from crm_core.rooms.tiers.measure import IN_FORCE, Outline, Tiering
from crm_core.rooms.tiers.scheme.group import EVERYBODY, group_label

STEADY = 0.8
"""Agreement below which clusters found in halves of the customers are other clusters; 0.8 and more is called good
recovery (Steinley, *Psychological Methods* 9, 2004)."""


def say(result: Outline, money: Money) -> Reading:
    """What the best tier holds, whether everybody can be served as promised, and who changes place."""
    best = result.tiers.iloc[0]
    if not best["customers"]:
        of = f" of the {number(result.customers)} customers" if result.customers > 1 else ""
        headline = f"Nobody{of} reaches {best['name']}"
    else:
        headline = f"{best['name']} is {percent(best['customer_share'])} of customers{_weight(result, money)}"
        if "promises" not in result.examples:
            headline += (f"; serving all tiers as promised costs {money.short(result.service_cost)} a "
                         f"year{_hours(result, 'takes')}")
    if "cuts" in result.examples:
        beginning = headline.replace("Nobody", "nobody", 1) if not best["customers"] else headline
        headline = f"In the starting scheme, an example until one is approved, {beginning}"
    headline += "."
    if not isinstance(result, Tiering):
        return Reading(headline)
    sentences = (*tie_sentences(result, money), _agreements(result), _moves(result, money), _held(result),
                 _example(result, money), _overbooked(result), _near(result, money), _fairness(result))
    return Reading(headline, " ".join(filter(None, sentences)))


def _weight(result: Outline, money: Money) -> str:
    """What the best tier brings; what it holds, where the book says of nobody what they bring. Nothing of what it says
    of nobody at all."""
    best = result.tiers.iloc[0]
    if not result.tiers["contribution"].any():
        return f", who hold {money.short(best['balance'])}" if result.tiers["balance"].any() else ""
    if not math.isnan(best["contribution_share"]):
        return f", who bring {percent(best['contribution_share'])} of contribution"
    return f", who bring {money.short(best['contribution'])}"


def _example(result: Outline, money: Money) -> str:
    """What the promises come to while nobody has set them: never in the headline."""
    if "promises" not in result.examples:
        return ""
    return (f"What the tiers are promised is an example until a scheme is saved: it would cost "
            f"{money.short(result.service_cost)} a year{_hours(result, 'take')}.")


def _hours(result: Outline, takes: str) -> str:
    if result.staffing is None or result.staffing.used_rate is None:
        return ""
    return f" and {takes} {percent(result.staffing.used_rate)} of the staff's hours"


def _overbooked(result: Tiering) -> str:
    if result.capacity is None or not result.capacity.overbooked:
        return ""
    fullest = result.capacity.managers.iloc[0]
    example = "In this example " if "promises" in result.examples else ""
    return (f"{example}{count(result.capacity.overbooked, 'manager')} would be promised out for more hours than they "
            f"have, {fullest['name']} for {percent(fullest['used_rate'], decimals=0)} of them.")


def _moves(result: Tiering, money: Money) -> str:
    if result.moves is None or result.moves.moved_share is None:
        return ""
    moved = result.moves.moved
    if not moved["customers"].sum():
        return f"Nobody changes tier against {result.against}."
    return (f"Against {result.against}, {count(int(moved['customers'].sum()), 'customer')} "
            f"({percent(result.moves.moved_share)}) change tier: {number(result.moves.customers('up'))} up and "
            f"{number(result.moves.customers('down'))} down, with {money.short(moved['balance'].sum())} of balances.")


def _held(result: Tiering) -> str:
    """Tiers are counted by the cuts; the list that is exported obeys the hold rule."""
    if result.hold is None:
        return ""
    if result.against == IN_FORCE:
        return "The exported tiers obey the hold rule, beginning from the tiers in force."
    return (f"The hold rule keeps {count(result.hold.waiting, 'customer')} in another tier than the cuts say; the "
            "exported tiers obey it.")


def _near(result: Tiering, money: Money) -> str:
    if result.cuts.empty:
        return ""
    row = result.cuts.sort_values(["near_customers", "tier"], ascending=[False, True]).iloc[0]
    if not row["near_customers"]:
        return ""
    by = next(group.by for group in result.scheme.groups if group.of == row["of"])
    within = f"{row['near']:g} points" if by == "score" else percent(row["near"] / 100)
    if by == "score" and row["near"] == 1:
        within = "1 point"
    of = "" if row["of"] == EVERYBODY else f" of {group_label(row['of'])}"
    name = result.scheme.tiers[int(row["tier"]) - 1].name
    who = count(int(row["near_customers"]), "customer stands", "customers stand")
    return f"{who} within {within} of the cut for {name}{of}."


def agreement(need: Needs) -> str:
    """How far the clusters are found again in halves of the customers."""
    if math.isnan(need.stability):
        return "There are too few customers to look for these groups again in halves of them."
    return (f"The groups are found again in halves of the customers with an agreement of {need.stability:.2f} (1 is "
            "the same each time, 0 is chance).")


def _agreements(result: Tiering) -> str:
    """Of tiers by need, whether they can be relied on; of several groups the least steady."""
    if not result.needs:
        return ""
    least = min(result.needs.values(), key=lambda need: (not math.isnan(need.stability), need.stability))
    warning = " So unsteady a grouping is no ground for a tier." if least.stability < STEADY else ""
    return agreement(least) + warning


def _fairness(result: Tiering) -> str:
    regions = result.fairness["region_id"]
    if not regions.is_flagged:
        return ""
    named = dict(zip(result.groups["region_id"], result.groups["region"], strict=True))
    return (f"{named[regions.lowest]} reaches {result.scheme.tiers[0].name} at {percent(regions.impact_rate)} of the "
            f"rate of {named[regions.highest]}: less than four fifths, a rule of thumb for a closer look.")
