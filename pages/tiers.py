"""How should we segment customers, and what follows?"""

import streamlit as st

from crm_core.rooms import tiers
from pages import frame, studio

frame.title()
read, money = frame.reader(), frame.money()
said = st.container()
scheme = studio.chosen_scheme(read)
force = frame.in_force("tiers")
in_force = studio.scheme_of(force) if force else None
if studio.compared_with(force.name if in_force else "") == "year":
    in_force = None
text = tiers.to_json(scheme)

# Who stands where takes milliseconds whatever the size of the book: it is shown before what takes a scan is asked.
figures, (left, right) = st.container(), frame.evidence()
with left, frame.card("Customers by need" if scheme.groups[0].how == "needs" else "Where the cuts fall"):
    near = studio.near_a_cut(scheme.groups[0])
    seen = frame.cache_answer(f"outline {text} {near}",
                          lambda: tiers.outline(read, scheme, near=near, keep=frame.hold_shared))
    with said:
        headline = frame.headline(tiers.say(seen, money))
    studio.cards.cuts(seen, money)
with right, frame.card("What each tier has"):
    studio.cards.holdings(seen, money)
moving, right = frame.evidence()
with right, frame.card(f"Who reaches {seen.tiers['name'].iloc[0]}"):
    studio.cards.fairness(seen)

result, in_force = studio.what_follows(read, seen, in_force)
frame.add_so_what(headline, tiers.say(result, money))
with figures:
    studio.cards.figures(result, money)
with moving, frame.card(studio.cards.moved_in_words(result)):
    studio.cards.moves(result, in_force or scheme, money)
with frame.card("What each tier is promised", "Change any cell and the figures follow; the channels make 100 %."):
    studio.draw_promises(scheme, money)
left, right = frame.evidence()
with left, frame.card(studio.cards.full_in_words(result)):
    studio.cards.capacity(result)
with right, frame.card(*studio.cards.leaked_in_words(result, money)):
    studio.cards.leakage(result, money)

compared = frame.scenarios("tiers", text, restore=studio.restore, words=lambda each: studio.words_of(each, money))
with frame.if_known():
    studio.draw_beside(read, scheme, compared)

frame.method(tiers)
frame.export(lambda: tiers.assignment(read, scheme, in_force=in_force), tiers, rows=result.customers)
