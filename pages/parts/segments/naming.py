"""The names of segments: given, taken away, brought back, and offered where a cluster has moved too far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from crm_core.language import _
from crm_core.segmentation import NameOfSegment, Segmentation, shape_of
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace

_PLACE = "segments.names"
_FORM = f"{_PLACE}.form"


def naming(found: Segmentation, named: Sequence[NameOfSegment]) -> None:
    """The names that people gave, and a form for another one."""
    keys = {each.code: {"way": found.way, "code": each.code, "shape": shape_of(found, each.code),
                        "book_fingerprint": frame.book().fingerprint} for each in named}
    for each in named:
        if each.given:
            _row(_("{name} (by rule: {proposed}; named by {author})", name=each.given.name, proposed=each.proposed,
                   author=each.given.author),
                 _("Remove the name"), f"remove.{each.given.id}", partial(_remove, each.given.id, each.given.name))
        if each.offered:
            _row(_("{proposed} is like “{name}” was, but has moved too far to be called so without asking.",
                   proposed=each.proposed, name=each.offered.name),
                 _("Call it so"), f"keep.{each.offered.id}",
                 partial(_give, keys[each.code], each.offered.name, each.offered.author, each.offered.id))
    with st.popover(_("Name a segment"), icon=":material/edit:", key=f"{_PLACE}.popover", on_change=forget,
                    args=(_FORM,)), st.form(_FORM, border=False):
        by_code = {each.code: each for each in named}
        st.selectbox(_("Segment"), list(by_code), format_func=lambda code: by_code[code].name, key=f"{_FORM}.code")
        st.text_input(_("Name"), key=f"{_FORM}.name")
        ask_who(f"{_FORM}.author")
        st.form_submit_button(_("Save"), key=f"{_FORM}.save", on_click=_save,
                              args=(by_code, keys))
        say(_FORM)
    say(_PLACE)


def _row(words: str, button: str, key: str, action: partial[ActionResult]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(frame.escape(words))
        st.button(button, key=f"{_PLACE}.{key}", type="tertiary", on_click=run_action, args=(_PLACE, action))


def _save(by_code: dict[str, NameOfSegment], keys: dict[str, dict[str, str]]) -> None:
    """Give the name in the form to the segment in it."""
    code, author = st.session_state[f"{_FORM}.code"], st.session_state[f"{_FORM}.author"] or ""
    name, before = st.session_state[f"{_FORM}.name"] or "", by_code[code].given

    def action() -> ActionResult:
        done = _give(keys[code], name, author, before.id if before else None)
        st.session_state.update({f"{_FORM}.name": "", f"{_PLACE}.popover": False})
        return done

    run_action(_PLACE, action, form=_FORM, author=author)


def _give(segment: dict[str, str], name: str, author: str, instead_of: int | None) -> ActionResult:
    """Give a name to the segment that the workspace knows by these keys."""
    given = workspace().segment_names.give(name, **segment, author=author, instead_of=instead_of)
    return ActionResult(_("The segment is called “{name}” now.", name=given.name),
                        partial(_take_back, given.id, instead_of))


def _take_back(number: int, instead_of: int | None) -> ActionResult:
    workspace().segment_names.delete(number)
    if instead_of is not None:
        workspace().segment_names.restore(instead_of)
    return ActionResult(_("The segment is called as before."))


def _remove(number: int, name: str) -> ActionResult:
    workspace().segment_names.delete(number)

    def restore() -> ActionResult:
        workspace().segment_names.restore(number)
        return ActionResult(_("The segment is called “{name}” again.", name=name))

    return ActionResult(_("The name “{name}” is removed.", name=name), restore)


