"""Where should the lines between our tiers be, and what follows?"""

import streamlit as st

from crm_core import tiers
from crm_core.house_style import NOTHING, change, number, percent
from pages import frame, studio

frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
scheme = studio.chosen_scheme(read)
force = frame.in_force("tiers")
in_force = studio.scheme_of(force) if force else None
if in_force and frame.choice("against", "Compare with", {"force": f"In force: {force.name}",
                                                         "year": "A year earlier"}) == "year":
    in_force = None
text, then = tiers.to_json(scheme), tiers.to_json(in_force) if in_force else ""
result = frame.remember(f"tiers {text} {then}",
                        lambda: tiers.tiering(read, scheme, in_force=in_force, keep=frame.keep))
reading = tiers.say(result, money)
with said:
    frame.headline(reading)

best, staff, moved = result.tiers.iloc[0], result.capacity, result.moves
before = result.service_cost - moved.service_cost_change if moved else 0
frame.metrics(
    frame.Metric(f"{best['name']} customers", number(best["customers"]), f"{percent(best['customer_share'])} of all."),
    frame.Metric("Service as promised", money.short(result.service_cost),
                 "Of all tiers, a year, at the unit costs below.",
                 change(result.service_cost / before - 1) if before > 0 and not in_force else "", "down"),
    frame.Metric("Staff hours taken", percent(staff.used_rate) if staff and staff.used_rate else NOTHING,
                 "Hours promised in channels that need people, over the hours of all managers in scope."),
    frame.Metric("Change tier", number(moved.moved["customers"].sum()) if moved else NOTHING,
                 f"Against {result.against}." if moved else "The book does not hold the whole year before."),
)

left, right = frame.evidence()
with left, frame.card("Customers by need" if result.needs else "Where the cuts fall"):
    studio.cards.cuts(result, money)
with right, frame.card("What each tier has", "Customers pale, contribution blue, service cost grey."):
    studio.cards.holdings(result)

left, right = frame.evidence()
with left, frame.card(f"{percent(moved.moved_share)} change tier against {result.against}"
                      if moved and moved.moved_share is not None else "Nothing to compare with"):
    studio.cards.moves(result, in_force or scheme, money)
with right, frame.card(f"Who reaches {best['name']}", "Grey is below four fifths of the highest rate, the amber "
                                                      "line: a rule of thumb, no test."):
    studio.cards.fairness(result)

with frame.card("What each tier is promised", "Change any cell and the figures follow; the channels make 100 %."):
    studio.draw_promises(scheme, money)

left, right = frame.evidence()
over = staff.overbooked if staff else 0
with left, frame.card(f"{number(over)} manager{'s' * (over != 1)} promised out for more hours than they have" if over
                      else "No manager is promised out for more hours than they have" if staff else "No staff file"):
    studio.cards.capacity(result)
with right, frame.card("Served beyond the promise", "By tier and channel, at its cost an hour."):
    studio.cards.leakage(result, money)

studio.draw_beside(read, scheme, frame.scenarios("tiers", text, restore=studio.restore))

frame.method(tiers)
frame.export(lambda: tiers.assignment(read, scheme, in_force=in_force), tiers, rows=result.customers)
