"""Why do some customers lose us money?"""

import streamlit as st

from crm_core import spans
from crm_core.choices import PLURALS
from crm_core.house_style import number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.rooms import causes, pareto
from pages import frame

WHO = {"loss_makers": "Loss-makers", "everybody": "Everybody"}
ONE_OF = {"branches": "branch", "managers": "manager"}
SHOWN = 10

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="medium"):
    who = frame.choice("who", "Customers", WHO, explain="Loss-makers have a negative contribution.")
    groups = {"": "The whole scope"}
    for unit, one in ONE_OF.items():
        if unit in pareto.units(read):
            parts = frame.ask(pareto, rank=unit).table
            groups |= {f"{one}:{each.id}": f"{one.capitalize()} {each.name}" for each in parts.itertuples(index=False)
                       if each.id}
    of = ""
    if len(groups) > 1:
        of = frame.pick("of", "Of", groups, explain="The customers of one branch or manager.")
    else:
        frame.ignore_in_link("of")
    unit, _, chosen = of.partition(":")
result = causes.answer(read, who=who, **({unit: chosen} if chosen else {}))
reading, each = causes.say(result, money), spans.over(result.months)
with said:
    frame.headline(reading)

frame.metrics(
    frame.Metric("Customers", number(result.customers), "Those whose gap is explained."),
    frame.Metric("They bring", money.short(result.contribution), f"Their net contribution {each}."),
    frame.Metric("Usual", money.short(result.reference),
                 "What as many median customers of the same types bring, line by line."),
    frame.Metric("Gap", money.short(result.gap), "The difference; the steps below add up to it exactly."),
)

left, right = frame.evidence()
worst = result.lines.iloc[0]
with left, frame.card(f"{WORDS[result.main_cause].capitalize()} takes the most: {money.short(-worst['difference'])}"
                      if result.main_cause else "No line is below the usual",
                      "From the median customers to these, line by line; the steps add up."):
    frame.chart(causes.draw(result, money), alt=str(reading))
needed = result.levers[result.levers["is_possible"]].set_index("lever")["needed"].to_dict()
told = {
    "fees": lambda size: f"+{money.full(size, decimals=2)} a customer {each}",
    "margin": lambda size: f"+{number(100 * size, decimals=2)} points of the balance",
    "cost to serve": lambda size: f"−{percent(size)}",
    "balance": lambda size: f"+{percent(size)} at what it earns today",
}
title = (f"Break-even takes {percent(needed['cost to serve'])} less cost to serve" if "cost to serve" in needed
         else f"Break-even takes {money.full(needed['fees'])} more of fees a customer" if needed else "Nothing to mend")
with right, frame.card(title, "Any one change alone, all else as it was." if needed else ""):
    for lever in result.levers.itertuples():
        enough = (f"**{frame.escape(told[lever.lever](lever.needed))}**" if lever.is_possible
                  else "cannot do it alone")
        st.markdown(f"{lever.lever.capitalize()}: {enough}")
    if result.levers.empty:
        st.markdown("They bring more than they cost.")

line = WORDS[result.main_cause] if result.main_cause else ""
if len(result.hotspots):
    place = result.hotspots.iloc[0]
    with frame.card(f"{causes.place_in_words(place)}: {number(place['ratio'], decimals=1)} times the usual {line}"
                    if place["ratio"] > 0 else f"{causes.place_in_words(place)} is furthest from the usual {line}",
                    f"{line.capitalize()} for each holder and month, against the same product and customer type in the "
                    f"median region. The ten places where most of it is beyond the usual, of {len(result.hotspots)}."
                    if len(result.hotspots) > SHOWN else
                    f"{line.capitalize()} for each holder and month, against the same product and customer type in the "
                    "median region."):
        rows = result.hotspots.head(SHOWN)
        frame.table(rows.assign(whose=[PLURALS[kind].capitalize() for kind in rows["customer_type"]]),
                    {"product": "Product", "region": "Region", "whose": "Customers", "excess": f"Beyond usual {each}",
                     "ratio": "Times usual", "a_month": "A holder and month", "elsewhere": "Usual"},
                    alt=f"Where {line} is out of proportion, most money first",
                    money=("excess", "a_month", "elsewhere"))

frame.method(causes)
frame.export(result.lines, causes)
