"""The list set against its plan: who has come how far, what came of it, who has left, and all lists side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, number, percent
from crm_core.language import _, day, month
from crm_core.lists import reading
from crm_core.lists.figure import MAX_BARS, draw
from crm_core.lists.outcome import LABELS, MEANINGS, OUTCOMES
from crm_core.lists.progress import NOBODY, SETTLED, SMALL, Group, Progress
from crm_core.lists.work_list import WorkList
from pages import frame
from pages.parts.lists.opened import Opened


def facts(opened: Opened) -> str:
    """From what the list was made, by whom, and where it stands."""
    work_list = opened.work_list
    made = _("Made by {author} on {day}", author=work_list.author, day=day(work_list.created_at.astimezone()))
    scheme = _("scheme {name}", name=work_list.origin.scheme) if work_list.origin.scheme else ""
    data = _("data of {month}", month=month(work_list.origin.data_to)) if work_list.origin.data_to else ""
    return " · ".join(filter(None, (reading.state_words(work_list), made, scheme, data, work_list.origin.scope,
                                    work_list.note)))


def metrics(opened: Opened) -> None:
    """Where it stands, in figures."""
    found = opened.progress
    frame.metrics(
        frame.Metric(_("Customers"), number(found.customers), _("Customers on the list")),
        frame.Metric(_("Reached ({share})", share=percent(found.reached / found.customers)), number(found.reached),
                     _("Spoken with on some day: reached, agreed or declined.")),
        frame.Metric(_("Tried, not reached"), number(found.tried), _("Called, and nobody was there so far.")),
        frame.Metric(_("Not tried yet"), number(found.untried), _("No result has come back.")),
        frame.Metric(_("Overdue"), number(found.overdue),
                     _("Neither reached nor left, and the due date is over.")))


def against_plan(opened: Opened) -> None:
    """By manager and branch, and what came of it."""
    left, right = frame.evidence()
    with left, frame.card(*reading.by_manager(opened.progress)):
        _by_group(opened.progress)
    with right:
        with frame.card(*reading.outcomes(opened.progress)):
            _outcomes(opened.progress)
        if opened.progress.attrition:
            with frame.card(*reading.attrition(opened.progress)):
                for note in reading.attrition_notes(opened.progress):
                    st.markdown(frame.escape(note))


def _by_group(found: Progress) -> None:
    groups_by = {"manager": found.managers, "branch": found.branches, "region": found.regions}
    named = {by: label for by, label in (("manager", _("Manager")), ("branch", _("Branch")), ("region", _("Region")))
             if any(each.id != NOBODY for each in groups_by[by])}
    if not named:
        frame.ignore_in_link("by")
        st.markdown(_("The list names neither managers nor branches nor regions."))
        return
    by = frame.choice("by", _("By"), named)
    groups = groups_by[by]
    nobody = {"manager": _("No manager"), "branch": _("No branch"), "region": _("No region")}[by]
    rows = pd.DataFrame([_group_row(each, nobody) for each in groups])
    columns = {"name": named[by], "customers": _("Customers"),
               "reached": _("Reached"), "reached_share": _("Reached, %"), "overdue": _("Overdue"),
               "declined": _("Declined"), "left": _("Left")}
    frame.chart(draw(groups, nobody), alt=_("Customers reached, left, overdue and still to be reached, by group"),
                table=frame.Rows(rows, columns, by="id"))
    if len(groups) > MAX_BARS:
        st.caption(_("{shown} of {all} are drawn, those furthest behind first; the table has all.",
                     shown=number(MAX_BARS), all=number(len(groups))))


def _group_row(group: Group, nobody: str) -> dict[str, object]:
    return {"id": group.id, "name": group.name or nobody, "customers": group.customers, "reached": group.reached,
            "reached_share": group.reached / group.customers if group.customers >= SMALL else float("nan"),
            "overdue": group.overdue, "declined": group.outcomes.get("declined", 0), "left": group.left}


def _outcomes(found: Progress) -> None:
    rows = pd.DataFrame([{
        "outcome": _(LABELS[each]), "customers": found.outcomes.get(each, 0),
        "heard": reading.share_words(found.share_of_heard(each)) if each in SETTLED else NOTHING} for each in OUTCOMES])
    frame.table(rows, {"outcome": _("Outcome"), "customers": _("Customers"), "heard": _("Share (95% range)")},
                alt=_("What came of the customers who were heard from"), is_whole=True, right=("heard",))
    st.caption(frame.escape(" ".join(f"{_(LABELS[each])}: {_(MEANINGS[each])}" for each in OUTCOMES)))


def all_lists(lists: Sequence[WorkList]) -> None:
    """Every list of the workspace, to be opened."""
    if len(lists) < len(("one", "another")):
        return
    with frame.folded(_("All lists"), _("Lists are shared by everybody who uses this app.")):
        rows = pd.DataFrame([{
            "id": str(each.id), "list": each.name, "state": reading.state_words(each), "customers": each.customers,
            "due": day(each.plan.due_on), "author": each.author, "scheme": each.origin.scheme or None,
        } for each in lists])
        frame.table(rows, {"list": _("List"), "state": _("State"), "customers": _("Customers"), "due": _("Due date"),
                           "author": _("Made by"), "scheme": _("Scheme")}, alt=_("The lists of the workspace"),
                    by="id", leads_to=frame.to_control("list", _("Click a list to open it."),
                                                       everything=str(lists[0].id), ids=set(rows["id"])))
