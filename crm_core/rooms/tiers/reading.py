"""A scheme's consequences in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.tiers.cuts_in_words import tie_sentences
from crm_core.rooms.tiers.measure import IN_FORCE, Outline, Tiering
from crm_core.rooms.tiers.scheme.group import EVERYBODY, group_label


def say(result: Outline, money: Money) -> Reading:
    """What the best tier holds, whether everybody can be served as promised, and who changes place."""
    best = result.tiers.iloc[0]
    if not best["customers"]:
        headline = f"Nobody of the {number(result.customers)} customers reaches {best['name']}."
    else:
        headline = (f"{best['name']} is {percent(best['customer_share'])} of customers, who "
                    f"{_weight(result, money)}; serving all "
                    f"tiers as promised costs {money.short(result.service_cost)} a year{_hours(result)}.")
    if not isinstance(result, Tiering):
        return Reading(headline)
    sentences = (*tie_sentences(result, money), _moves(result, money), _held(result), _overbooked(result),
                 _near(result, money), _fairness(result))
    return Reading(headline, " ".join(filter(None, sentences)))


def _weight(result: Outline, money: Money) -> str:
    """What the best tier brings; what it holds, where the book says of nobody what they bring."""
    best, brought = result.tiers.iloc[0], result.tiers["contribution"]
    if not brought.any():
        return f"hold {money.short(best['balance'])}"
    if brought.sum() > 0:
        return f"bring {percent(best['contribution_share'])} of contribution"
    return f"bring {money.short(best['contribution'])}"


def _hours(result: Outline) -> str:
    if result.staffing is None or result.staffing.used_rate is None:
        return ""
    return f" and takes {percent(result.staffing.used_rate)} of the staff's hours"


def _overbooked(result: Tiering) -> str:
    if result.capacity is None or not result.capacity.overbooked:
        return ""
    fullest = result.capacity.managers.iloc[0]
    return (f"{count(result.capacity.overbooked, 'manager')} would be promised out for more hours than they have, "
            f"{fullest['name']} for {percent(fullest['used_rate'], decimals=0)} of them.")


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


def _fairness(result: Tiering) -> str:
    regions = result.fairness["region_id"]
    if not regions.is_flagged:
        return ""
    named = dict(zip(result.groups["region_id"], result.groups["region"], strict=True))
    return (f"{named[regions.lowest]} reaches {result.scheme.tiers[0].name} at {percent(regions.impact_rate)} of the "
            f"rate of {named[regions.highest]}: less than four fifths, a rule of thumb for a closer look.")
