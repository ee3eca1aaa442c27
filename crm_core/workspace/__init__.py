"""What people make: scenarios, views, notes, decisions, targets, the export log; in a file or database of their own."""

from crm_core.workspace.approval import Event, EventKind
from crm_core.workspace.decision import Decision, Remark, RemarkKind, State
from crm_core.workspace.differences import differences
from crm_core.workspace.engine import default_url
from crm_core.workspace.exports import Export
from crm_core.workspace.judgements import Judgement, Signal
from crm_core.workspace.notes import Note
from crm_core.workspace.people import Person
from crm_core.workspace.record import Entry
from crm_core.workspace.scenario import NameTaken, Scenario, Status
from crm_core.workspace.schema import WorkspaceUnavailable
from crm_core.workspace.view import View, ViewNameTaken
from crm_core.workspace.workspace import Workspace

__all__ = [
    "Decision", "Entry", "Event", "EventKind", "Export", "Judgement", "NameTaken", "Note", "Person", "Remark",
    "RemarkKind", "Scenario", "Signal", "State", "Status", "View", "ViewNameTaken", "Workspace",
    "WorkspaceUnavailable", "default_url", "differences",
]
