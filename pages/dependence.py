"""How dependent are we on a few customers and managers?"""

import streamlit as st

from crm_core.house_style import count, number, percent
from crm_core.rooms import dependence
from pages import frame

MAX_MANAGERS = 200

frame.title()
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
    *(frame.Metric("Largest customer" if many == 1 else f"{many} largest",
                   percent(gone.loc[many, "share"]) if result.total > 0 else money.short(gone.loc[many, "amount"]),
                   f"{money.full(gone.loc[many, 'amount'])} of contribution; {money.full(gone.loc[many, 'remaining'])} "
                   "would remain.") for many in gone.index),
    frame.Metric("Equal customers", number(result.effective_customers),
                 "As many equal customers would be as concentrated: 10,000 over the Herfindahl–Hirschman index of "
                 f"single names ({number(result.single_name_index, decimals=1)})."),
)

left, right = st.columns([1, 1], gap="small")
carriers = result.managers if len(result.managers) else result.largest
share = carriers["share"].iloc[0]
with left, frame.card(f"{carriers['name'].iloc[0]} carries "
                      + (percent(share) if share > 0 else money.short(carriers["contribution"].iloc[0])),
                      "Contribution by relationship manager." if len(result.managers)
                      else "Contribution of the largest customers; this book names no managers."):
    frame.chart(dependence.draw(result, money), alt=str(reading))
if len(result.managers):
    with right, frame.card(f"{money.short(result.managers['at_stake'].iloc[0])} at stake if "
                           f"{result.managers['name'].iloc[0]} leaves",
                           f"{percent(leaving)} of what each manager's customers bring, with those who cost."
                           + (f" {count(result.unmanaged_customers, 'customer')} without a manager are beside it."
                              if result.unmanaged_customers else "")):
        frame.table(result.managers.head(MAX_MANAGERS),
                    {"name": "Manager", "at_stake": "At stake", "customers": "Customers", "known_only": "Known only"},
                    alt="Managers by what rests on them", money=("at_stake",))
    if result.known_customers:
        with frame.card(f"{count(result.known_customers, 'customer')} known to one manager only bring "
                        f"{money.short(result.known_amount)}",
                        "Customers whose every recorded contact was a visit or meeting. Introduce a second person to "
                        "the largest first. Select a row to open the customer's file."):
            frame.table(result.known, {"name": "Customer", "contribution": "Contribution", "manager": "Manager",
                                       "contacts": "Contacts", "left_on": "Left on"},
                        alt="Customers known to one manager only, the largest first", opens="customer",
                        by="customer_id", money=("contribution",))
    elif result.knows_contacts:
        st.caption("Every customer with a manager has also dealt with somebody else, or has no recorded contact.")
    else:
        st.caption("Without a contacts file nobody can be said to be known to one manager only.")

shares = result.largest["running_share"].dropna()
with frame.card(f"The {count(len(result.largest), 'largest customer')}"
                + (f" bring {percent(shares.iloc[-1])}" if len(shares) else ""),
                "Best first. Select a row to open the customer's file."):
    frame.table(result.largest, {"name": "Customer", "contribution": "Contribution", "share": "Share",
                                 "running_share": "Running share", "region": "Region", "manager": "Manager",
                                 "left_on": "Left on"},
                alt="The largest customers", opens="customer", by="customer_id", money=("contribution",))

frame.method(dependence)
frame.export(result.managers if len(result.managers) else result.largest, dependence)
