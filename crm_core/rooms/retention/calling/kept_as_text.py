"""Pilots as one line of JSON: how the command line hands those of a workspace to the room."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import get_args

from crm_core.language import _
from crm_core.rooms.retention.calling.pilots import Allotted
from crm_core.rooms.retention.chances.learning import Outcome
from crm_core.strict_json import parse

_FIELDS = {"name", "outcome", "begins_on", "called", "left_out", "drawn_before"}


def to_json(pilots: Iterable[Allotted]) -> str:
    """The pilots as text. `from_json` gives the same pilots back."""
    return json.dumps([vars(each) | {"begins_on": each.begins_on.isoformat()} for each in pilots], ensure_ascii=False)


def from_json(text: str) -> tuple[Allotted, ...]:
    """The pilots in `text`; none in an empty one. Raises ValueError for what is no such text."""
    try:
        rows = parse(text or "[]")
        pilots = tuple(Allotted(**(row | {"begins_on": dt.date.fromisoformat(row["begins_on"]),
                                          "called": tuple(map(str, row["called"])),
                                          "left_out": tuple(map(str, row["left_out"]))})) for row in rows)
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(_("pilots is not a list of pilots as JSON with {fields}.",
                           fields=", ".join(sorted(_FIELDS)))) from error
    if any(each.outcome not in get_args(Outcome) for each in pilots):
        raise ValueError(_("pilots is not a list of pilots as JSON with {fields}.", fields=", ".join(sorted(_FIELDS))))
    return pilots
