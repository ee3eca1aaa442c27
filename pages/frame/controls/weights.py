"""Weights of criteria: a slider each behind one button, and one control in the link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crm_core.amounts import number
from crm_core.language import _
from pages.frame.controls.choices import not_offered
from pages.frame.visit.visit import current
from pages.frame.visit.wording import few_digits

HEAVIEST = 5


def weight_sliders(name: str, label: str, criteria: Mapping[str, str], *, explain: str) -> str:
    """How much each criterion counts, 0 to 5; `criteria` maps names to words. All weigh 1 at first.

    Returns what differs from that as `own_share=2, reach=0`.
    """
    visit = current()
    keys = {each: visit.key(f"{name}.{each}") for each in criteria}
    wanted = visit.wanted.pop(name, None)
    if wanted is not None:
        weights_in_link = _read(str(wanted), criteria)
        if weights_in_link is None:
            not_offered(label, wanted)
        else:
            st.session_state.update({keys[each]: weights_in_link.get(each, 1) for each in criteria})

    def forget() -> None:
        st.session_state.update(dict.fromkeys(keys.values(), 1))

    with st.popover(label, icon=":material/tune:"):
        st.caption(explain)
        weights = {each: st.slider(words, 0, HEAVIEST, 1, key=keys[each], persist_state="session")
                   for each, words in criteria.items()}
        st.button(_("Reset weights"), on_click=forget, key=visit.key(f"{name}.forget"))
    text = ", ".join(f"{each}={weight}" for each, weight in weights.items() if weight != 1)
    visit.settings[label] = ", ".join(f"{words} {number(weights[each])}" for each, words in criteria.items())
    visit.controls[name] = text
    return text


def _read(text: str, criteria: Mapping[str, str]) -> dict[str, int] | None:
    """The weights in a link's text, None when it is not one of ours."""
    weights = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, text = part.partition("=")
        weight = few_digits(text)
        if name not in criteria or weight is None or weight > HEAVIEST:
            return None
        weights[name] = weight
    return weights
