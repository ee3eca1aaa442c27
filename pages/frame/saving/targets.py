"""The target of a figure for the scope and period on screen, and what came of it."""

from __future__ import annotations

import datetime as dt

from crm_core import periods
from crm_core.figures.actuals import Actuals
from crm_core.figures.actuals import actuals as figures_of
from crm_core.scope import Scope
from crm_core.targets import Attainment, attainment, target_on_screen
from pages.frame.saving.workspace import workspace
from pages.frame.visit import library
from pages.frame.visit.visit import current


def target_of(figure: str, *, kind: str = "", last_month: dt.date | None = None) -> Attainment | None:
    """The target of `figure` and what came of it; None where none is set for what is on screen.

    `kind` and `last_month` are those of a period; left out, of the one on screen, or of the year in scope. A figure
    stands without its target where the workspace cannot be used.
    """
    from crm_core.workspace import WorkspaceUnavailable

    visit = current()
    try:
        if visit.targets is None:
            visit.targets = workspace().targets.all()
    except WorkspaceUnavailable:
        visit.targets = ()
    if not visit.targets:
        return None
    shown = visit.period or periods.chosen(library.reader())
    found = target_on_screen(visit.targets, figure, visit.scope, kind=kind or shown.kind,
                             last_month=last_month or shown.last_month, year_starts=year_starts())
    return attainment(*found, actuals()) if found else None


def actuals() -> Actuals:
    """What the figures of the open book came to, whatever the scope."""
    return library.hold_shared("figures", lambda: figures_of(library.reader(Scope())))


def year_starts() -> int:
    """In which calendar month the bank's fiscal year starts, 1 to 12."""
    return library.calendar().fiscal_year_starts
