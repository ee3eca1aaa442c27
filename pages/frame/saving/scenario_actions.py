"""What the buttons of a scenario card do, and how each of it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from crm_core.language import N_, _
from pages.frame.saving.approval_steps import APPROVE, PROPOSE, RETRACT, WITHDRAW, Step, taken
from pages.frame.saving.workspace import ActionResult, enter, run_action, workspace

if TYPE_CHECKING:
    from crm_core.workspace import Event, Scenario, Status

RENAME, DELETE = N_("Rename"), N_("Delete")
"""The entries of every scenario's menu, below the steps that its status allows."""
STEPS: Mapping[Status, tuple[str, ...]] = {
    "draft": (PROPOSE,), "replaced": (PROPOSE,), "withdrawn": (PROPOSE,),
    "proposed": (APPROVE, RETRACT), "approved": (WITHDRAW,),
}


@dataclass(frozen=True)
class ScenarioActions:
    """One room's scenarios on one page. `key` begins the keys of its widgets; the fields of the forms are under it.

    Runs in callbacks, before the page is drawn: it knows the page as it was drawn last, and no visit.
    """

    room: str
    key: str
    content: Callable[[], str]
    restore: Callable[[str], None]
    book_fingerprint: str
    book_title: str
    words: Callable[[str], Mapping[str, str]] | None = None

    def field(self, name: str) -> str:
        """What is written in a field of a form."""
        return st.session_state.get(f"{self.key}.{name}") or ""

    def save(self, name: str = "", instead_of: Scenario | None = None) -> None:
        """Save what is on the screen under `name`, or the one in the form. A refusal is said in the form."""
        author = self.field("author")

        def action() -> ActionResult:
            saved = workspace().scenarios.save(
                self.room, name or self.field("name"), self.content(), note=self.field("note"), author=author,
                book_fingerprint=self.book_fingerprint, book_title=self.book_title, replace=instead_of is not None,
            )
            st.session_state.update({f"{self.key}.name": "", f"{self.key}.note": "", f"{self.key}.popover": False})
            return ActionResult(_("Saved as '{name}'.", name=saved.name), lambda: self.take_back(saved, instead_of))

        run_action(self.key, action, form=f"{self.key}.form", author=author)

    def take_back(self, saved: Scenario, instead_of: Scenario | None) -> ActionResult:
        """Delete what was just saved, and bring back what it replaced."""
        done = self.delete(saved)
        return self.bring_back(instead_of) if instead_of else done

    def menu(self, scenario: Scenario) -> list[str]:
        """What can be done with a scenario, to be translated where it is shown."""
        return [*STEPS[scenario.status], RENAME, DELETE]

    def choose(self, scenario: Scenario, menu: str) -> None:
        """What was picked from the menu of a scenario."""
        item = st.session_state[menu]
        if item == RENAME:
            st.session_state[f"{self.key}.renaming"] = scenario.id
        elif item == DELETE:
            run_action(self.key, lambda: self.delete(scenario))
        else:
            self.ask(Step(item, scenario.id))

    def ask(self, step: Step) -> None:
        """Open the dialog of a step when the page is drawn next."""
        st.session_state[f"{self.key}.asked"] = step
        st.session_state[f"{self.key}.reason"] = ""
        st.session_state[f"{self.key}.history"] = False  # open, it would lie over the dialog

    def asked(self) -> Step | None:
        """The step whose dialog is to be opened now; asked once, so that a dialog that was closed stays closed."""
        st.session_state.pop(f"{self.key}.taken", None)
        return st.session_state.pop(f"{self.key}.asked", None)

    def take(self, step: Step, instead_of: int | None) -> None:
        """Take a step with the name and reason of its dialog, in the place of what was approved when it was opened. A
        refusal is said in the dialog."""
        author, reason = self.field("dialog.author"), self.field("reason")

        def action() -> ActionResult:
            event = step.take(workspace().approvals, author=author, reason=reason, instead_of=instead_of)
            st.session_state[f"{self.key}.taken"] = True
            if event.kind in ("approved", "returned"):
                enter("approved", subject=event.name, scope=self.room, book_fingerprint=event.book_fingerprint)
            return ActionResult(taken(event), lambda: self.undo(event, author))

        run_action(self.key, action, form=f"{self.key}.dialog", author=author)

    @property
    def is_taken(self) -> bool:
        """Whether the step of the open dialog has been taken, so that the dialog closes."""
        return bool(st.session_state.get(f"{self.key}.taken"))

    def undo(self, event: Event, author: str) -> ActionResult:
        """Take a step back that was just taken."""
        workspace().approvals.take_back(event, author=author)
        now = workspace().scenarios.in_force(self.room)
        undone = _("Undone: '{name}' is as it was.", name=event.name)
        return ActionResult(" ".join((undone, _("'{name}' is approved.", name=now.name) if now else
                                      _("Nothing is approved now."))))

    def load(self, scenario: Scenario) -> ActionResult:
        """Set the page's controls as they were when the scenario was saved: all of them or none."""
        before = self.content()
        try:
            self.restore(scenario.content)
        except Exception:
            self.restore(before)
            raise
        loaded = _("'{name}' is loaded.", name=scenario.name)
        return ActionResult(f"{loaded} {scenario.remark(self.book_fingerprint)}".strip(),
                            lambda: self.go_back(before))

    def go_back(self, content: str) -> ActionResult:
        """Set the controls as they were before something was loaded."""
        self.restore(content)
        return ActionResult(_("The settings are as they were."))

    def rename(self, scenario: Scenario) -> ActionResult:
        """Give it the name and note of its form."""
        name, note = (self.field(f"{scenario.id}.{part}") for part in ("name", "note"))
        renamed = workspace().scenarios.rename(scenario.id, name, note=note)
        self.stop_renaming()
        if renamed.name != scenario.name:
            return ActionResult(_("'{before}' is now '{name}'.", before=scenario.name, name=renamed.name))
        return ActionResult(_("The note of '{name}' is changed.", name=renamed.name))

    def stop_renaming(self) -> None:
        st.session_state.pop(f"{self.key}.renaming", None)

    def delete(self, scenario: Scenario) -> ActionResult:
        gone = workspace().scenarios.delete(scenario.id)
        return ActionResult(_("'{name}' is deleted.", name=gone.name), lambda: self.bring_back(gone))

    def bring_back(self, gone: Scenario) -> ActionResult:
        restored = workspace().scenarios.restore(gone.id)
        if restored.name == gone.name:
            return ActionResult(_("'{name}' is restored.", name=gone.name))
        return ActionResult(_("'{before}' is restored as '{name}', because its name was taken in the meantime.",
                              before=gone.name, name=restored.name))
