"""How should we segment customers, and what follows?"""

import streamlit as st

from crm_core.rooms import tiers
from crm_core.rooms.tiers import captions
from pages import frame
from pages.parts import tiers as parts


def studio() -> None:
    """Controls, consequences and evidence: what a move of a slider changes."""
    read, money = frame.reader(), frame.money()
    headline_slot, refused = st.container(), st.container()
    controls, beside, below = frame.studio()
    force = frame.in_force("tiers")
    approved = parts.scheme_of(force) if force else None
    with controls:
        if force and approved:
            parts.open_with(read, approved, force.name)
        scheme = parts.chosen_scheme(read)
        parts.carry(scheme)
        parts.note_exceptions(read, scheme)
        near = parts.near_a_cut(scheme.groups[0])
    with beside:
        against = parts.compared_with(force.name if force else "", approved, scheme)
        figures, strip, so_what = st.container(gap="xsmall"), st.container(), st.container(key="studio-so-what")
    in_force = None if against == "year" else approved

    # In view first: who stands where, then what takes a scan. Pictures last: they take a browser longest.
    with refused:
        outlined = parts.outlined_or_last(read, scheme, approved, near)
    scheme = outlined.scheme
    with headline_slot:
        frame.headline(tiers.say(outlined, money))
    before = parts.before(read, outlined, in_force)
    with figures:
        drawn = parts.draw_consequences(outlined, before, money)
    result, in_force = parts.what_follows(read, outlined, in_force)
    parts.redraw_consequences(drawn, result, before or parts.before(read, outlined, in_force), money)
    with strip:
        compared = frame.scenario_strip("tiers", tiers.to_json(scheme), below=below, **parts.strip(read, money))
    with below, frame.if_known():
        parts.draw_beside(read, scheme, compared)
    frame.add_so_what(so_what, tiers.say(result, money))
    frame.shows(*captions.metrics(result, money))

    left, right = frame.evidence()
    with left, frame.card(*captions.cuts(scheme.groups[0], is_example="cuts" in outlined.examples)):
        parts.cards.cuts(outlined, money)
    with right, frame.card(*captions.moves(result)):
        parts.cards.moves(result, in_force or scheme, money)
    parts.draw_folds(read, result, in_force, money)
    parts.say_previous_tier(in_force, force.name if force else "")
    frame.export(lambda: tiers.assignment(read, scheme, in_force=in_force), tiers, rows=result.customers, shown=result)


frame.title()
frame.run_apart(studio)
frame.method(tiers)
