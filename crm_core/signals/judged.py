"""A book judged by the rules of the workspace: once a book, and the judgement is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_core.figures.actuals import Actuals
from crm_core.signals.verdict import Evidence, basis, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm_core.workspace import Workspace


def judge(workspace: Workspace, of: Callable[[], Actuals], *, fingerprint: str, title: str,
          year_starts: int = 1) -> bool:
    """Judge the book of `fingerprint` by the rules that have not been judged on it, and keep what they say. A rule
    about targets is judged again when these are others. Returns whether there are any rules.

    `of` gives what the figures came to, and is only asked when there is something to judge. Raises
    WorkspaceUnavailable when the workspace cannot be used.
    """
    rules = workspace.rules.all()
    if not rules:
        return False
    targets = workspace.targets.all()
    judged = {(judgement.rule.id, judgement.basis) for judgement in workspace.judgements.of_book(fingerprint)}
    missing = [rule for rule in rules if (rule.id, basis(rule, targets)) not in judged]
    if missing:
        on = Evidence(of(), targets, year_starts)
        workspace.judgements.enter([verdict(rule, on) for rule in missing], book_fingerprint=fingerprint,
                                   book_title=title)
    return True
