"""How should we segment customers, and what follows?"""

from dataclasses import replace

import streamlit as st

from crm_core.language import _
from crm_core.rooms import tiers
from crm_core.rooms.tiers import captions
from pages import frame
from pages.parts import tiers as parts

frame.title()
read, money = frame.reader(), frame.money()
headline_slot = st.container()
force = frame.in_force("tiers")
approved = parts.scheme_of(force) if force else None
if force and approved:
    parts.open_with(read, approved, force.name)
scheme = parts.chosen_scheme(read)
parts.carry(scheme)
parts.note_exceptions(read, scheme)
in_force = None if parts.compared_with(force.name if force else "", approved, scheme) == "year" else approved
text, examples = tiers.to_json(scheme), tiers.examples(scheme, parts.adopted_schemes())

# Who stands where takes milliseconds whatever the size of the book: it is shown before what takes a scan is asked.
figures, (left, right) = st.container(), frame.evidence()
with left, frame.card(*captions.cuts(scheme.groups[0], is_example="cuts" in examples)):
    near = parts.near_a_cut(scheme.groups[0])
    outlined = replace(frame.cache_answer(f"outline {text} {near}", lambda: tiers.outline(
        read, scheme, near=near, keep=frame.hold_shared)), examples=examples)
    with headline_slot:
        headline = frame.headline(tiers.say(outlined, money))
    parts.cards.cuts(outlined, money)
with right, frame.card(_("What each tier holds"), name="holdings"):
    parts.cards.holdings(outlined, money)
moving, right = frame.evidence()
with right, frame.card(*captions.fairness(outlined)):
    parts.cards.fairness(outlined)

result, in_force = parts.what_follows(read, outlined, in_force)
frame.add_so_what(headline, tiers.say(result, money))
with figures:
    frame.metrics(*captions.metrics(result, money))
with moving, frame.card(*captions.moves(result)):
    parts.cards.moves(result, in_force or scheme, money)
with frame.folded(*captions.promises(result)):
    parts.draw_promises(scheme, money)
left, right = frame.evidence()
with left, frame.card(*captions.capacity(result)):
    parts.cards.capacity(result)
with right, frame.card(*captions.leakage(result, money)):
    parts.cards.leakage(result, money)

compared = frame.scenarios("tiers", text, restore=parts.restore, words=lambda each: parts.words_of(each, money))
with frame.if_known():
    parts.draw_beside(read, scheme, compared)

frame.method(tiers)
frame.export(lambda: tiers.assignment(read, scheme, in_force=in_force), tiers, rows=result.customers, shown=result)
