"""What the studio shows of a scheme: a card for each thing that follows from it."""

from __future__ import annotations

import streamlit as st

from crm_core import tiers
from crm_core.house_style import Money, count, number, percent
from crm_core.tiers import Scheme, Tiering
from pages import frame

LACKING = {"left_out": "judged by the other criteria", "lowest": "counted as the lowest",
           "middle": "counted as the middle"}


def cuts(result: Tiering, money: Money) -> None:
    """Where the cuts fall, and who is near them; for tiers by need, what marks each."""
    scheme = result.scheme
    shown = scheme.groups[0].of
    if scheme.is_by_type:
        shown = frame.choice("shown", "Customers", {group.of: tiers.whom(group.of).capitalize()
                                                    for group in scheme.groups})
    picture = tiers.draw(result, money, of=shown)
    if picture:
        frame.chart(picture, alt=f"Customers by {scheme.groups[0].by}, coloured by tier, with the cuts.")
    elif shown in result.needs:
        _needs(result, shown)
    if len(result.cuts):
        near = result.cuts.assign(
            name=[scheme.tiers[tier - 1].name for tier in result.cuts["tier"]],
            whose=[tiers.whom(of).capitalize() for of in result.cuts["of"]],
            cut=[tiers.cut_in_words(scheme.groups[0].by, cut, money) for cut in result.cuts["at_least"]])
        frame.table(near, {"whose": "Customers", "name": "Tier", "cut": "From", "near_customers": "Near the cut"},
                    alt="The cuts, and how many customers are near them")
    for gvf in result.cuts["gvf"].dropna().head(1):
        st.caption(frame.plain(f"Of the spread of values, {percent(gvf)} lies between the tiers."))
    for missed in result.cuts["missed_at_most"].dropna().head(1):
        st.caption(frame.plain("No other cuts within the budget could put more than "
                               f"{money.short(missed)} on top of the contribution in high tiers."))


def holdings(result: Tiering) -> None:
    """What each tier has, and what criteria its customers lack."""
    frame.chart(tiers.draw_tiers(result), alt="Customers, contribution and service cost by tier.")
    gaps = result.lacking[result.lacking["counts"] & (result.lacking["customers"] > 0)]
    if len(gaps):
        told = ", ".join(f"{number(gap.customers)} without {gap.what}" for gap in gaps.itertuples())
        st.caption(frame.plain(f"{told}: {LACKING[result.scheme.missing]}."))


def moves(result: Tiering, then: Scheme, money: Money) -> None:
    """Who changes tier, what moves with them, and what the hold rule saves."""
    moved, held = result.moves, result.hold
    if moved is None:
        st.markdown("The book does not hold the whole year before.")
        return
    frame.chart(tiers.draw_moves(moved, result.scheme, then), alt=f"Customers by tier of {result.against} and of now.")
    dearer = "more" if moved.service_cost_change >= 0 else "less"
    st.caption(frame.plain(
        f"{money.short(moved.of('up')['contribution'].sum())} of contribution goes up and "
        f"{money.short(moved.of('down')['contribution'].sum())} down; the service promised costs "
        f"{money.short(abs(moved.service_cost_change))} {dearer}."))
    if held:
        st.markdown(frame.plain(
            f"Over two years the hold rule saves {number(held.changes - held.changes_held)} of {number(held.changes)} "
            f"changes of tier, and {number(held.flaps - held.flaps_held)} of {count(held.flaps, 'customer')} are not "
            f"sent there and back. {count(held.waiting, 'customer')} now stand elsewhere than the cuts say."))


def fairness(result: Tiering) -> None:
    """Which regions and types reach the best tier."""
    frame.chart(tiers.draw_fairness(result), alt="Share of each region's customers in the best tier.")
    types = result.fairness.groups[result.fairness.groups["by"] == "customer_type"]
    st.caption(frame.plain(" · ".join(f"{tiers.whom(row.group).capitalize()} {percent(row.tier_1_share)}"
                                      for row in types.itertuples())))


def capacity(result: Tiering) -> None:
    """Whether managers and branches have the hours."""
    staff = result.capacity
    if staff is None:
        st.markdown("A staff file with capacity_hours would say whether the promises can be kept.")
        return
    where = frame.choice("desk", "Hours by", {"managers": "Manager", "branches": "Branch"})
    frame.chart(tiers.draw_capacity(staff, branches=where == "branches"), alt=f"The fullest {where}.")
    st.caption(frame.plain(f"{number(staff.hours)} hours promised; {number(staff.unmanaged_hours)} of them to "
                           f"{count(staff.unmanaged_customers, 'customer')} without a manager."))


def leakage(result: Tiering, money: Money) -> None:
    """Service beyond the promises."""
    leak = result.leakage
    if leak is None:
        st.markdown("Tiers by need are not held against contacts." if result.needs else
                    "A contacts file with handle_minutes would say what is served beyond the promises.")
        return
    st.markdown(frame.plain(f"{money.short(leak.cost)} in the year, of {count(leak.contacts, 'recorded contact')}."))
    beyond = leak.table[leak.table["beyond_hours"] > 0]
    frame.table(beyond.assign(name=[result.scheme.tiers[tier - 1].name for tier in beyond["tier"]]).head(12),
                {"name": "Tier", "channel": "Channel", "beyond_customers": "Customers", "cost": "Cost"},
                alt="Service beyond the promise by tier and channel")
    if leak.untimed:
        st.caption(frame.plain(f"{count(leak.untimed, 'contact')} without a handling time count as no time."))
    if leak.unpriced:
        st.caption(frame.plain(f"An hour has no cost yet in: {', '.join(leak.unpriced)}."))


def _needs(result: Tiering, of: str) -> None:
    need = result.needs[of]
    st.markdown(frame.plain("Customers who use the bank alike, found again in halves of them with an agreement of "
                            f"{need.stability:.2f} (1 is the same each time, 0 is chance)."))
    names = [tier.name for tier in result.scheme.tiers]
    frame.table(need.profile.assign(name=[names[tier - 1] for tier in need.profile["tier"]]),
                {"name": "Tier", "customer_share": "Customers", "contribution": "Contribution",
                 "marked_by": "Marked by"}, alt="What marks each tier by need")
