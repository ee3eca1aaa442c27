"""A change of the targets, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_core.language import _
from pages.frame.saving.workspace import ActionResult, workspace

if TYPE_CHECKING:
    from crm_core.workspace.targets import Change


def undo(change: Change) -> ActionResult:
    """Make what a step did to the targets undone."""
    workspace().targets.undo(change)
    return ActionResult(_("The targets are as they were before."))
