"""Which scheme the page is about, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Comparison, Departed, Outline, Scheme
from pages import frame
from pages.parts import tiers as of_tiers

SCREEN = "screen"
"""The choice of what the Tiers page shows."""
CONTROL = "scheme"
SCHEME_KEY = f"tier_changes.{CONTROL}"
"""In session state: what is chosen."""


@dataclass(frozen=True)
class Asked:
    """The scheme, how it was chosen, and the approved one where changes are counted from that."""

    scheme: Scheme
    choice: str
    """By which value of the control."""
    in_force: Scheme | None


def asked(read: Reader) -> Asked:
    """Draw the controls. What the Tiers page shows is the first choice; before it was opened, what it opens with."""
    force = frame.in_force("tiers")
    approved = of_tiers.scheme_of(force) if force else None
    saved = {str(each.id): each for each in frame.saved("tiers")}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        names = {SCREEN: _("As on the page Tiers")} | {
            key: _("{name} (approved)", name=each.name) if each.is_in_force else each.name
            for key, each in saved.items()}
        chosen = frame.pick(CONTROL, _("Scheme"), names, explain=_(
            "What the page Tiers shows now, or a saved scenario. What is changed here is changed on the page Tiers, "
            "where it can be saved and approved."))
        if chosen == SCREEN:
            scheme = of_tiers.carried(names[SCREEN])
        else:
            frame.ignore_in_link("as_on_tiers")
            scheme = of_tiers.scheme_of(saved[chosen])
        scheme = scheme or approved or tiers.starting_scheme(tiers.book_weights(read))
        basis = of_tiers.compared_with(force.name if force else "", approved, scheme)
    return Asked(scheme, chosen, None if basis == "year" else approved)


def outlined(read: Reader, scheme: Scheme) -> Outline:
    """Who stands where, as the Tiers page asks it: asked once for both."""
    drawn = frame.cache_answer(f"outline {tiers.to_json(scheme)}",
                               lambda: tiers.outline(read, scheme, keep=frame.hold_shared))
    return replace(drawn, examples=tiers.examples(scheme, of_tiers.adopted_schemes()))


@dataclass(frozen=True, eq=False)
class Compared:
    """What places customers then and now, who of them has left since, and a name for what hangs on both."""

    of: Comparison
    departed: Departed
    key: str


def comparison(read: Reader, scheme: Scheme, in_force: Scheme | None) -> Compared:
    """Held for all visitors, and who has left for all under the same filters: a page of the list costs one question."""
    key = f"{tiers.to_json(scheme)} {tiers.to_json(in_force) if in_force else ''}"
    of = frame.hold_shared(f"comparison {key}", lambda: Comparison.of(
        read, scheme, in_force=in_force, keep=frame.hold_shared))
    return Compared(of, frame.cache_answer(f"departed {key}", lambda: Departed.of(read, of)), key)


def scheme_words(asked: Asked) -> tuple[str, str]:
    """The name of the scheme, and of what it is compared with: what stays written when neither is on screen."""
    force, saved = frame.in_force("tiers"), {str(each.id): each.name for each in frame.saved("tiers")}
    return (saved.get(asked.choice) or _("As on the page Tiers"),
            force.name if asked.in_force and force else _("the same scheme a year before"))
