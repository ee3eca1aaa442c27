"""The columns of a list as people see it and take it away: which there are, in which order, how they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from crm_core.language import N_, Message, _
from crm_core.lists.entry import Entry, direction_label
from crm_core.lists.outcome import LABELS
from crm_core.lists.result import Result
from crm_core.vocabulary import type_label

HEADINGS: Mapping[str, Message] = {
    "customer_id": N_("Customer ID"), "name": N_("Name"), "customer_type": N_("Customer type"),
    "region": N_("Region"), "branch": N_("Branch"), "manager": N_("Manager"), "previous_tier": N_("Tier before"),
    "tier": N_("Tier after"), "direction": N_("Direction"), "reason": N_("Reason"),
    "service_before": N_("Service before"), "service_after": N_("Service after"), "contribution": N_("Contribution"),
    "next_step": N_("Next step"), "due_on": N_("Due date"), "branch_id": N_("Branch ID"),
    "manager_id": N_("Manager ID"),
}
"""Every column that can be shown, in the order of whoever has not set one."""
STARTING = ("name", "customer_id", "customer_type", "region", "branch", "manager", "previous_tier", "tier", "direction",
            "reason", "service_before", "service_after", "contribution", "next_step", "due_on")
NEEDED = "customer_id"
"""Without it, what comes back belongs to nobody."""
HEADINGS_OF_RESULTS: Mapping[str, Message] = {
    "customer_id": N_("Customer ID"), "outcome": N_("Outcome"), "outcome_on": N_("Outcome date"),
    "remark": N_("Remark"), "list_id": N_("List number"),
}
RESULTS = ("outcome_on", "outcome", "remark", "list_id")
"""The last columns of a workbook: empty until something came of a customer, to be filled in and sent back."""


def heading_of(name: str) -> str:
    """The heading of a column of the list or of its results."""
    return _(HEADINGS[name] if name in HEADINGS else HEADINGS_OF_RESULTS[name])


def columns_of(text: str) -> tuple[str, ...]:
    """The columns that a text such as `name,customer_id,next_step` says, in its order; those to start from when it
    says none. A name that is not known or stands twice is left out; the customer's ID always stays."""
    picked = tuple(dict.fromkeys(name for name in text.split(",") if name in HEADINGS))
    if not picked:
        return STARTING
    return picked if NEEDED in picked else (NEEDED, *picked)


def list_table(rows: Sequence[Entry], columns: Iterable[str]) -> pd.DataFrame:
    """The rows in these columns, in words: types and directions as they are called, dates as dates, the contribution
    as a number. Numbers of customers are text, with their leading zeros."""
    made = pd.DataFrame({name: [_shown(entry, name) for entry in rows] for name in columns})
    return made.assign(due_on=pd.to_datetime(made["due_on"])) if "due_on" in made else made


def file_table(rows: Sequence[Entry], columns: Iterable[str], latest: Mapping[str, Result],
               list_id: int) -> pd.DataFrame:
    """The same under its headings, with the columns of results: what is known so far by customer, or room for it."""
    made = list_table(rows, columns)
    of = [latest.get(entry.customer_id) for entry in rows]
    made["outcome_on"] = pd.to_datetime(pd.Series([each.happened_on if each else None for each in of], dtype=object))
    made["outcome"] = [_(LABELS[each.outcome]) if each else "" for each in of]
    made["remark"] = [each.remark if each else "" for each in of]
    made["list_id"] = list_id
    return made.rename(columns=heading_of)


def _shown(entry: Entry, name: str) -> object:
    value = entry.step if name == "next_step" else getattr(entry, name)
    if name == "direction":
        return direction_label(value)
    if name == "customer_type" and value:
        try:
            return type_label(value)
        except KeyError:
            return value
    return float("nan") if value is None else value
