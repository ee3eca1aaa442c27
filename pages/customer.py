"""Who is this customer, and what do they contribute?"""

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING
from crm_core.labels import told_apart
from crm_core.language import _, ngettext
from crm_core.rooms import customer
from crm_core.rooms.customer import captions
from pages import frame
from pages.parts.customer import cards
from pages.parts.expected import draw_offer
from pages.parts.growth import metric_of as growth_metric
from pages.parts.retention import metric_of as risk_metric
from pages.parts.tiers import customer_tier_in_force

frame.title(whole_book=True)
read, money = frame.reader(), frame.money()
headline_slot = st.container()
wanted = frame.text_field("customer", _("Customer"), placeholder=_("ID, or part of a name"),
                          explain=_("The customer's ID opens the profile; a part of the name lists the matches."))
matches = customer.search(read, wanted) if wanted else None
if matches is not None and len(matches) and matches["customer_id"].iloc[0].lower() != wanted.strip().lower():
    named = told_apart(matches["customer_id"], matches["name"])
    names = {row.customer_id: f"{name} · {row.region}" for name, row in
             zip(named, matches.itertuples(index=False), strict=True)}
    wanted = frame.pick("match", ngettext("{count} match", "{count} matches", len(matches)), names)
result = frame.ask(customer, customer=wanted)
reading = customer.say(result, money)
with headline_slot:
    frame.headline(reading)

who, latest = result.identity, result.latest
frame.cards_about(str(who["customer_id"]))
st.caption(frame.escape(captions.facts(result)))
if latest is not None:
    standing = customer_tier_in_force(who["customer_id"], int(latest["years_ago"]))
    tier = frame.Metric(_("Tier"), standing.tier.tier if standing.tier else NOTHING, standing.sentence)
    also = [each for each in (growth_metric(read, who["customer_id"]), risk_metric(read, who["customer_id"])) if each]
    frame.metrics(*captions.metrics(result, tier, money), *also)
    st.caption(frame.escape(standing.sentence))
    if pd.isna(who["left_on"]):  # of who has left nothing is expected
        draw_offer(read, "customer")
    left, right = (st.container(), st.container()) if result.months_stayed else frame.evidence()
    with left:
        cards.months(result, str(reading), money)
    if result.by == "contribution":
        with right:
            cards.against_the_median(result, int(latest["years_ago"]), money)
    cards.years(result, money)
    cards.products(result, money)
else:
    st.markdown(NOTHING)
frame.notes("customer", who["customer_id"], about=who["name"])

frame.method(customer)
frame.export(customer.export_table(result), customer, shown=result)
