"""What the Tiers page shows of a scheme: a card for each thing that follows from it."""

from __future__ import annotations

import streamlit as st

from crm_core.house_style import Money
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme, Tiering, captions
from pages import frame

_TIER_AMOUNTS = {"brought": "contribution", "held": "balance"}


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
            tied=[tiers.tie_cell(many, is_above) for many, is_above in zip(
                outlined.cuts["tied_customers"], outlined.cuts["tie_is_above"], strict=True)],
            cut=[tiers.cut_in_words(scheme.groups[0].by, cut, money) for cut in outlined.cuts["at_least"]])
        whose = {"whose": "Customers"} if scheme.is_by_type else {}
        tied = {"tied": "Tied at the cut"} if outlined.cuts["tied_customers"].any() else {}
        frame.table(near, whose | {"name": "Tier", "cut": "From", "near_customers": "Customers near the cut"} | tied,
                    alt="The cuts, and how many customers are near them")
    for note in captions.cuts_notes(outlined, money):
        st.caption(frame.escape(note))


def _needs(outlined: Outline, of: str) -> None:
    need = outlined.needs[of]
    st.markdown(frame.escape(captions.needs_note(need)))
    names = [tier.name for tier in outlined.scheme.tiers]
    frame.table(need.profile.assign(name=[names[tier - 1] for tier in need.profile["tier"]]),
                {"name": "Tier", "customer_share": "Customers", "contribution": "Contribution",
                 "marked_by": "Marked by"}, alt="What marks each tier by need")


def holdings(outlined: Outline, money: Money) -> None:
    """What each tier has, and what criteria its customers lack."""
    frame.chart(tiers.draw_tiers(outlined, money), alt="The tiers' parts of customers, money and service cost.")
    unit = f"{money.unit} " if len(money.unit) > 1 else ""  # a long one has no room in each row
    rows = outlined.tiers.assign(**{name: [money.short(amount).replace(unit, "") if unit else money.short(amount)
                                           for amount in outlined.tiers[of]] for name, of in _TIER_AMOUNTS.items()})
    frame.table(rows, {"name": "Tier", "customers": "Customers", "brought": f"Brings {unit}".strip(),
                       "held": "Balances"},
                alt="Customers, contribution and balances by tier")
    if note := captions.lacking_note(outlined):
        st.caption(frame.escape(note))


def fairness(outlined: Outline) -> None:
    """How the tiers are spread over regions and types, and how far the last is behind the first."""
    frame.chart(tiers.draw_fairness(outlined), alt="The tiers of each customer type and region, as parts of 100%.")
    for note in captions.fairness_notes(outlined):
        st.caption(frame.escape(note))


def moves(result: Tiering, then: Scheme, money: Money) -> None:
    """Who changes tier, what moves with them, and what the hold rule saves."""
    if result.moves is None:
        st.markdown(captions.NO_YEAR_BEFORE)
        return
    of = frame.choice("moved", "From the tier at the left to the tier on top", captions.MOVED)
    frame.chart(tiers.draw_moves(result.moves, result.scheme, then, money, of=of),
                alt=f"{captions.MOVED[of]} by tier of {result.against} and of now.")
    st.caption(frame.escape(captions.moves_note(result, money)))
    if note := captions.hold_note(result):
        (st.markdown if result.hold else st.caption)(frame.escape(note))


def capacity(result: Tiering) -> None:
    """Whether tiers, branches and managers have the hours."""
    picture = tiers.draw_capacity(result)
    if picture:
        frame.chart(picture, alt="Hours promised over hours there are, by tier: all staff, the fullest branches and "
                                 "managers.")
    (st.caption if result.capacity else st.markdown)(frame.escape(captions.capacity_note(result)))


def leakage(result: Tiering, money: Money) -> None:
    """Service beyond the promises."""
    notes, leak = captions.leakage_notes(result, money), result.leakage
    if leak is None:
        st.markdown(frame.escape(notes[0]))
        return
    beyond = leak.table[leak.table["premium_cost"] > 0].sort_values("premium_cost", ascending=False).head(12)
    rows = beyond.assign(name=[result.scheme.tiers[tier - 1].name for tier in beyond["tier"]],
                         premium=beyond["premium_cost"].map(money.short))
    frame.table(rows, {"name": "Tier", "channel": "Channel", "beyond_customers": "Customers", "premium": "Cost"},
                alt="Premium service to tiers not entitled to it, by tier and channel")
    for note in notes:
        st.caption(frame.escape(note))
