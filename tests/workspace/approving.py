"""A scenario proposed and approved in one go, for tests of what follows from it."""

from __future__ import annotations

from crm_core.workspace import Event, Workspace


def approve(workspace: Workspace, number: int, *, author: str = "Ana", reason: str = "It pays.") -> Event:
    """Make the scenario of this number the one in force, in the place of whatever is."""
    (scenario,) = workspace.scenarios.get(number)
    now = workspace.scenarios.in_force(scenario.room)
    workspace.approvals.propose(number, author=author, reason=reason)
    return workspace.approvals.approve(number, author=author, reason=reason, instead_of=now.id if now else None)


def withdraw(workspace: Workspace, room: str = "tiers") -> Event:
    """Leave nothing in force in the room."""
    scenario = workspace.scenarios.in_force(room)
    assert scenario is not None
    return workspace.approvals.withdraw(scenario.id, author="Ana", reason="Too dear.")
