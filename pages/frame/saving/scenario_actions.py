"""What the buttons of a scenario card do, and how each of it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.frame.saving.workspace import ActionResult, run_action, workspace

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

IN_FORCE, OUT_OF_FORCE, RENAME, DELETE = "Approve as current scheme", "Withdraw approval", "Rename", "Delete"


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
            return ActionResult(f"Saved as '{saved.name}'.", lambda: self.take_back(saved, instead_of))

        run_action(self.key, action, form=f"{self.key}.form", author=author)

    def take_back(self, saved: Scenario, instead_of: Scenario | None) -> ActionResult:
        """Delete what was just saved, and bring back what it replaced."""
        done = self.delete(saved)
        return self.bring_back(instead_of) if instead_of else done

    def choose(self, scenario: Scenario, menu: str) -> None:
        """What was picked from the menu of a scenario."""
        item = st.session_state[menu]
        if item == RENAME:
            st.session_state[f"{self.key}.renaming"] = scenario.id
        elif item == DELETE:
            run_action(self.key, lambda: self.delete(scenario))
        else:
            run_action(self.key, lambda: self.put_in_force(scenario if item == IN_FORCE else None))

    def load(self, scenario: Scenario) -> ActionResult:
        """Set the page's controls as they were when the scenario was saved: all of them or none."""
        before = self.content()
        try:
            self.restore(scenario.content)
        except Exception:
            self.restore(before)
            raise
        return ActionResult(f"Loaded '{scenario.name}'. {scenario.remark(self.book_fingerprint)}".strip(),
                            lambda: self.go_back(before))

    def go_back(self, content: str) -> ActionResult:
        """Set the controls as they were before something was loaded."""
        self.restore(content)
        return ActionResult("The settings are as they were.")

    def rename(self, scenario: Scenario) -> ActionResult:
        """Give it the name and note of its form."""
        name, note = (self.field(f"{scenario.id}.{part}") for part in ("name", "note"))
        renamed = workspace().scenarios.rename(scenario.id, name, note=note)
        self.stop_renaming()
        return ActionResult(f"'{scenario.name}' is now '{renamed.name}'." if renamed.name != scenario.name
                            else f"The note of '{renamed.name}' is changed.")

    def stop_renaming(self) -> None:
        st.session_state.pop(f"{self.key}.renaming", None)

    def delete(self, scenario: Scenario) -> ActionResult:
        gone = workspace().scenarios.delete(scenario.id)
        return ActionResult(f"Deleted '{gone.name}'.", lambda: self.bring_back(gone))

    def bring_back(self, gone: Scenario) -> ActionResult:
        restored = workspace().scenarios.restore(gone.id)
        other = "" if restored.name == gone.name else f" as '{restored.name}', because its name was taken meanwhile"
        return ActionResult(f"'{gone.name}' is back{other}.")

    def put_in_force(self, scenario: Scenario | None) -> ActionResult:
        """Put a scenario in force, or with None leave nothing in force."""
        before = workspace().scenarios.in_force(self.room)
        if scenario is None:
            workspace().scenarios.withdraw(self.room)
            sentence = "Nothing is in force now."
        else:
            workspace().scenarios.put_in_force(scenario.id)
            sentence = f"'{scenario.name}' is in force" + (f" in the place of '{before.name}'." if before else ".")
        return ActionResult(sentence, lambda: self.put_in_force(before))
