"""How dependent are we on a few customers and managers?"""

import streamlit as st

from crm_core.rooms import dependence
from crm_core.rooms.dependence import captions
from pages import frame

MAX_MANAGERS = 200

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
leaving = frame.percent_slider("leaving", "Leaves with a manager", 0, 100, 100,
                               explain="An assumption: the part of a manager's customers' contribution that would go "
                                       "with them. 100% shows all that is exposed.") / 100
result = dependence.answer(read, leaving_rate=leaving)
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
                    {"name": "Manager", "at_stake": "At stake", "customers": "Customers", "known_only": "Known only"},
                    alt="Managers by what rests on them", money=("at_stake",))
    if result.known_customers:
        with frame.card(*captions.known_to_one(result, money)):
            frame.table(result.known, {"name": "Customer", "contribution": "Contribution", "manager": "Manager",
                                       "contacts": "Contacts", "left_on": "Left on"},
                        alt="Customers known to one manager only, the largest first", opens="customer",
                        by="customer_id", money=("contribution",))
    elif result.knows_contacts:
        st.caption("Every customer with a manager has also dealt with somebody else, or has no recorded contact.")
    else:
        st.caption("Without a contacts file nobody can be said to be known to one manager only.")
with frame.card(*captions.largest(result)):
    frame.table(result.largest, {"name": "Customer", "contribution": "Contribution", "share": "Share",
                                 "running_share": "Running share", "region": "Region", "manager": "Manager",
                                 "left_on": "Left on"},
                alt="The largest customers", opens="customer", by="customer_id", money=("contribution",))

frame.method(dependence)
frame.export(result.managers if len(result.managers) else result.largest, dependence)
