"""The steps from a draft to what is approved and on, as menus and dialogs name them, and what each of them did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crm_core.language import N_, _, pgettext

if TYPE_CHECKING:
    from crm_core.workspace import Event, EventKind, Scenario, Status
    from crm_core.workspace.approvals import Approvals

PROPOSE, RETRACT, APPROVE, WITHDRAW, RETURN = (
    N_("Propose for approval"), N_("Take the proposal back"), N_("Approve"), N_("Withdraw approval"),
    N_("Return to this one"))
"""The steps as they are offered."""


class Step(NamedTuple):
    """A step that somebody wants to take with a scenario; to return to an earlier one, the event that approved it."""

    name: str
    scenario_id: int
    event_id: int = 0

    @property
    def changes_what_is_approved(self) -> bool:
        return self.name in (APPROVE, RETURN)

    @property
    def needs_reason(self) -> bool:
        return self.name != RETRACT

    def take(self, approvals: Approvals, *, author: str, reason: str, instead_of: int | None) -> Event:
        """Take it. Raises as `approvals` does."""
        if self.name == PROPOSE:
            return approvals.propose(self.scenario_id, author=author, reason=reason)
        if self.name == RETRACT:
            return approvals.retract(self.scenario_id, author=author, reason=reason)
        if self.name == WITHDRAW:
            return approvals.withdraw(self.scenario_id, author=author, reason=reason)
        if self.name == RETURN:
            return approvals.return_to(self.event_id, author=author, reason=reason, instead_of=instead_of)
        return approvals.approve(self.scenario_id, author=author, reason=reason, instead_of=instead_of)


def title(step: Step, name: str) -> str:
    """What the dialog of a step is called."""
    titles: dict[str, str] = {
        PROPOSE: _("Propose '{name}'", name=name), RETRACT: _("Take back the proposal '{name}'", name=name),
        APPROVE: _("Approve '{name}'", name=name), WITHDRAW: _("Withdraw the approval of '{name}'", name=name),
        RETURN: _("Return to '{name}'", name=name),
    }
    return titles[step.name]


def taken(event: Event) -> str:
    """What a step did, in a sentence."""
    name = event.name
    if event.kind in ("approved", "returned") and event.replaced_name:
        return _("'{name}' is approved; it replaces '{before}'.", name=name, before=event.replaced_name)
    return {
        "proposed": _("'{name}' is proposed for approval.", name=name),
        "retracted": _("'{name}' is a draft again.", name=name),
        "withdrawn": _("The approval of '{name}' is withdrawn. Nothing is approved now.", name=name),
    }.get(event.kind) or _("'{name}' is approved.", name=name)


_STATUSES: dict[Status, tuple[str, str]] = {
    "proposed": (N_("Proposed"), "violet"), "approved": (N_("Approved"), "blue"), "replaced": (N_("Replaced"), "gray"),
    "withdrawn": (N_("Withdrawn"), "gray"),
}


def status_badge(scenario: Scenario) -> str:
    """The status of a scenario as a badge in markdown; nothing for a draft."""
    if scenario.status == "draft":
        return ""
    words, colour = _STATUSES[scenario.status]
    return f":{colour}-badge[{_(words)}]"


def event_words(event: Event) -> str:
    """What happened, for the history: `Plan B approved, in the place of Plan A`."""
    if event.replaced_name:
        return _("{name}: approved in the place of {before}", name=event.name, before=event.replaced_name)
    return _("{name}: {what}", name=event.name, what=kind_words(event.kind))


def kind_words(kind: EventKind) -> str:
    """What kind of event it is."""
    return {
        "proposed": pgettext("history", "proposed"), "retracted": pgettext("history", "proposal taken back"),
        "approved": pgettext("history", "approved"), "replaced": pgettext("history", "replaced"),
        "withdrawn": pgettext("history", "approval withdrawn"), "returned": pgettext("history", "approved again"),
        "undone": pgettext("history", "step undone"), "reinstated": pgettext("history", "approved again, as before"),
    }[kind]
