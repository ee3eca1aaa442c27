"""The figures and cards of the tiers in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.house_style import NOTHING, Money, change, count, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.tiers.cuts_in_words import tie_sentences
from crm_core.rooms.tiers.cutting.needs import Needs
from crm_core.rooms.tiers.cutting.scoring import NAMES
from crm_core.rooms.tiers.measure import YEAR_BEFORE, Outline, Tiering
from crm_core.rooms.tiers.pictures.charts import Moved
from crm_core.rooms.tiers.reading import agreement
from crm_core.rooms.tiers.scheme.group import Group, group_label

MOVED: Mapping[Moved, str] = {
    "customers": "Customers", "contribution": "Contribution", "balance": "Balances",
    "service_cost_change": "Service cost",
}
"""What is counted of those who move, as it is named."""
_LACKING = {"left_out": "judged by the other criteria", "lowest": "counted as the lowest",
            "middle": "counted as the middle"}
EXAMPLE = "The promises and unit costs are starting values: an example until a scheme is saved."
NO_YEAR_BEFORE = "The book does not hold the whole year before."


def metrics(result: Tiering, money: Money) -> tuple[Metric, ...]:
    """The best tier's customers, what the service costs, how full the staff is, and how many change tier."""
    best, moved = result.tiers.iloc[0], result.moves
    before = result.service_cost - moved.service_cost_change if moved else 0
    used = result.staffing.used_rate if result.staffing else None
    example = f" {EXAMPLE}" if "promises" in result.examples else ""
    return (
        Metric(f"{best['name']} customers", number(best["customers"]), f"{percent(best['customer_share'])} of all."),
        Metric("Service, as an example" if example else "Service as promised", money.short(result.service_cost),
               f"Of all tiers, a year, at the unit costs below.{example}",
               change(result.service_cost / before - 1) if before > 0 and result.against == YEAR_BEFORE else "",
               "down"),
        Metric("Staff hours, as an example" if example else "Staff hours taken", percent(used) if used else NOTHING,
               "Hours promised in channels that need people, over the hours of the managers of the regions in scope. "
               f"All customers of these regions count: hours are shared.{example}"),
        Metric("Change tier", number(moved.moved["customers"].sum()) if moved else NOTHING,
               f"Against {result.against}." if moved else NO_YEAR_BEFORE),
    )


def cuts(group: Group, *, is_example: bool = False) -> Caption:
    """What the first picture shows."""
    note = "The shares are starting values: an example until a scheme is saved or approved." if is_example else ""
    return Caption("Customers by need" if group.how == "needs" else "Where the cuts fall", note)


def cuts_notes(result: Outline, money: Money) -> tuple[str, ...]:
    """How good the cuts are, where the way of cutting says so."""
    fit = [f"Of the spread of values, {percent(gvf)} lies between the tiers."
           for gvf in result.cuts["gvf"].dropna().head(1)]
    fit += tie_sentences(result, money, material=0.001)
    for missed in result.cuts["missed_at_most"].dropna().head(1):
        more = f"more than {money.short(missed)} on top of" if missed >= 1 else "more of"
        fit.append(f"No other cuts within the budget could put {more} the contribution in high tiers.")
    return tuple(fit)


def needs_note(need: Needs) -> str:
    """How steady tiers by need are."""
    return f"Customers who use the bank alike. {agreement(need)}"


def lacking_note(result: Outline) -> str:
    """How many customers lack which criterion, and what becomes of them; empty when none does."""
    lacking = ", ".join(f"{number(each.customers)} without {each.what}" for each in result.lacking
                        if each.counts and each.customers)
    sentences = [f"{lacking}: {_LACKING[result.scheme.missing]}."] if lacking else []
    if result.unknown:
        first, last = [NAMES[name] for name in result.unknown[:-1]], NAMES[result.unknown[-1]]
        names = f"{', '.join(first)} and {last}" if first else last
        sentences.append(f"The data does not have {names}: the other criteria take that part of the score.")
    return " ".join(sentences)


def fairness(result: Outline) -> Caption:
    """Who reaches the best tier."""
    return Caption(f"Who reaches {result.tiers['name'].iloc[0]}")


def fairness_notes(result: Outline) -> tuple[str, ...]:
    """How far the last group is behind the first, and whether some are too small to compare."""
    names = {kind: group_label(kind).capitalize() for kind in result.groups["customer_type"].unique()} | dict(
        zip(result.groups["region_id"], result.groups["region"], strict=True))
    rates = [f"{names[each.lowest]} at {percent(each.impact_rate)} of the rate of {names[each.highest]}"
             if each.lowest != each.highest else "all compared groups at the same rate"
             for each in result.fairness.values() if each.impact_rate is not None]
    notes = [f"Adverse-impact ratio: {'; '.join(rates)}. Below four fifths, the amber line, a closer look is worth "
             "while: a rule of thumb, no test."] if rates else []
    if not all(group.is_compared for each in result.fairness.values() for group in each.groups):
        notes.append("Slanted: too few customers to compare.")
    return tuple(notes)


