"""The outline of what is on the screen; where the data cannot say it, of the last scheme that it could."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from crm_core import CannotAnswer, NobodyInScope
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme
from pages import frame
from pages.parts.tiers.comparison import adopted_schemes

_ANSWERED = "tiers.answered"
"""In session state: the text of the scheme that was last outlined."""


def outlined_or_last(read: Reader, scheme: Scheme, approved: Scheme | None, near: float | None) -> Outline:
    """The outline of `scheme`. Where it cannot be said, such as a number of customers by hours that the data has not,
    the sentence stands on the page, and below it the last scheme that could be, else the approved or the default one.

    Raises NobodyInScope as it is, and CannotAnswer when no scheme can be outlined.
    """
    try:
        with st.spinner(_("Sorting customers into tiers …")):
            found = _outline(read, scheme, near)
    except NobodyInScope:
        raise
    except CannotAnswer as sentence:
        for other in _others(read, scheme, approved):
            with contextlib.suppress(CannotAnswer):
                found = _outline(read, other, None)
                way = tiers.how_label(other.groups[0].how)
                shown = _("Below, and in what is saved and exported, the thresholds are those of before: {way}.",
                          way=way)
                st.warning(frame.escape(f"{sentence} {shown}"), icon=":material/undo:")
                return found
        raise
    st.session_state[_ANSWERED] = tiers.to_json(scheme)
    return found


def _outline(read: Reader, scheme: Scheme, near: float | None) -> Outline:
    text, examples = tiers.to_json(scheme), tiers.examples(scheme, adopted_schemes())
    return replace(frame.cache_answer(f"outline {text} {near}", lambda: tiers.outline(
        read, scheme, near=near, keep=frame.hold_shared)), examples=examples)


def _others(read: Reader, scheme: Scheme, approved: Scheme | None) -> Iterator[Scheme]:
    with contextlib.suppress(CannotAnswer):
        if text := st.session_state.get(_ANSWERED):
            yield tiers.from_json(text)
    if approved:
        yield approved
    yield tiers.proposed(read, by="score", how="share", tiers=len(scheme.tiers), top=tiers.STARTING_TOP)
    yield tiers.proposed(read, by="contribution", how="share", tiers=len(scheme.tiers), top=tiers.STARTING_TOP)
