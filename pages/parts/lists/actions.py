"""What can be done with a list as a whole, and how each of it is taken back."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from crm_core.language import N_, _
from crm_core.lists.work_list import WorkList
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say, who, workspace
from pages.parts.lists.lots_in_record import deleted, restored
from pages.parts.lists.opened import PLACE, Opened

_WHO, _MENU = f"{PLACE}.who", f"{PLACE}.actions"
Action = Literal["hand_out", "take_back", "close", "reopen", "delete"]
_LABELS: dict[Action, str] = {
    "hand_out": N_("Hand out"), "take_back": N_("Make it a draft again"), "close": N_("Close the list"),
    "reopen": N_("Reopen"), "delete": N_("Delete"),
}
_ICONS: dict[Action, str] = {"hand_out": "send", "take_back": "undo", "close": "task_alt", "reopen": "lock_open",
                             "delete": "delete"}


def draw(opened: Opened) -> None:
    """The buttons that fit its state, behind one that asks who."""
    work_list = opened.work_list
    with st.popover(_("Hand out, close or delete"), icon=":material/settings:", key=_MENU, on_change="rerun"):
        ask_who(_WHO)
        for action in _offered(opened):
            st.button(_(_LABELS[action]), icon=f":material/{_ICONS[action]}:", key=f"{PLACE}.{action}",
                      width="stretch", on_click=_run, args=(action, work_list))


def said() -> None:
    """What was done last, with the way back."""
    say(PLACE)


def _offered(opened: Opened) -> tuple[Action, ...]:
    match opened.work_list.state:
        case "draft":
            return "hand_out", "delete"
        case "handed_out":
            return ("close", "delete") if opened.deliveries else ("take_back", "close", "delete")
    return "reopen", "delete"


def _run(action: Action, work_list: WorkList) -> None:
    author = st.session_state.get(_WHO) or who()
    run_action(PLACE, lambda: _done(action, work_list, author), author=author)
    st.session_state[_MENU] = False  # an open menu hides what is said, and the way back


def _done(action: Action, work_list: WorkList, author: str) -> ActionResult:
    lists, number = workspace().lists, work_list.id
    match action:
        case "hand_out":
            lists.hand_out(number, author=author)
            return ActionResult(_("'{name}' is handed out and stays as it is.", name=work_list.name),
                                lambda: _done("take_back", work_list, author))
        case "take_back":
            lists.take_back(number)
            return ActionResult(_("'{name}' is a draft again.", name=work_list.name),
                                lambda: _done("hand_out", work_list, author))
        case "close":
            lists.close(number, author=author)
            return ActionResult(_("'{name}' is closed.", name=work_list.name),
                                lambda: _done("reopen", work_list, author))
        case "reopen":
            lists.reopen(number)
            return ActionResult(_("'{name}' is open again.", name=work_list.name),
                                lambda: _done("close", work_list, author))
    deleted(number, author=author)
    return ActionResult(_("'{name}' is deleted, with what came of it.", name=work_list.name),
                        lambda: _restored(number))


def _restored(number: int) -> ActionResult:
    return ActionResult(_("'{name}' is restored.", name=restored(number, author=who()).name))
