"""What the studio shows of a scheme: a card for each thing that follows from it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crm_core.house_style import NOTHING, Money, change, count, number, percent
from crm_core.rooms import tiers
from crm_core.rooms.tiers import YEAR_BEFORE, Outline, Scheme, Tiering
from pages import frame

LACKING = {"left_out": "judged by the other criteria", "lowest": "counted as the lowest",
           "middle": "counted as the middle"}
MOVED: Mapping[tiers.Moved, str] = {
    "customers": "Customers", "contribution": "Contribution", "balance": "Balances",
    "service_cost_change": "Service cost",
}
_HELD = {"brought": "contribution", "held": "balance"}
NO_YEAR_BEFORE = "The book does not hold the whole year before."


def figures(result: Tiering, money: Money) -> None:
    """The four figures."""
    best, moved = result.tiers.iloc[0], result.moves
    before = result.service_cost - moved.service_cost_change if moved else 0
    used = result.staffing.used_rate if result.staffing else None
    frame.metrics(
        frame.Metric(f"{best['name']} customers", number(best["customers"]),
                     f"{percent(best['customer_share'])} of all."),
        frame.Metric("Service as promised", money.short(result.service_cost),
                     "Of all tiers, a year, at the unit costs below.",
                     change(result.service_cost / before - 1) if before > 0 and result.against == YEAR_BEFORE
                     else "", "down"),
        frame.Metric("Staff hours taken", percent(used) if used else NOTHING,
                     "Hours promised in channels that need people, over the hours of the managers of the regions in "
                     "scope. All customers of these regions count: hours are shared."),
        frame.Metric("Change tier", number(moved.moved["customers"].sum()) if moved else NOTHING,
                     f"Against {result.against}." if moved else NO_YEAR_BEFORE),
    )


def cuts(outlined: Outline, money: Money) -> None:
    """Where the cuts fall, and who is near them; for tiers by need, what marks each."""
    scheme = outlined.scheme
    shown = scheme.groups[0].of
    if scheme.is_by_type:
        shown = frame.choice("shown", "Customers", {group.of: tiers.group_label(group.of).capitalize()
                                                    for group in scheme.groups})
    picture = tiers.draw(outlined, money, of=shown)
    if picture:
        frame.chart(picture, alt=f"Customers by {scheme.groups[0].by}, coloured by tier, with the cuts.")
    elif shown in outlined.needs:
        _needs(outlined, shown)
    else:
        st.caption(frame.escape(f"There are no {tiers.group_label(shown)} here."))
    if len(outlined.cuts):
        near = outlined.cuts.assign(
            name=[scheme.tiers[tier - 1].name for tier in outlined.cuts["tier"]],
            whose=[tiers.group_label(of).capitalize() for of in outlined.cuts["of"]],
            cut=[tiers.cut_in_words(scheme.groups[0].by, cut, money) for cut in outlined.cuts["at_least"]])
        whose = {"whose": "Customers"} if scheme.is_by_type else {}
        frame.table(near, whose | {"name": "Tier", "cut": "From", "near_customers": "Customers near the cut"},
                    alt="The cuts, and how many customers are near them")
    for gvf in outlined.cuts["gvf"].dropna().head(1):
        st.caption(frame.escape(f"Of the spread of values, {percent(gvf)} lies between the tiers."))
    for missed in outlined.cuts["missed_at_most"].dropna().head(1):
        more = f"more than {money.short(missed)} on top of" if missed >= 1 else "more of"
        st.caption(frame.escape(f"No other cuts within the budget could put {more} the contribution in high tiers."))


def holdings(outlined: Outline, money: Money) -> None:
    """What each tier has, and what criteria its customers lack."""
    frame.chart(tiers.draw_tiers(outlined, money), alt="The tiers' parts of customers, money and service cost.")
    unit = money.prefix if len(money.prefix) > 1 else ""  # a long one has no room in each row
    rows = outlined.tiers.assign(**{name: [money.short(amount).replace(unit, "") if unit else money.short(amount)
                                           for amount in outlined.tiers[of]] for name, of in _HELD.items()})
    frame.table(rows, {"name": "Tier", "customers": "Customers", "brought": f"Brings {unit}".strip(),
                       "held": "Balances"},
                alt="Customers, contribution and balances by tier")
    lacking = ", ".join(f"{number(each.customers)} without {each.what}" for each in outlined.lacking
                        if each.counts and each.customers)
    if lacking:
        st.caption(frame.escape(f"{lacking}: {LACKING[outlined.scheme.missing]}."))


def moved_in_words(result: Tiering) -> str:
    """How many change tier."""
    if result.moves is None or result.moves.moved_share is None:
        return "Nothing to compare with"
    return f"{percent(result.moves.moved_share)} change tier against {result.against}"


def moves(result: Tiering, then: Scheme, money: Money) -> None:
    """Who changes tier, what moves with them, and what the hold rule saves."""
    moved, rule = result.moves, result.hold
    if moved is None:
        st.markdown(NO_YEAR_BEFORE)
        return
    of = frame.choice("moved", "From the tier at the left to the tier on top", MOVED)
    frame.chart(tiers.draw_moves(moved, result.scheme, then, money, of=of),
                alt=f"{MOVED[of]} by tier of {result.against} and of now.")
    up, down = moved.of("up").sum(), moved.of("down").sum()
    dearer = "more" if moved.service_cost_change >= 0 else "less"
    outside = (f" {count(moved.customers('entered'), 'customer')} entered and {number(moved.customers('left'))} left."
               if moved.customers("entered") or moved.customers("left") else "")
    is_cut_anew = result.against == YEAR_BEFORE and result.scheme.groups[0].how not in ("cuts", "needs")
    own = " Each year is cut by its own lines." if is_cut_anew else ""
    st.caption(frame.escape(
        f"{money.short(up['contribution'])} of contribution and {money.short(up['balance'])} of balances go up, "
        f"{money.short(down['contribution'])} and {money.short(down['balance'])} down; the service promised costs "
        f"{money.short(abs(moved.service_cost_change))} {dearer}.{outside}{own}"))
    if rule:
        st.markdown(frame.escape(
            f"Over two years the hold rule saves {number(rule.changes - rule.changes_held)} of {number(rule.changes)} "
            f"changes of tier, and {number(rule.flaps - rule.flaps_held)} of {count(rule.flaps, 'customer')} are not "
            "sent there and back."))
    elif result.scheme.hold.holds:
        st.caption("What the hold rule saves is not known for tiers by need." if result.needs else
                   "What the hold rule saves takes three whole years; this book does not hold them from here.")


def fairness(outlined: Outline) -> None:
    """How the tiers are spread over regions and types, and how far the last is behind the first."""
    frame.chart(tiers.draw_fairness(outlined), alt="The tiers of each customer type and region, as parts of 100 %.")
    named = {kind: tiers.group_label(kind).capitalize() for kind in outlined.groups["customer_type"].unique()} | dict(
        zip(outlined.groups["region_id"], outlined.groups["region"], strict=True))
    impact_rates = [f"{named[each.lowest]} at {percent(each.impact_rate)} of the rate of {named[each.highest]}"
                    for each in outlined.fairness.values() if each.impact_rate is not None]
    if impact_rates:
        st.caption(frame.escape(f"Adverse-impact ratio: {'; '.join(impact_rates)}. Below four fifths, the amber line, "
                                "a closer look is worth while: a rule of thumb, no test."))
    if not all(group.is_compared for each in outlined.fairness.values() for group in each.groups):
        st.caption("Slanted: too few customers to compare.")


def full_in_words(result: Tiering) -> str:
    """Whether the managers, and the branches together, have the hours."""
    if result.capacity is None:
        return "No staff file"
    over, branches = result.capacity.overbooked, result.capacity.overbooked_branches
    who = [count(over, "manager")] if over else []
    if branches:
        who.append(count(branches, "branch", "branches"))
    return f"{' and '.join(who) or 'Nobody is'} promised out for more hours than they have"


def capacity(result: Tiering) -> None:
    """Whether tiers, branches and managers have the hours."""
    staff = result.capacity
    if staff is None or result.staffing is None:
        st.markdown("A staff file with capacity_hours would say whether the promises can be kept.")
        return
    picture = tiers.draw_capacity(result)
    if picture:
        frame.chart(picture, alt="Hours promised over hours there are, by tier: all staff, the fullest branches and "
                                 "managers.")
    each = zip(result.tiers["name"], result.staffing.tier_hours, result.staffing.tier_used_rates, strict=True)
    hours_by_tier = ", ".join(f"{name} {number(hours)}" + (f" ({percent(rate)})" if rate > 0 else "")
                              for name, hours, rate in each)
    st.caption(frame.escape(
        f"Staff hours promised a year, and their part of all there are: {hours_by_tier}. "
        f"{number(staff.unmanaged_hours)} of them to {count(staff.unmanaged_customers, 'customer')} without a "
        "manager."))


def leaked_in_words(result: Tiering, money: Money) -> tuple[str, str]:
    """What premium service goes to tiers that are not entitled to it."""
    if result.leakage is None:
        return "Served beyond the promise", ""
    return (f"{money.short(result.leakage.premium_cost)} of premium service goes to tiers not entitled to it",
            "Served in a year beyond the promise, at its cost an hour; premium is what a better tier is promised more "
            "of.")


def leakage(result: Tiering, money: Money) -> None:
    """Service beyond the promises."""
    leak = result.leakage
    if leak is None:
        st.markdown("Tiers by need are not held against contacts." if result.needs else
                    "A contacts file with handle_minutes would say what is served beyond the promises.")
        return
    beyond = leak.table[leak.table["premium_cost"] > 0].sort_values("premium_cost", ascending=False).head(12)
    rows = beyond.assign(name=[result.scheme.tiers[tier - 1].name for tier in beyond["tier"]],
                         premium=beyond["premium_cost"].map(money.short))
    frame.table(rows, {"name": "Tier", "channel": "Channel", "beyond_customers": "Customers", "premium": "Cost"},
                alt="Premium service to tiers not entitled to it, by tier and channel")
    st.caption(frame.escape(f"All beyond the promise: {money.short(leak.cost)}, of "
                            f"{count(leak.contacts, 'recorded contact')}."))
    if leak.untimed:
        st.caption(frame.escape(f"{count(leak.untimed, 'contact')} without a handling time count as no time."))
    if leak.unpriced:
        st.caption(frame.escape(f"An hour has no cost yet in: {', '.join(leak.unpriced)}."))


def _needs(outlined: Outline, of: str) -> None:
    need = outlined.needs[of]
    st.markdown(frame.escape("Customers who use the bank alike, found again in halves of them with an agreement of "
                             f"{need.stability:.2f} (1 is the same each time, 0 is chance)."))
    names = [tier.name for tier in outlined.scheme.tiers]
    frame.table(need.profile.assign(name=[names[tier - 1] for tier in need.profile["tier"]]),
                {"name": "Tier", "customer_share": "Customers", "contribution": "Contribution",
                 "marked_by": "Marked by"}, alt="What marks each tier by need")
