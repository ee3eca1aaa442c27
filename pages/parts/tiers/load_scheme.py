"""From a scheme back to the controls: what a saved scenario sets when it is loaded."""

from __future__ import annotations

from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers import EVERYBODY, Group, Scheme, from_json, outline, to_json
from pages import frame
from pages.parts.tiers.controls import PERCENT, PLACES
from pages.parts.tiers.exceptions_in_link import exceptions_text
from pages.parts.tiers.promises import edits_of, edits_text

PAGE = "tiers"
_OPENED = f"{PAGE}.opened"
"""In session state, once the page has begun."""
_WHOLE = 1e-9


def open_with(read: Reader, approved: Scheme, name: str) -> None:
    """Begin a visitor's first run of the page with the approved scheme; what a link asks for is set after it.

    When the page has no controls for it, or this book no such cuts, that is said and the page begins as it would.
    """
    if st.session_state.get(_OPENED):
        return
    st.session_state[_OPENED] = True
    try:
        controls = controls_of(approved)
        frame.cache_answer(f"outline {to_json(approved)}", lambda: outline(read, approved, keep=frame.hold_shared))
    except CannotAnswer as sentence:
        not_opened = _("The page does not open with the approved scheme “{name}”.", name=name)
        st.info(frame.escape(f"{not_opened} {sentence}"), icon=":material/info:")
        return
    st.session_state.update({f"{PAGE}.{control}": value for control, value in controls.items()})


def mark_opened() -> None:
    """The page has been set from elsewhere: it does not begin with the approved scheme."""
    st.session_state[_OPENED] = True


def restore(text: str) -> None:
    """Set the controls so that they say the scheme in `text`: all of them, or none.

    Raises CannotAnswer for a scheme that the page has no controls for, SchemeRefused for a text that is none.
    """
    st.session_state.update({f"{PAGE}.{name}": value for name, value in controls_of(from_json(text)).items()})


def controls_of(scheme: Scheme) -> dict[str, Any]:
    """The value of every control that says something of the scheme. Raises CannotAnswer when it cannot be said."""
    first = scheme.groups[0]
    if {(group.how, group.by, group.budget_in) for group in scheme.groups} != {(first.how, first.by, first.budget_in)}:
        raise CannotAnswer(_("This scheme uses another threshold method for each customer type, for which this page "
                             "has no controls. Ask for it with python -m crm_core ask tiers --scheme."))
    shares = [value for group in scheme.groups for value in group.values if group.how in ("share", "cover")]
    if any(abs(value * PERCENT - round(value * PERCENT)) > _WHOLE for value in (*shares, scheme.hold.margin / PERCENT)):
        raise CannotAnswer(_("This scheme has shares or a margin finer than the whole percents of this page's sliders. "
                             "Ask for it with python -m crm_core ask tiers --scheme."))
    controls: dict[str, Any] = {
        "how": first.how, "by": first.by, "budget_in": first.budget_in, "tiers": len(scheme.tiers),
        "cut": "by_type" if scheme.is_by_type else "together", "missing": scheme.missing,
        "margin": round(scheme.hold.margin), "waits": "yes" if scheme.hold.periods > 1 else "no",
        **{f"weights.{name}": weight for name, weight in vars(scheme.weights).items()},
        "service": edits_text(edits_of(scheme)), "exceptions": exceptions_text(scheme.exceptions),
    }
    if first.how in ("cover", "needs"):
        del controls["by"]  # there is no choice of it on the page
    for group in scheme.groups:
        controls |= _values(group)
    return controls


def _values(group: Group) -> dict[str, Any]:
    prefix = "" if group.of == EVERYBODY else f"{group.of}_"
    if group.how == "budget":
        return {f"{prefix}{group.budget_in}": float(group.values[0])}
    ending = {"share": "", "cover": "_part"}.get(group.how, "_score" if group.by == "score" else "_money")
    whole = group.how in ("share", "cover")
    return {f"{prefix}{place}{ending}": round(value * PERCENT) if whole else float(value)
            for place, value in zip(PLACES, group.values, strict=False)}
