"""What the Dependence page shows: who accounts for the most, who is known to one manager, and the largest customers."""

from __future__ import annotations

import streamlit as st

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.rooms import dependence
from crm_core.rooms.dependence import Dependence, captions
from pages import frame
from pages.parts.tiers import ApprovedTiers

MAX_MANAGERS = 200
DATE = 110
"""Pixels of a date in words: `25 sept 2026`."""


def carriers(result: Dependence, among: str, alt: str, money: Money) -> None:
    """Managers by what their customers contribute and what is at risk with them; customers where none are named."""
    finding, note, name = captions.carriers(result, money)
    if not len(result.managers):
        with frame.card(finding, note, name):
            frame.chart(dependence.draw(result, money), alt=alt,
                        leads_to=frame.to_customer() if among == "customers" else None)
        return
    at_stake = captions.at_stake(result, money)
    with frame.card(finding, f"{note} {at_stake.title}. {at_stake.note}", name):
        columns = {"name": _("Manager"), "at_stake": _("At risk"), "contribution": _("Contribution"),
                   "share": _("Share"), "customers": _("Customers"), "known_only": _("Known to one manager")}
        frame.chart(dependence.draw(result, money), alt=alt,
                    leads_to=frame.to_page("causes", "of", _("Click a manager for what explains it."),
                                           prefix="manager:", who="everybody"),
                    table=frame.Rows(result.managers.head(MAX_MANAGERS), columns, by="manager_id"))


def known_to_one(result: Dependence, tiered: ApprovedTiers, money: Money) -> None:
    """Customers whom only one manager knows, or why there are none."""
    if result.known_customers:
        with frame.card(*captions.known_to_one(result, money)):
            columns = {"name": _("Customer"), **tiered.heading, "contribution": _("Contribution"),
                       "manager": _("Manager"), "contacts": _("Contacts"), "left_on": _("Left on")}
            frame.table(tiered.beside(result.known), columns,
                        alt=_("Customers known to one manager only, the largest first"), leads_to=frame.to_customer(),
                        by="customer_id", money=("contribution",), widths={"left_on": DATE})
    elif result.knows_contacts:
        st.caption(_("No customer is known to one manager only: all have other recorded contacts, or fewer than two."))
    else:
        st.caption(_("Without a contacts file it cannot be said who is known to one manager only."))


def largest(result: Dependence, tiered: ApprovedTiers, among: str) -> None:
    """The largest customers by name."""
    with frame.card(*captions.largest(result)):
        name = _("Customer") if among == "customers" else _("Group or customer")
        columns = {"name": name, **tiered.heading, "contribution": _("Contribution"), "share": _("Share"),
                   "running_share": _("Cumulative share"), "region": _("Region"), "manager": _("Manager"),
                   "left_on": _("Left on")}
        frame.table(tiered.beside(result.largest), columns,
                    alt=_("The largest customers"), by="customer_id", money=("contribution",), widths={"left_on": DATE},
                    leads_to=frame.to_customer() if among == "customers" else None)
        tiered.draw_note()
