"""How dependent are we on a few customers and managers?"""

import streamlit as st

from crm_core.amounts import percent
from crm_core.language import _
from crm_core.rooms import dependence
from crm_core.rooms.dependence import captions
from pages import frame
from pages.parts.groups import holders

MAX_MANAGERS = 200
DATE = 110
"""Pixels of a date in words: `25 sept 2026`."""

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
with st.container(horizontal=True, gap="medium"):
    among = holders(is_offered=dependence.has_groups(read))
    leaving = frame.percent_slider("leaving", _("Contribution lost if a manager leaves"), 0, 100, 100, explain=_(
        "An assumption: the share of the contribution of a manager's customers that would be lost with the manager. "
        "{whole} shows the whole exposure.", whole=percent(1))) / 100
result = dependence.answer(read, leaving_rate=leaving, rank=among)
reading = dependence.say(result, money)
with headline_slot:
    frame.headline(reading)
frame.metrics(*captions.metrics(result, money))

left, right = frame.evidence() if len(result.managers) else (st.container(), st.container())
with left, frame.card(*captions.carriers(result, money)):
    frame.chart(dependence.draw(result, money), alt=str(reading))
if len(result.managers):
    with right, frame.card(*captions.at_stake(result, money)):
        frame.table(result.managers.head(MAX_MANAGERS),
                    {"name": _("Manager"), "at_stake": _("At risk"), "customers": _("Customers"),
                     "known_only": _("Known to one manager")},
                    alt=_("Managers by contribution at risk"), money=("at_stake",))
    if result.known_customers:
        with frame.card(*captions.known_to_one(result, money)):
            frame.table(result.known, {"name": _("Customer"), "contribution": _("Contribution"),
                                       "manager": _("Manager"), "contacts": _("Contacts"), "left_on": _("Left on")},
                        alt=_("Customers known to one manager only, the largest first"), opens="customer",
                        by="customer_id", money=("contribution",), widths={"left_on": DATE})
    elif result.knows_contacts:
        st.caption(_("No customer is known to one manager only: all have other recorded contacts, or fewer than two."))
    else:
        st.caption(_("Without a contacts file it cannot be said who is known to one manager only."))
with frame.card(*captions.largest(result)):
    name = _("Customer") if among == "customers" else _("Group or customer")
    frame.table(result.largest, {"name": name, "contribution": _("Contribution"), "share": _("Share"),
                                 "running_share": _("Cumulative share"), "region": _("Region"),
                                 "manager": _("Manager"), "left_on": _("Left on")},
                alt=_("The largest customers"), opens="customer" if among == "customers" else "", by="customer_id",
                money=("contribution",), widths={"left_on": DATE})

frame.method(dependence)
frame.export(result.managers if len(result.managers) else result.largest, dependence, shown=result)
