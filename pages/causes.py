"""Why do they cost us, and what would mend it?"""

import streamlit as st

from crm_core import causes, pareto
from crm_core.house_style import number, percent
from crm_core.profit_and_loss import WORDS
from pages import frame

WHO = {"loss_makers": "Loss-makers", "everybody": "Everybody"}
ONE_OF = {"branches": "branch", "managers": "manager"}
LEVERS = {
    "fees": "Fees a customer and year", "margin": "Margin on the balance", "cost to serve": "Cut of the cost to serve",
    "balance": "Growth of the balance",
}

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="medium"):
    who = frame.choice("who", "Customers", WHO, explain="Loss-makers have a negative contribution over the 12 months.")
    groups = {"": "The whole scope"}
    for unit, one in ONE_OF.items():
        if unit in pareto.units(read):
            parts = frame.ask(pareto, rank=unit).table
            groups |= {f"{one}:{each.id}": f"{one.capitalize()} {each.name}" for each in parts.itertuples(index=False)
                       if each.id}
    of = frame.pick("of", "Of", groups, explain="One branch or manager: all its customers, profitable or not.")
    unit, _, chosen = of.partition(":")
result = causes.answer(read, who=who, **({unit: chosen} if chosen else {}))
reading = causes.say(result, money)
with said:
    frame.headline(reading)

frame.metrics(
    frame.Metric("Customers", number(result.customers), "Those whose gap is explained."),
    frame.Metric("They bring", money.short(result.contribution), "Their net contribution over the 12 months."),
    frame.Metric("Usual", money.short(result.reference),
                 "What as many median customers of the same types bring, line by line."),
    frame.Metric("Gap", money.short(result.gap), "The difference; the steps below add up to it exactly."),
)

left, right = frame.evidence()
with left, frame.card(f"{WORDS[result.main_cause].capitalize()} takes the most" if result.main_cause
                      else "No line is below the usual", "From the median customers to these, line by line."):
    frame.chart(causes.draw(result, money), alt=str(reading))
with right, frame.card("What alone would mend it", "One change, all else as it was."):
    for lever in result.levers.itertuples():
        needed = money.full(lever.needed, decimals=2) if lever.lever == "fees" else percent(lever.needed)
        sign = "" if lever.lever == "cost to serve" else "+"
        enough = f"**{frame.plain(sign + needed)}**" if lever.is_possible else "cannot do it alone"
        st.markdown(f"{LEVERS[lever.lever]}: {enough}")
    if result.levers.empty:
        st.markdown("They bring more than they cost; there is nothing to mend.")

with frame.card(f"Where {WORDS[result.main_cause] if result.main_cause else 'a line'} is out of proportion",
                "For each holder and month, against the same product and customer type in the median region."):
    frame.table(result.hotspots.head(12), {"product": "Product", "region": "Region", "customer_type": "Customers",
                                           "a_month": "A month", "elsewhere": "Usual", "ratio": "Times usual",
                                           "excess": "Beyond usual, a year"},
                alt="Where the main cause is out of proportion, worst first")

frame.method(causes)
frame.export(result.lines, causes)