def moves(result: Tiering) -> Caption:
    """How many change tier."""
    if result.moves is None or result.moves.moved_share is None:
        return Caption("Nothing to compare with")
    return Caption(f"{percent(result.moves.moved_share)} change tier against {result.against}")


def moves_note(result: Tiering, money: Money) -> str:
    """What goes up and down with those who move."""
    moved = result.moves
    if moved is None:
        return NO_YEAR_BEFORE
    up, down = moved.of("up").sum(), moved.of("down").sum()
    dearer = "more" if moved.service_cost_change >= 0 else "less"
    outside = (f" {count(moved.customers('entered'), 'customer')} entered and {number(moved.customers('left'))} left."
               if moved.customers("entered") or moved.customers("left") else "")
    is_cut_anew = result.against == YEAR_BEFORE and result.scheme.groups[0].how not in ("cuts", "needs")
    example = " (by the example promises)" if "promises" in result.examples else ""
    own = " Each year is cut by its own lines." if is_cut_anew else ""
    return (f"{money.short(up['contribution'])} of contribution and {money.short(up['balance'])} of balances go up, "
            f"{money.short(down['contribution'])} and {money.short(down['balance'])} down; the service promised costs "
            f"{money.short(abs(moved.service_cost_change))} {dearer}{example}.{outside}{own}")


def hold_note(result: Tiering) -> str:
    """What the hold rule saves; empty without one."""
    rule = result.hold
    if rule:
        return (f"Over two years the hold rule saves {number(rule.changes - rule.changes_held)} of "
                f"{number(rule.changes)} changes of tier, and {number(rule.flaps - rule.flaps_held)} of "
                f"{count(rule.flaps, 'customer')} are not sent there and back.")
    if not result.scheme.hold.holds:
        return ""
    return ("What the hold rule saves is not known for tiers by need." if result.needs else
            "What the hold rule saves takes three whole years; this book does not hold them from here.")


def promises(result: Outline) -> Caption:
    """The table of names and promises."""
    example = f" {EXAMPLE}" if "promises" in result.examples else ""
    return Caption("What each tier is promised",
                   f"Change any cell and the figures follow; the channels make 100%.{example}")


def capacity(result: Tiering) -> Caption:
    """Whether the managers, and the branches together, have the hours."""
    if result.capacity is None:
        return Caption("No staff file")
    over, branches = result.capacity.overbooked, result.capacity.overbooked_branches
    who = [count(over, "manager")] if over else []
    if branches:
        who.append(count(branches, "branch", "branches"))
    example = EXAMPLE if "promises" in result.examples else ""
    return Caption(f"{' and '.join(who) or 'Nobody is'} promised out for more hours than they have", example)


def capacity_note(result: Tiering) -> str:
    """The hours of each tier, and those that no manager has to give."""
    if result.capacity is None or result.staffing is None:
        return "A staff file with capacity_hours would say whether the promises can be kept."
    tiers = zip(result.tiers["name"], result.staffing.tier_hours, result.staffing.tier_used_rates, strict=True)
    hours = ", ".join(f"{name} {number(hours)}" + (f" ({percent(rate)})" if rate > 0 else "")
                      for name, hours, rate in tiers)
    return (f"Staff hours promised a year, and their part of all there are: {hours}. "
            f"{number(result.capacity.unmanaged_hours)} of them to "
            f"{count(result.capacity.unmanaged_customers, 'customer')} without a manager.")


def leakage(result: Tiering, money: Money) -> Caption:
    """What premium service goes to tiers that are not entitled to it."""
    if result.leakage is None:
        return Caption("Served beyond the promise")
    example = f" {EXAMPLE}" if "promises" in result.examples else ""
    return Caption(f"{money.short(result.leakage.premium_cost)} of premium service goes to tiers not entitled to it",
                   "Served in a year beyond the promise, at its cost an hour; premium is what a better tier is "
                   f"promised more of.{example}")


def leakage_notes(result: Tiering, money: Money) -> tuple[str, ...]:
    """All that is served beyond the promise, and what the contacts do not say; why nothing is known."""
    leak = result.leakage
    if leak is None:
        return ("Tiers by need are not held against contacts." if result.needs else
                "A contacts file with handle_minutes would say what is served beyond the promises.",)
    notes = [f"All beyond the promise: {money.short(leak.cost)}, of {count(leak.contacts, 'recorded contact')}."]
    if leak.untimed:
        notes.append(f"{count(leak.untimed, 'contact')} without a handling time count as no time.")
    if leak.unpriced:
        notes.append(f"An hour has no cost yet in: {', '.join(leak.unpriced)}.")
    return tuple(notes)
