"""A list of six customers of three managers, as the tests use it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd

from crm_core.lists.entry import Entry
from crm_core.lists.making import entries
from crm_core.lists.work_list import Origin, Plan, WorkList

MADE = dt.date(2026, 3, 1)
DUE = dt.date(2026, 3, 20)
TODAY = dt.date(2026, 3, 25)

MOVERS = pd.DataFrame(
    [("0007", "Ana", "down", "Gold", "Basic", "M1", "Luis Prieto", "B1", 8.0, 0.2, 900.5),
     ("0008", "Bo", "down", "Gold", "Basic", "M1", "Luis Prieto", "B1", 8.0, 0.2, 300.0),
     ("0009", "Cé", "down", "Gold", "Silver", "M2", "Eva Gil", "B1", 8.0, 2.0, None),
     ("0010", "Di", "up", "Basic", "Gold", "M2", "Eva Gil", "B2", 0.2, 8.0, 1200.0),
     ("0011", "=1+1", "up", "Basic", "Silver", None, None, "B2", None, None, 50.0),
     ("0012", "Fay", "new", "", "Basic", "M3", "Luis Prieto", None, None, None, 10.0)],
    columns=pd.Index(["customer_id", "name", "direction", "previous_tier", "tier", "manager_id", "manager", "branch",
                      "hours_before", "hours_after", "contribution"]))


@cache
def rows(due_on: dt.date = DUE) -> tuple[Entry, ...]:
    """The list's rows."""
    return entries(MOVERS, due_on=due_on)


def work_list(**changes) -> WorkList:
    """The list as a workspace keeps it."""
    moment = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    return WorkList(**{
        "id": 7, "name": "Spring", "author": "Ana", "note": "", "origin": Origin("Three tiers", currency="EUR"),
        "plan": Plan(6, DUE, 0.1, 0.14), "customers": 6, "created_at": moment, "handed_out_at": moment} | changes)
