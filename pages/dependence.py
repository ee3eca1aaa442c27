"""On how few names does the bank depend?"""

import streamlit as st

from crm_core import dependence
from crm_core.house_style import count, number, percent
from pages import frame

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
leaving = frame.percent_slider("leaving", "Leaves with a manager", 0, 100, 100,
                               explain="An assumption: the part of a manager's customers' contribution that would go "
                                       "with them. 100 % shows all that is exposed.") / 100
result = dependence.answer(read, leaving_rate=leaving)
reading = dependence.say(result, money)
with said:
    frame.headline(reading)

gone = result.leavers.set_index("largest")
frame.metrics(
    *(frame.Metric("Largest customer" if many == 1 else f"{many} largest", percent(gone.loc[many, "share"]),
                   f"{money.full(gone.loc[many, 'amount'])} of contribution; {money.full(gone.loc[many, 'remaining'])} "
                   "would remain.") for many in gone.index),
    frame.Metric("Equal customers", number(result.effective_customers),
                 "As many equal customers would be as concentrated: 10,000 over the Herfindahl–Hirschman index of "
                 f"single names ({number(result.single_name_index, decimals=1)})."),
)

left, right = st.columns([1, 1], gap="small")
carriers = result.managers if len(result.managers) else result.largest
with left, frame.card(f"{carriers['name'].iloc[0]} carries {percent(carriers['share'].iloc[0])}",
                      "Contribution by relationship manager." if len(result.managers)
                      else "Contribution of the largest customers; this book names no managers."):
    frame.chart(dependence.draw(result, money), alt=str(reading))
if len(result.managers):
    contacted = ("Known only: customers whose every contact was a visit or meeting." if result.knows_contacts
                 else "Without a contacts file nobody can be said to be known to one manager only.")
    with right, frame.card(f"{money.short(result.managers['at_stake'].iloc[0])} at stake with the first", contacted):
        frame.table(result.managers.head(200), {"name": "Manager", "at_stake": "At stake", "customers": "Customers",
                                                "known_only": "Known only"}, alt="Managers by what rests on them")

with frame.card(f"The {count(len(result.largest), 'largest customer')}",
                "Best first. Select a row to open the customer's file."):
    frame.table(result.largest, {"name": "Customer", "region": "Region", "manager": "Manager",
                                 "contribution": "Contribution", "share": "Share", "running_share": "Running share"},
                alt="The largest customers", opens="customer", by="customer_id")

frame.method(dependence)
frame.export(result.managers if len(result.managers) else result.largest, dependence)
