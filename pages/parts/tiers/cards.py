"""What the Tiers page shows of a scheme: a card for each thing that follows from it."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _, pgettext
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme, Tiering, captions
from crm_core.vocabulary import channel_label
from pages import frame

_TIER_AMOUNTS = {"generated": "contribution", "held": "balance"}


def cuts(outlined: Outline, money: Money) -> None:
    """Where the thresholds are, and who is near them; for tiers by need, what marks each."""
    scheme = outlined.scheme
    shown = scheme.groups[0].of
    if scheme.is_by_type:
        shown = frame.choice("shown", _("Customers"), {group.of: tiers.group_heading(group.of)
                                                       for group in scheme.groups})
    picture = tiers.draw(outlined, money, of=shown)
    if picture:
        frame.chart(picture, alt=_("Customers by score, coloured by tier, with the thresholds.")
                    if scheme.groups[0].by == "score" else
                    _("Customers by contribution, coloured by tier, with the thresholds."))
    elif shown in outlined.needs:
        _needs(outlined, shown)
    else:
        st.caption(frame.escape(_("There are no {types} here.", types=tiers.group_label(shown))))
    if len(outlined.cuts):
        _thresholds(outlined, money)
    for note in captions.cuts_notes(outlined, money):
        st.caption(frame.escape(note))


def _thresholds(outlined: Outline, money: Money) -> None:
    scheme, rows = outlined.scheme, {str(name): values.tolist() for name, values in outlined.cuts.items()}
    near = pd.DataFrame({
        "whose": [tiers.group_heading(of) for of in rows["of"]],
        "name": [scheme.labels[tier - 1] for tier in rows["tier"]],
        "cut": [tiers.cut_in_words(scheme.groups[0].by, cut, money) for cut in rows["at_least"]],
        "near_customers": rows["near_customers"],
        "tied": [tiers.tie_cell(many, is_above) for many, is_above in zip(
            rows["tied_customers"], rows["tie_is_above"], strict=True)]})
    whose = {"whose": _("Customers")} if scheme.is_by_type else {}
    tied = {"tied": _("Ties at the threshold")} if any(rows["tied_customers"]) else {}
    columns = {"name": _("Tier"), "cut": pgettext("threshold", "From"), "near_customers": _("Borderline customers")}
    frame.plain_table(near, whose | columns | tied, right=("cut", "tied"),
                      alt=_("The thresholds, and how many customers are near them"))


def _needs(outlined: Outline, of: str) -> None:
    need = outlined.needs[of]
    st.markdown(frame.escape(tiers.needs_note(need)))
    rows, labels = need.profile, outlined.scheme.labels
    frame.table(rows.assign(name=[labels[tier - 1] for tier in rows["tier"]],
                            marked_by=rows["marked_by"].map(tiers.needs_mark)),
                {"name": _("Tier"), "customer_share": _("Customers"), "contribution": _("Contribution"),
                 "marked_by": _("Characteristics")}, alt=_("What characterises each tier by need"))


def holdings(outlined: Outline, money: Money) -> None:
    """What each tier has, and what criteria its customers lack."""
    is_long = len(money.unit) > 1  # a long one has no room in each row
    unit = re.compile(rf"\s?{re.escape(money.unit)}\s?")
    rows = outlined.tiers.assign(name=list(outlined.scheme.labels), **{
        name: [unit.sub("", money.short(amount)) if is_long else money.short(amount) for amount in outlined.tiers[of]]
        for name, of in _TIER_AMOUNTS.items()})
    generated = _("Contribution ({unit})", unit=money.unit) if is_long else _("Contribution")
    frame.chart(tiers.draw_tiers(outlined, money), alt=_("The tiers' shares of customers, money and service cost."),
                table=frame.Rows(rows, {"name": _("Tier"), "customers": _("Customers"), "generated": generated,
                                        "held": _("Balances")}))
    if note := captions.lacking_note(outlined):
        st.caption(frame.escape(note))


def fairness(outlined: Outline) -> None:
    """How the tiers are spread over regions and types, and how far the last is behind the first."""
    frame.chart(tiers.draw_fairness(outlined), alt=_("The tiers of each customer type and region, as shares of 100%."))
    for note in captions.fairness_notes(outlined):
        st.caption(frame.escape(note))


def moves(result: Tiering, then: Scheme, money: Money) -> None:
    """Who changes tier, what moves with them, and what the stability rule saves."""
    if result.moves is None:
        st.markdown(_(captions.NO_YEAR_BEFORE))
        return
    moved = {each: _(text) for each, text in captions.MOVED.items()}
    of = frame.choice("moved", _("From the tier on the left to the tier at the top"), moved)
    frame.chart(tiers.draw_moves(result.moves, result.scheme, then, money, of=of),
                alt=_("{measure} by tier before and tier now.", measure=moved[of]))
    st.caption(frame.escape(captions.moves_note(result, money)))
    if note := captions.hold_note(result):
        (st.markdown if result.hold else st.caption)(frame.escape(note))


def capacity(result: Tiering) -> None:
    """Whether tiers, branches and managers have the hours."""
    picture = tiers.draw_capacity(result)
    if picture:
        frame.chart(picture, alt=_("Committed hours over available hours, by tier: all staff, the busiest branches and "
                                   "managers."))
    (st.caption if result.capacity else st.markdown)(frame.escape(captions.capacity_note(result)))


def leakage(result: Tiering, money: Money) -> None:
    """Service beyond the promises."""
    notes, leak = captions.leakage_notes(result, money), result.leakage
    if leak is None:
        st.markdown(frame.escape(notes[0]))
        return
    beyond = leak.table[leak.table["premium_cost"] > 0].sort_values("premium_cost", ascending=False).head(12)
    rows = beyond.assign(name=[result.scheme.labels[tier - 1] for tier in beyond["tier"]],
                         channel=beyond["channel"].map(channel_label), premium=beyond["premium_cost"].map(money.short))
    frame.table(rows, {"name": _("Tier"), "channel": _("Channel"), "beyond_customers": _("Customers"),
                       "premium": _("Cost")}, alt=_("Unplanned service to lower tiers, by tier and channel"))
    for note in notes:
        st.caption(frame.escape(note))
