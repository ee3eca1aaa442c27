"""A plan: a manager's assumptions about one demand, as text and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from crm_core.amounts import number
from crm_core.language import _
from crm_core.rooms.demand.what_if.assumption import Assumption, PlanRefused
from crm_core.strict_json import parse

VERSION = 1
MAX_CHARACTERS = 100_000
"""Characters of a plan's text; an assumption takes some 150."""

_FIELDS = tuple(each.name for each in dataclasses.fields(Assumption))


@dataclass(frozen=True)
class Plan:
    """Assumptions, and the demand that was on the screen when they were made."""

    by: str = "balance"
    product: str = "all"
    horizon: int = 12
    assumptions: tuple[Assumption, ...] = field(default=())


def to_json(plan: Plan) -> str:
    """The plan as one line of JSON, the same for equal plans. `from_json` gives an equal plan back."""
    content = {"version": VERSION, "by": plan.by, "product": plan.product, "horizon": plan.horizon,
               "assumptions": [_row(each) for each in plan.assumptions]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Plan:
    """The plan that `text` holds. Raises PlanRefused, with what is wrong, for anything else."""
    content = _content(text)
    if not isinstance(content, dict) or content.get("version") != VERSION or isinstance(content["version"], bool):
        version = content.get("version") if isinstance(content, dict) else None
        raise PlanRefused(_("The text is not a plan of version {version} but of {given}: save the plan again, or "
                            "update the program.", version=str(VERSION), given=repr(version)))
    by, product, horizon = (content.get(name) for name in ("by", "product", "horizon"))
    if not isinstance(by, str) or not isinstance(product, str) or type(horizon) is not int:
        raise PlanRefused(_("A plan states by, product and horizon; this one states {by}, {product} and {horizon}. "
                            "Save it again.", by=repr(by), product=repr(product), horizon=repr(horizon)))
    return Plan(by, product, horizon, _assumptions(content.get("assumptions")))


def assumptions_to_json(assumptions: Iterable[Assumption]) -> str:
    """Assumptions alone as JSON text, empty for none. `assumptions_from_json` gives equal ones back."""
    rows = [_row(each) for each in assumptions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def assumptions_from_json(text: str) -> tuple[Assumption, ...]:
    """The assumptions in a text: of a plan, or a list of them alone; none in an empty one. Raises PlanRefused."""
    if not text:
        return ()
    return _assumptions(_content(text)) if text.lstrip().startswith("[") else from_json(text).assumptions


def _row(assumption: Assumption) -> dict[str, object]:
    """The fields that say something."""
    content = vars(assumption) | {"from_month": f"{assumption.from_month:%Y-%m}"}
    return {name: content[name] for name in _FIELDS if content[name] != ""}


def _assumptions(rows: object) -> tuple[Assumption, ...]:
    if not isinstance(rows, list):
        raise PlanRefused(_("A plan has a list of assumptions; this one has {given}. Save it again.",
                            given=repr(str(rows)[:40])))
    return tuple(_assumption(place, row) for place, row in enumerate(rows, 1))


def _assumption(place: int, row: object) -> Assumption:
    if not isinstance(row, dict) or not set(row) <= set(_FIELDS) or not {"kind", "size", "from_month", "author"} <= set(
            row):
        raise PlanRefused(_("Assumption {place} is {given}; it must have kind, size, from_month and author, and may "
                            "have {others}.", place=str(place), given=repr(str(row)[:60]),
                            others=", ".join(_FIELDS[4:])))
    size, month = row["size"], row["from_month"]
    words = {name: row.get(name, "") for name in _FIELDS if name not in ("size", "from_month")}
    if isinstance(size, bool) or not isinstance(size, int | float) or not all(isinstance(each, str)
                                                                            for each in (month, *words.values())):
        raise PlanRefused(_("Assumption {place} has the size {size} and the month {month}; a size must be a number, "
                            "everything else text.", place=str(place), size=repr(size), month=repr(month)))
    try:
        start = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise PlanRefused(_("Assumption {place} begins in {month}; write the month as 2026-10.", place=str(place),
                            month=repr(month))) from error
    return Assumption(size=float(size), from_month=start, **words)


def _content(text: str) -> object:
    if len(text) > MAX_CHARACTERS:
        raise PlanRefused(_("The text of the plan has {length} characters; at most {most} are read.",
                            length=number(len(text)), most=number(MAX_CHARACTERS)))
    try:
        return parse(text)
    except ValueError as error:
        raise PlanRefused(_("The text is not a plan: it is not JSON. Save the plan again.")) from error
